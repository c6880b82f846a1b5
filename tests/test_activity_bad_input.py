"""What people get wrong with volunteering, and what some would like to get away with."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.activities.activity import Flag, How, Stage
from storage.activities.sheets import sheet_numbered
from storage.activities.tables import RecordSheets
from storage.tables import Posts
from tests.activities import (
    RIVER,
    RULES,
    SATURDAY,
    activity,
    calls,
    checks_in,
    checks_out,
    code,
    line,
    signs_up,
)
from tests.errands import new_village
from tests.meetings import the_clock_ticks
from tests.village import Seat, Village

HOUR = timedelta(hours=1)
FAR = (31.85, 105.97)
"""Thirty kilometres north of the river."""


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    return village.seat("secretary-01")


@pytest.fixture
def li(village: Village) -> Seat:
    return village.seat("li-xiaoqin")


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def number(chen: Seat) -> str:
    return calls(chen)


def settled(village: Village, chen: Seat, li: Seat, number: str) -> None:
    """Two hours of one volunteer, confirmed."""
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=2)
    checks_out(li, number)
    village.now = SATURDAY + timedelta(days=2)
    chen.says("核对时间")
    chen.presses("1 清")
    chen.presses("都对")


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


# On the spot


def test_an_hour_early_is_too_early_and_an_hour_late_counts_from_then(
    village: Village, li: Seat, number: str
) -> None:
    signs_up(li, number)
    village.now = SATURDAY - HOUR
    assert "还早" in li.forges(f"s:arrive:activity={number}")
    assert "码不对" in li.says("签到 123456")
    village.now = SATURDAY + HOUR
    assert "10:00签到了" in checks_in(li, number)


def test_after_the_end_nobody_checks_in_but_by_a_code_of_before(
    village: Village, li: Seat, he: Seat, number: str
) -> None:
    signs_up(li, number)
    signs_up(he, number)
    heard = code(village, number, SATURDAY + HOUR)
    village.now = SATURDAY + timedelta(hours=30)
    assert "签不了到了" in li.forges(f"s:arrive:activity={number}")
    assert "码不对" in li.says(f"签到 {heard}")
    assert activity(village, number).attended == ()


def test_nobody_checks_out_who_did_not_check_in(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    assert "还没有签到" in checks_out(li, number)
    assert "还没有签到" in li.forges(f"s:leave:activity={number}")
    assert not line(village, number, "样例·李小琴").came


def test_a_double_scan_does_not_check_out(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    payload = f"z_{number}_{code(village, number)}"
    assert "09:00签到了" in li.opens(payload)
    assert "现在要走吗" in li.opens(payload)
    li.presses("还没走")
    assert line(village, number, "样例·李小琴").there
    assert len(line(village, number, "样例·李小琴").stays) == 1


def test_a_code_sent_on_to_many_is_asked_for_a_place(village: Village, chen: Seat) -> None:
    """Photographed and sent thirty kilometres: whoever shows where they are is told they are far."""
    number = calls(chen, reach="全市的人")
    village.now = SATURDAY
    shown = code(village, number)
    crowd = [village.newcomer(f"样例·{n}") for n in range(RULES.crowd)]
    for seat in crowd:
        seat.opens("v_511381116901")
        seat.presses("同意")
        seat.presses("就叫")
        seat.presses("先不留")
        seat.says(f"签到 {shown}")
    present = len(activity(village, number).present)
    assert present == RULES.crowd, crowd[0].transcript()
    far = village.seat("ma-yulan")
    assert "签到的人多" in far.says(f"签到 {shown}")
    assert "公里" in far.shares_place(*FAR, accuracy=20)
    assert "误差" not in far.log[-1]
    assert not activity(village, number).of_person(0)
    assert len(activity(village, number).present) == present
    far.presses("不发位置")
    assert line(village, number, "样例·马玉兰").flags == (Flag.NO_PLACE,)
    near = village.seat("li-xiaoqin")
    near.says(f"签到 {shown}")
    assert "签到了" in near.shares_place(*RIVER, accuracy=20)
    assert line(village, number, "样例·李小琴").flags == ()


def test_codes_cannot_be_tried_until_one_fits(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    for n in range(RULES.wrong_codes):
        assert "码不对" in li.says(f"签到 00000{n}")
    assert "错得太多" in li.says("签到 000009")
    assert "错得太多" in checks_in(li, number)
    li.forges(f"s:arrive:activity={number}")
    assert "错得太多" in li.says(code(village, number))
    assert not line(village, number, "样例·李小琴").came
    village.passes(hours=1.1)
    li.says("算了")
    assert "签到了" in checks_in(li, number)


def test_wrong_codes_in_the_talk_count_too(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    li.forges(f"s:arrive:activity={number}")
    for n in range(RULES.wrong_codes):
        assert "码不对" in li.says(f"00000{n}")
    assert "错得太多" in li.says(code(village, number))


def test_a_location_tells_what_to_do(village: Village, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    li.says(number)
    li.presses("我到了")
    assert "公里" in li.shares_place(*FAR, accuracy=10)
    assert "到空旷的地方" in li.shares_place(31.581, 105.97, accuracy=2500)
    assert "早先的" in li.shares_place(*RIVER, accuracy=10, seconds=121)
    assert "6个数字" in li.says("我到了")
    assert "签到了" in li.shares_place(31.5825, 105.97, accuracy=30)
    assert line(village, number, "样例·李小琴").stays[0].how is How.PLACE


def test_without_a_mark_on_the_map_only_the_code_counts(
    village: Village, chen: Seat, li: Seat
) -> None:
    number = calls(chen, marked=False)
    signs_up(li, number)
    village.now = SATURDAY
    li.says(number)
    li.presses("我到了")
    assert "没有标位置" in li.shares_place(*RIVER, accuracy=10)
    assert "签到了" in li.says(" ".join(code(village, number)))


def test_a_friend_by_the_same_phone_is_looked_at_again(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    li.says(number)
    li.presses("带人一起报")
    li.presses("就这些")
    li.says("样例·朋友")
    li.presses("就这些")
    village.now = SATURDAY
    friend = line(village, number, "样例·朋友").id
    assert "您自己先签到" in li.forges(f"s:arrive_for:activity={number}:line={friend}")
    checks_in(li, number)
    assert "不是家里人" in li.presses("样例·朋友也到了")
    assert line(village, number, "样例·朋友").flags == (Flag.ONE_PHONE,)
    village.now = SATURDAY + timedelta(hours=3)
    chen.reads()
    chen.says("核对时间")
    assert "别人的手机签的，不是家里人" in chen.presses("1 清")


def test_nobody_checks_in_somebody_elses_people(
    village: Village, li: Seat, he: Seat, number: str
) -> None:
    li.says(number)
    li.presses("带人一起报")
    li.presses("样例·王秀英（母亲）")
    li.presses("就这些")
    li.presses("没有别人")
    signs_up(he, number)
    village.now = SATURDAY
    checks_in(he, number)
    grandmother, li_line = (line(village, number, n).id for n in ("样例·王秀英", "样例·李小琴"))
    for forged in (grandmother, li_line):
        assert "只能给您带来的人签" in he.forges(f"s:arrive_for:activity={number}:line={forged}")
    assert "名单变了" in he.forges(f"s:arrive_for:activity={number}:line=999")
    assert "名单变了" in he.forges(f"s:arrive_for:activity={number}:line=x")


def test_nobody_is_at_two_activities_at_once(village: Village, chen: Seat, li: Seat) -> None:
    first = calls(chen)
    second = calls(chen, title="扫院坝", kind="包环境", clock="10点", end="13点")
    signs_up(li, first)
    signs_up(li, second)
    village.now = SATURDAY
    checks_in(li, first)
    village.passes(hours=1.5)
    li.says(second)
    li.presses("我到了")
    assert "那边按这时候给您签退了" in li.says(code(village, second))
    assert not line(village, first, "样例·李小琴").there
    village.passes(hours=2.5)
    checks_out(li, second)
    village.passes(hours=4)
    chen.says("核对时间")
    assert "1.5小时（09:00—10:30）" in chen.presses("1 清")
    chen.presses("都对")
    chen.says("核对时间")
    assert "2.5小时（10:30—13:00）" in chen.presses("1 扫")


def test_the_organiser_ticks_the_same_name_twice_and_adds_who_walks_in(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    chen.says(number)
    chen.presses("点名")
    chen.says("样例·李小琴、样例·路过的人、𠮷·阿木")
    chen.presses("加上，签到")
    chen.says("点完了")
    found = activity(village, number)
    assert {s.name for s in found.present} == {"样例·李小琴", "样例·路过的人", "𠮷·阿木"}
    assert [s.walk_in for s in found.signups] == [False, True, True]
    assert (
        "09:00签过到" in checks_in(li, number).replace("签到了", "签过到") or "要走吗" in li.log[-1]
    )
    village.passes(hours=3)
    chen.says(number)
    chen.presses("核对时间")
    assert "没签退" in chen.log[-1]


def test_everybody_out_at_the_end(village: Village, chen: Seat, li: Seat, number: str) -> None:
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=2)
    chen.says(number)
    assert "1人都签退了" in chen.presses("收工")
    assert "没有人还签着到" in chen.forges(f"s:all_out:activity={number}")


# Afterwards


def test_hours_are_confirmed_once_and_by_nobody_else(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    assert "已经核对好了" in chen.forges(f"s:confirm_hours:activity={number}")
    assert "没有签到，不用签退" in checks_out(li, number) or "码不对" in li.log[-1]
    assert line(village, number, "样例·李小琴").minutes == 120


def test_an_objection_goes_to_the_organiser_and_back(
    village: Village, chen: Seat, li: Seat, he: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    li.reads()
    mine = line(village, number, "样例·李小琴").id
    assert "别人的时间" in he.forges(f"s:object_hours:activity={number}:line={mine}")
    li.presses("时间不对")
    assert "告诉组织的人了" in li.says("我做到12点")
    assert "样例·李小琴说时间不对：我做到12点" in chen.reads()
    assert "先核对再录" in chen.forges(f"s:entered:activity={number}")
    chen.presses("写时间")
    chen.says("3")
    chen.says("问了邻居，是做到12点")
    assert "改成3小时" in li.reads()
    assert line(village, number, "样例·李小琴").minutes == 180
    assert "已录进全国系统" in chen.forges(f"s:entered:activity={number}")


def test_one_rating_and_by_who_came_only(
    village: Village, chen: Seat, li: Seat, he: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    mine = line(village, number, "样例·李小琴").id
    assert "只有来参加的人" in he.forges(f"s:rate_activity:activity={number}:line={mine}")
    li.forges(f"s:rate_activity:activity={number}:line={mine}")
    li.says("5")
    li.presses("没有")
    assert "已经评过了" in li.forges(f"s:rate_activity:activity={number}:line={mine}")
    assert line(village, number, "样例·李小琴").rating == 5


def test_a_forged_sheet_is_not_found(village: Village, chen: Seat, li: Seat, number: str) -> None:
    settled(village, chen, li, number)
    li.says("记录单")
    li.presses("今年的")
    rows = village.records.run_here(
        lambda s: [(r.number, r.check) for r in s.query(RecordSheets).all()]
    )
    kept, check = rows[0]
    run = village.records.run_here
    assert run(lambda s: sheet_numbered(s, kept, check)) is not None
    assert run(lambda s: sheet_numbered(s, kept, "key-0")) is None
    assert run(lambda s: sheet_numbered(s, "JL-20990101-0001", check)) is None


def test_who_has_their_name_removed_leaves_the_hours(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    li.says("记录单")
    li.presses("今年的")
    li.says("我的记录")
    li.presses("删我的名字")
    assert "都还在" in li.presses("不删")
    li.says("我的记录")
    li.presses("删我的名字")
    assert "删了" in li.presses("删掉我的名字")
    found = activity(village, number)
    assert [(s.name, s.person, s.minutes) for s in found.signups] == [("", None, 120)]
    assert "还没有志愿记录" in li.says("我的记录")
    rows = village.records.run_here(lambda s: [(r.name, r.sheet) for r in s.query(RecordSheets)])
    assert rows == [("", {})]
    assert "（名字已删） 2小时" in chen.forges(f"s:hours:activity={number}")
