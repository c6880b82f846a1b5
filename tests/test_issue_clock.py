"""What the clock does with issues: it reminds by day, sends up what is late, and finds who looks."""

from datetime import timedelta

import pytest

from domain.issues.issue import Stage
from domain.roles import Role
from tests.errands import QINGQUAN, new_village
from tests.reported import (
    ONE,
    TWO,
    another,
    at,
    deeds,
    issue,
    logs,
    looks,
    mends,
    reports,
    takes,
    ticks,
)
from tests.village import MONDAY, Seat, Village

NONE = ""


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def officer(village: Village) -> Seat:
    return village.seat("grid-10")


# Who looks when the reporter is silent


def test_a_silent_reporter_a_silent_checker_and_then_the_next(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    mends(officer)
    asked = []
    for days in (4, 10, 16, 22, 28):
        village.now = MONDAY + timedelta(days=days)
        ticks(village)
        checker = issue(village).checker
        asked.append(checker.name if checker else "")
    above = ["样例·蒲小波", "样例·陈大明", "样例·徐文斌", "样例·宋明远"]
    assert asked == [*above, above[0]]


def test_the_one_who_was_asked_to_look_can_close_it(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    mends(officer)
    at(village, 27, 9)
    checker = village.seat("grid-01")
    checker.reads()
    assert checker.presses("修好了").startswith("谢谢您去看，这件结案了。")
    assert deeds(village) == ["report", "do", "hand_to_checker", "confirm"]
    assert officer.reads() != NONE


def test_the_reporter_may_still_say_so_after_somebody_else_was_asked(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    mends(officer)
    at(village, 27, 9)
    he.reads()
    he.presses("没有好")
    he.presses("就是没有好")
    assert (issue(village).stage, issue(village).seat.tier) == (Stage.REPORTED, "station")


# Asked back and silent


def test_while_the_reporter_is_asked_nothing_is_due_and_after_silence_it_goes_on(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    officer.forges(f"s:ask_reporter:issue={ONE}")
    officer.says("哪一根？")
    at(village, 25, 10)
    assert issue(village).stage is Stage.ASKED
    officer.reads()
    at(village, 27, 9)
    assert issue(village).stage is Stage.TAKEN
    assert "没等到报的人回话，请接着办。" in officer.reads()
    assert deeds(village) == ["report", "ask", "go_on"]


def test_an_answer_that_comes_late_is_kept_too(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    officer.forges(f"s:ask_reporter:issue={ONE}")
    officer.says("哪一根？")
    at(village, 27, 9)
    officer.reads()
    he.presses("回话")
    assert he.says("桥头那根").startswith("好，告诉办的人了。")
    assert deeds(village) == ["report", "ask", "go_on", "add"]
    assert "桥头那根" in officer.reads()


# By day and by night


def test_nobody_is_reminded_at_night_but_in_the_morning(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    takes(officer)
    officer.reads()
    for hour, minute in ((21, 0), (23, 59)):
        at(village, 27, hour, minute)
        assert officer.reads() == NONE
    at(village, 28, 7, 29)
    assert officer.reads() == NONE
    at(village, 28, 7, 30)
    assert officer.reads() != NONE


def test_a_danger_is_sent_up_at_night_too(village: Village, he: Seat) -> None:
    village.now = village.now.replace(hour=21, minute=30)
    he.says("房子着火了")
    he.says("老水井")
    at(village, 23, 23, 31)
    assert issue(village).seat.tier == "station"
    assert "到时间没有人应" in village.seat("secretary-01").reads()
    at(village, 24, 1, 32)
    assert issue(village).seat.tier == "centre"


# Many at once


def test_more_than_three_at_once_are_one_letter(village: Village, officer: Seat) -> None:
    for where in ("甲", "乙", "丙", "丁"):
        logs(officer, where=where)
    officer.reads()
    at(village, 27, 9)
    letters = officer.reads().split("\n")
    assert [letter.split(" / ")[0] for letter in letters] == ["⏰ 您手上有4件快到期或超期了："]


def test_three_at_once_are_three_letters(village: Village, officer: Seat) -> None:
    for where in ("甲", "乙", "丙"):
        logs(officer, where=where)
    officer.reads()
    at(village, 27, 9)
    assert len(officer.reads().split("\n")) == 3


# The morning digest


def test_the_morning_digest_comes_once_a_day_on_working_days_only(
    village: Village, he: Seat
) -> None:
    reports(he)
    township = village.seat("township-01")
    told = []
    for day, hour, minute in ((24, 8, 29), (24, 8, 30), (24, 8, 31), (25, 9, 0), (28, 9, 0)):
        at(village, day, hour, minute)
        told.append(township.reads().startswith("☀"))
    assert told == [False, True, False, True, False]


def test_after_a_standstill_it_comes_by_day_not_at_night(village: Village, he: Seat) -> None:
    reports(he)
    township = village.seat("township-01")
    at(village, 24, 22)
    assert township.reads() == NONE
    at(village, 25, 11)
    assert township.reads().startswith("☀")


# An outage


def test_after_three_days_of_standstill_one_thing_is_said(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he, "野狗咬人")
    officer.reads()
    village.passes(days=3)
    ticks(village)
    ticks(village)
    letters = [line for line in officer.reads().split("\n") if line]
    assert len(letters) == 1
    assert deeds(village) == ["report", "raise"]


def test_a_clock_that_ticks_twice_or_late_changes_nothing(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    takes(officer)
    officer.reads()
    at(village, 27, 9)
    once = officer.reads()
    for _ in range(3):
        ticks(village)
    assert once != NONE
    assert officer.reads() == NONE


def test_what_is_late_at_the_top_is_said_once_a_day(village: Village) -> None:
    new = village.newcomer()
    new.says("房子着火了")
    new.presses("说不清，马上报上去")
    desk = village.seat("city-desk")
    takes(desk)
    desk.reads()
    at(village, 24, 9, 1)
    told = desk.reads()
    assert "超期了，上面没有人可以交了" in told
    ticks(village)
    assert desk.reads() == NONE
    at(village, 25, 9, 2)
    assert "超期了" in desk.reads()


# Who is away


def test_what_is_new_goes_past_an_officer_who_is_away(
    village: Village, he: Seat, officer: Seat
) -> None:
    officer.says("请假")
    officer.presses("2天")
    reports(he)
    owner = issue(village).seat.person
    assert owner is not None
    assert owner.name == "样例·蒲小波"
    village.passes(days=2)
    reports(he, where="石拱桥")
    owner = issue(village, "WG-20261125-0001").seat.person
    assert owner is not None
    assert owner.name == "样例·李成秀"


def test_what_is_late_goes_past_a_secretary_who_is_away(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    secretary = village.seat("secretary-01")
    at(village, 30, 9)
    secretary.says("请假")
    secretary.presses("7天")
    village.now = village.now.replace(month=12, day=3)
    ticks(village)
    assert issue(village).seat.tier == "centre"
    assert officer.reads() != NONE


def test_nobody_away_is_asked_to_look(village: Village, he: Seat, officer: Seat) -> None:
    village.seat("grid-01").says("请假")
    village.seat("grid-01").presses("7天")
    reports(he)
    mends(officer)
    at(village, 27, 9)
    checker = issue(village).checker
    assert checker is not None
    assert checker.name == "样例·陈大明"


def test_another_officer_of_the_grid_has_it_while_the_first_is_away(
    village: Village, he: Seat, officer: Seat
) -> None:
    other = another(village, Role.GRID_OFFICER, f"{QINGQUAN}002")
    other.says("样例·孙二号")
    officer.says("请假")
    officer.presses("1天")
    reports(he)
    assert "样例·孙二号" in looks(he)
    assert TWO not in looks(he)
