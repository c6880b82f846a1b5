"""What the clock says of activities: once, to the right people, never at night, never stale."""

from datetime import timedelta

from domain.activities.activity import Stage
from tests.activities import SATURDAY, activity, calls, checks_in, checks_out, signs_up
from tests.meetings import the_clock_ticks
from tests.village import Seat, Village

pytest_plugins = ("tests.activity_seats",)


def ticks_at(village: Village, hour: int, minute: int = 0, days: int = 0) -> None:
    village.now = SATURDAY.replace(hour=hour, minute=minute) + timedelta(days=days)
    the_clock_ticks(village)


def test_a_reminder_comes_once_however_often_the_clock_ticks(
    village: Village, chen: Seat, li: Seat
) -> None:
    number = calls(chen)
    signs_up(li, number)
    for _ in range(3):
        ticks_at(village, 19, 1, days=-1)
    assert li.reads().count("提醒您") == 1


def test_after_an_outage_what_is_stale_is_not_said(village: Village, chen: Seat, li: Seat) -> None:
    number = calls(chen)
    signs_up(li, number)
    ticks_at(village, 10)
    assert li.reads() == ""
    assert activity(village, number).stage is Stage.CALLED


def test_who_has_no_phone_is_named_to_the_organiser(village: Village, chen: Seat) -> None:
    number = calls(chen)
    chen.says(number)
    chen.presses("名单")
    chen.presses("替人报名")
    chen.says("样例·王秀英\n样例·刘奶奶")
    chen.presses("就这些")
    ticks_at(village, 19, 5, days=-1)
    assert "有2人没有手机，请打电话或者上门说：样例·王秀英、样例·刘奶奶" in chen.reads()


def test_hours_are_called_for_on_working_days_only(village: Village, chen: Seat, li: Seat) -> None:
    number = calls(chen)
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=1)
    checks_out(li, number)
    ticks_at(village, 9, 1, days=1)
    assert "请核对时间" not in chen.reads()
    for day in (2, 3):
        ticks_at(village, 9, 1, days=day)
        assert chen.reads().count("请核对时间") == 1


def test_records_are_called_for_on_the_eighth_working_day_and_after_the_tenth(
    village: Village, chen: Seat, li: Seat
) -> None:
    feng = village.seat("cadre-01")
    number = calls(feng)
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=1)
    checks_out(li, number)
    village.passes(days=2)
    feng.says("核对时间")
    feng.presses("1 清")
    feng.presses("都对")
    ticks_at(village, 9, 1, days=10)
    assert feng.reads() == ""
    ticks_at(village, 9, 1, days=11)
    assert "要在12月11日（周五，冬月初三）前录进全国系统，还有2个工作日" in feng.reads()
    assert "全国系统" not in chen.reads()
    ticks_at(village, 9, 1, days=16)
    assert "该在12月11日（周五，冬月初三）前录进全国系统，过了" in feng.reads()
    assert "过了" in chen.reads()
    feng.presses("录进全国系统了")
    feng.reads()
    ticks_at(village, 9, 1, days=17)
    assert feng.reads() == ""


def test_nobody_is_told_of_an_activity_that_was_called_off(
    village: Village, chen: Seat, li: Seat
) -> None:
    number = calls(chen)
    signs_up(li, number)
    chen.says(number)
    chen.presses("取消活动")
    chen.says("下雨")
    li.reads()
    for hour in (8, 20):
        ticks_at(village, hour)
    assert li.reads() == ""


def test_those_who_like_a_kind_hear_of_it_and_others_do_not(
    village: Village, chen: Seat, li: Seat
) -> None:
    he, far = village.seat("he-dacheng"), village.seat("chen-laosan")
    for seat in (li, far):
        seat.says("4")
        seat.presses("我喜欢的")
        seat.presses("选我喜欢的")
        seat.presses("清河道")
        assert "有这样的活动就告诉您" in seat.presses("就这些")
        seat.reads()
    calls(chen)
    assert "征集志愿者" in li.reads()
    assert "征集志愿者" not in he.reads()
    assert "征集志愿者" not in far.reads()
    assert "清老桥下的河沟" in (li.says("4") + li.presses("我喜欢的"))
