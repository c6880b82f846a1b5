"""Checking in: early, late, twice, from afar, for others, with codes that do not fit."""

from datetime import timedelta

import pytest

from domain.activities.activity import Flag, How
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
from tests.village import Seat, Village

pytest_plugins = ("tests.activity_seats",)
HOUR = timedelta(hours=1)
FAR = (31.85, 105.97)
"""Thirty kilometres north of the river."""


@pytest.fixture
def number(chen: Seat) -> str:
    return calls(chen)


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


def test_a_code_shown_after_the_end_checks_out_and_not_in(
    village: Village, li: Seat, he: Seat, number: str
) -> None:
    signs_up(li, number)
    signs_up(he, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.now = SATURDAY + timedelta(hours=3, minutes=10)
    assert "码不对" in checks_in(he, number)
    he.forges(f"s:arrive:activity={number}")
    assert "码不对" in he.shares_place(*RIVER, accuracy=10)
    assert "12:10签退了" in checks_out(li, number)
    assert not line(village, number, "样例·何大成").came


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
