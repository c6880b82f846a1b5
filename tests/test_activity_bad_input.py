"""What people get wrong with volunteering, and what some would like to get away with."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.activities.activity import Stage
from storage.tables import Posts
from tests.activities import (
    SATURDAY,
    activity,
    calls,
    checks_in,
    checks_out,
    signs_up,
)
from tests.meetings import the_clock_ticks
from tests.village import Seat, Village

pytest_plugins = ("tests.activity_seats",)
HOUR = timedelta(hours=1)
FAR = (31.85, 105.97)
"""Thirty kilometres north of the river."""


@pytest.fixture
def number(chen: Seat) -> str:
    return calls(chen)


# Signing up


def test_nobody_signs_up_for_what_is_over_begun_or_called_off(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    other = calls(chen, title="扫院坝", kind="包环境")
    chen.says(other)
    chen.presses("取消活动")
    chen.says("没有扫把")
    assert "这次活动取消了" in li.forges(f"s:sign_up:activity={other}")
    village.now = SATURDAY
    assert "活动已经开始了" in li.forges(f"s:sign_up:activity={number}")
    village.passes(hours=4)
    assert "这次活动已经结束了" in li.forges(f"s:sign_up:activity={number}")
    assert "没有找到这个活动" in li.forges("s:sign_up:activity=ZY-20990101-0001")
    assert activity(village, number).wanted == ()


def test_sign_up_closes_when_it_was_said_to(village: Village, chen: Seat, li: Seat) -> None:
    number = calls(chen, until="前一天晚上8点")
    village.now = SATURDAY - timedelta(hours=12, minutes=50)
    assert "报名截止了" in li.forges(f"s:sign_up:activity={number}")
    the_clock_ticks(village)
    assert "报名截止：0人" in chen.reads()


def test_signing_up_twice_is_once(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    assert "报上名了" in li.forges(f"s:sign_up:activity={number}")
    assert len(activity(village, number).wanted) == 1


def test_who_is_not_invited_is_told_where_to_look(village: Village, number: str) -> None:
    stranger = village.seat("chen-laosan")
    assert "请那边村里的人" in stranger.forges(f"s:sign_up:activity={number}")
    assert activity(village, number).wanted == ()


def test_danger_is_read_before_one_signs_up(village: Village, chen: Seat, li: Seat) -> None:
    chen.says("发征集令")
    chen.presses("样例·清泉村")
    chen.says("防汛")
    chen.says("守堤")
    chen.presses("自愿来")
    assert "先买好保险" in chen.presses("还没有买")
    chen.says("发征集令")
    chen.presses("样例·清泉村")
    chen.says("防汛")
    chen.says("守堤")
    chen.presses("自愿来")
    chen.presses("买好了")
    for said in ("上面说清楚了", "村委会一楼", "不标位置"):
        chen.presses(said)
    for said in ("11月28日", "9点", "12点"):
        chen.says(said)
    chen.presses("按平常的")
    told = chen.presses("发出去")
    assert "买了人身意外伤害保险" in told
    number = told.split("编号")[1][:16]
    risk = signs_up(li, number)
    assert "未满18岁的不参加" in risk
    assert "保险" in risk
    assert "安全要紧" in li.presses("那不去了")
    assert activity(village, number).wanted == ()
    signs_up(li, number)
    assert "报上了" in li.presses("知道了")


@pytest.mark.parametrize(
    ("label", "why"),
    [("有工钱", "不能记志愿时间"), ("值班", "本职"), ("党组织安排", "不是志愿服务")],
)
def test_what_is_no_volunteering_gives_no_hours(
    village: Village, chen: Seat, li: Seat, label: str, why: str
) -> None:
    chen.says("发征集令")
    chen.presses("样例·清泉村")
    chen.says("包环境")
    chen.says("修路误工补贴")
    assert "您写了“修路误工补贴”" in chen.log[-1]
    assert why in chen.presses(label)
    chen.presses("还是发通知")
    for said in ("上面说清楚了", "村委会一楼", "不标位置"):
        chen.presses(said)
    for said in ("11月28日", "9点", "12点"):
        chen.says(said)
    chen.presses("按平常的")
    told = chen.presses("发出去")
    assert "这次不记志愿时间" in told
    number = told.split("编号")[1][:16]
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=2)
    checks_out(li, number)
    village.now = SATURDAY + timedelta(days=2)
    chen.says("核对时间")
    chen.presses("1 修路")
    li.reads()
    chen.presses("都对")
    assert "小时" not in li.reads()
    assert "不记时间" in li.says("我的记录")
    assert "开不出记录单" in (li.says("记录单") + li.presses("今年的"))


# The call itself


def test_times_that_cannot_be_are_refused(chen: Seat) -> None:
    chen.says("发征集令")
    chen.presses("样例·清泉村")
    chen.says("包环境")
    assert "太长了" in chen.says("扫" * 3000)
    chen.says("扫院坝")
    chen.presses("自愿来")
    chen.presses("上面说清楚了")
    chen.presses("村委会一楼")
    assert "不在本市" in chen.shares_place(39.9, 116.4)
    chen.presses("不标位置")
    assert "太远了" in chen.says("11月1日")
    assert "请按一天" in chen.says("2月31日")
    chen.says("今天")
    assert "已经过了" in chen.says("8点")
    chen.says("10点")
    assert "太长了，一次最多16小时" in chen.says("9点")
    chen.says("12点")
    chen.presses("我要细说")
    assert "要在活动时间里面" in chen.says("12:00到13:00")
    assert "要在活动时间里面" in chen.says("11点")
    chen.says("10:30到10:45、11点半到11点40分")
    assert "1到5000" in chen.says("0")
    assert "1到5000" in chen.says("99999")
    assert "什么时候报名截止" in chen.says("8个人")
    shown = chen.log[-1]
    assert "开始前都行" in shown
    assert "前一天晚上8点" not in shown


def test_villagers_cannot_call_and_cannot_lead(village: Village, li: Seat, number: str) -> None:
    assert "由村干部和小组长发" in li.says("发征集令")
    for flow in (
        "tick",
        "code",
        "hours",
        "confirm_hours",
        "call_off_activity",
        "poster",
        "entered",
    ):
        assert "这一步是组织的人" in li.forges(f"s:{flow}:activity={number}")
    assert "这一步是组织的人" in li.forges(f"s:fix_hours:activity={number}:line=1")
    assert activity(village, number).stage is Stage.CALLED


def test_where_the_organiser_has_gone_the_secretary_acts(
    village: Village, chen: Seat, li: Seat
) -> None:
    feng = village.seat("cadre-01")
    number = calls(feng)
    signs_up(li, number)
    gone = activity(village, number).organiser.id
    village.records.run_here(
        lambda s: s.execute(
            update(Posts).where(Posts.person_id == gone).values(ended_at=village.now)
        )
    )
    assert "这一步是组织的人" in feng.forges(f"s:call_off_activity:activity={number}")
    village.now = SATURDAY
    checks_in(li, number)
    village.now = SATURDAY + timedelta(days=2)
    feng.reads()
    the_clock_ticks(village)
    assert "请核对时间" in chen.reads()
    assert "请核对时间" not in feng.reads()
    assert "样例·李小琴" in chen.presses("核对时间")
