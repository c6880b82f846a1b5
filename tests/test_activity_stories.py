"""Volunteering as people live it: rain, a waiting list, a grandmother, a valley without a line."""

from datetime import timedelta

import pytest

from domain.activities.activity import Flag, How, Stage
from tests.activities import (
    RIVER,
    SATURDAY,
    activity,
    calls,
    checks_in,
    checks_out,
    code,
    line,
    signs_up,
)
from tests.meetings import the_clock_ticks
from tests.village import Seat, Village

pytest_plugins = ("tests.activity_seats",)


def at(village: Village, hour: int, minute: int = 0, days: int = 0) -> None:
    village.now = SATURDAY.replace(hour=hour, minute=minute) + timedelta(days=days)


@pytest.fixture
def river(village: Village, chen: Seat, li: Seat, he: Seat) -> str:
    """Called for Saturday with a break; two signed up; moved to Sunday because of rain."""
    number = calls(chen, places="10", breaks="10点到10点半", until="前一天晚上8点")
    assert "报上了" in signs_up(li, number)
    assert "报上了" in signs_up(he, number)
    at(village, 19, days=-1)
    the_clock_ticks(village)
    assert "提醒您" in li.reads()
    he.reads()
    chen.says(number)
    chen.presses("改时间地点")
    chen.says("11月29日")
    chen.presses("09:00")
    chen.presses("老桥头")
    assert "告诉报名的人了" in chen.says("明天下雨")
    return number


def test_the_river_clean_up_moves_because_of_rain(
    village: Village, river: str, li: Seat, he: Seat
) -> None:
    assert activity(village, river).breaks[0].start.day == 29
    for seat in (li, he):
        told = seat.reads()
        assert "改了：11月29日" in told
        assert "明天下雨" in told
    at(village, 8)
    the_clock_ticks(village)
    assert li.reads() == ""
    at(village, 19, 5)
    the_clock_ticks(village)
    assert "提醒您" in li.reads()
    at(village, 8, days=1)
    the_clock_ticks(village)
    assert "还有一个小时" in li.reads()
    the_clock_ticks(village)
    assert li.reads() == ""


def test_who_forgot_to_check_out_is_asked_and_the_organiser_decides(
    village: Village, river: str, chen: Seat, li: Seat, he: Seat
) -> None:
    at(village, 8, 50, days=1)
    assert "时间从09:00算起" in checks_in(li, river)
    at(village, 9, 15, days=1)
    assert "签到了" in checks_in(he, river)
    at(village, 12, 5, days=1)
    assert "12:05签退了" in checks_out(li, river)
    at(village, 20, days=1)
    the_clock_ticks(village)
    assert "没有签退" in he.reads()
    he.presses("说几点走的")
    assert "应该在09:15到12:00之间" in he.says("13点")
    assert "记下了" in he.says("11点")
    at(village, 9, days=2)
    the_clock_ticks(village)
    assert "请核对时间" in chen.reads()
    shown = chen.presses("核对时间")
    assert "样例·何大成 还不知道（09:15—？，没签退，本人说11:00走的）" in shown
    assert "样例·李小琴 2.5小时（08:50—12:05）" in shown
    assert "都对" not in shown
    chen.presses("写样例·何大成的时间")
    assert "最多2.5小时" in chen.says("3小时")
    chen.says("1小时半")
    chen.says("他说11点走，我看见了")
    chen.presses("接着核对")
    li.reads()
    he.reads()
    assert "时间确认了，2人" in chen.presses("都对")
    assert "这次2.5小时" in li.reads()
    thanks = he.reads()
    assert "这次1.5小时" in thanks
    assert "改过：他说11点走，我看见了" in thanks


def test_the_waiting_list_moves_up_by_itself(
    village: Village, chen: Seat, li: Seat, he: Seat
) -> None:
    number = calls(chen, places="2", reach="全乡镇、街道的人")
    zhang = village.seat("zhang-guilan")
    signs_up(li, number)
    signs_up(zhang, number)
    assert "名额满了，排第1个" in signs_up(he, number)
    assert "排队第1个" in he.says(number)
    li.says(number)
    assert "不去了" in li.presses("不去了")
    news = he.reads()
    assert "有名额了" in news
    assert "您补上了" in news
    assert [s.name for s in activity(village, number).wanted] == ["样例·张桂兰", "样例·何大成"]
    assert "排第1个" in signs_up(li, number)
    at(village, 19, days=-1)
    the_clock_ticks(village)
    assert "提醒您" in he.reads()
    assert li.reads() == ""


def test_grandmother_without_a_phone(village: Village, chen: Seat, li: Seat) -> None:
    """Comes with her daughter; is thanked through her, and has a record sheet of her own."""
    number = calls(chen, kind="看望老人", title="陪独居老人说话")
    li.says(number)
    li.presses("带人一起报")
    li.presses("样例·王秀英（母亲）")
    li.presses("就这些")
    assert "报上了，2人" in li.presses("没有别人")
    village.now = SATURDAY
    came = checks_in(li, number)
    assert "样例·王秀英也到了" in came.replace("…", "秀英")
    li.presses("也到了")
    grandmother = line(village, number, "样例·王秀英")
    assert grandmother.there
    assert grandmother.stays[0].how is How.ANOTHER
    assert grandmother.flags == ()
    at(village, 11)
    checks_out(li, number)
    assert "签退了" in li.presses("样例·王秀英走了")
    at(village, 9, days=2)
    chen.says("核对时间")
    chen.presses("1 陪独居")
    chen.presses("都对")
    assert "谢谢样例·王秀英" in li.reads()
    li.says("记录单")
    assert "谁的记录" in li.log[-1]
    li.presses("样例·王秀英")
    assert "记录单好了" in li.presses("今年的")
    chen.says("记录单")
    chen.presses("村里没有手机的人")
    chen.says("样例·王秀英")
    assert "记录单好了" in chen.presses("今年的")


def test_no_signal_in_the_valley(village: Village, chen: Seat, li: Seat, he: Seat) -> None:
    """The code was heard at nine, told at six: the code itself says when it was."""
    number = calls(chen)
    signs_up(li, number)
    signs_up(he, number)
    heard = code(village, number, SATURDAY + timedelta(minutes=2))
    leaving = code(village, number, SATURDAY.replace(hour=11, minute=31))
    at(village, 18)
    said = li.says(f"签到 {heard}")
    assert "09:02签到了" in said
    assert "照码上的时间" in said
    assert "11:31签退了" in li.says(f"签退 {leaving}")
    found = line(village, number, "样例·李小琴")
    assert found.flags == (Flag.LATE_CODE,)
    at(village, 9, days=2)
    chen.says("核对时间")
    shown = chen.presses("1 清")
    assert "样例·李小琴 2.5小时（09:02—11:31，补报的码）" in shown
    assert "没有来：样例·何大成" in shown
    chen.presses("都对")
    assert activity(village, number).stage is Stage.SETTLED


def test_a_phone_with_a_wrong_clock_checks_in_all_the_same(
    village: Village, chen: Seat, li: Seat
) -> None:
    """Nothing that the phone says of the time is believed."""
    number = calls(chen)
    signs_up(li, number)
    village.now = SATURDAY
    li.says(number)
    li.presses("我到了")
    assert "早先的" in li.shares_place(*RIVER, accuracy=20, seconds=300)
    assert "签到了" in li.shares_place(*RIVER, accuracy=20, seconds=3)


def test_an_activity_over_midnight_and_the_new_year(village: Village, chen: Seat, li: Seat) -> None:
    number = calls(chen, title="守岁巡夜", kind="红白事", day="12月31日", clock="22点", end="2点")
    signs_up(li, number)
    found = activity(village, number)
    assert found.ends_at - found.starts_at == timedelta(hours=4)
    village.now = found.starts_at + timedelta(minutes=5)
    checks_in(li, number)
    village.now = found.ends_at
    checks_out(li, number)
    village.now = found.ends_at + timedelta(hours=8)
    chen.says("核对时间")
    assert "4小时（22:05—02:00）" in chen.presses("1 守岁")
    chen.presses("都对")
    assert "今年0次，0小时；一共1次，4小时" in li.says("我的记录")


def test_the_leader_of_a_party_group_calls_for_the_own_group_only(
    village: Village, he: Seat
) -> None:
    number = calls(he, unit="", reach="本村的人")
    found = activity(village, number)
    assert found.unit == "样例·清泉村柑橘产业党小组1"
    assert found.organiser.name == "样例·何大成"


def test_every_week_for_a_month_and_then_called_off(village: Village, chen: Seat, li: Seat) -> None:
    number = calls(chen, weeks="每周一次，4个星期")
    assert "每周一次，共4次，最后一次12月19日" in "\n".join(chen.log)
    signs_up(li, number)
    second = number[:-4] + "0002"
    signs_up(li, second)
    assert activity(village, second).starts_at == SATURDAY + timedelta(weeks=1)
    assert activity(village, second).secret
    chen.says(number)
    chen.presses("取消活动")
    chen.presses("后面的都取消")
    assert "后面的3次也取消了" in chen.says("河堤在修")
    told = li.reads()
    assert told.count("取消了") == 2
    assert "河堤在修" in told
    assert "取消了" in li.says(second)
