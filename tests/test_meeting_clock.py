"""What the clock does about meetings: once, on time, to the right person, never at night."""

from datetime import datetime

import pytest

from domain.meetings.meeting import Stage
from tests.errands import new_village
from tests.meetings import REPS, calls, meeting, names, number_in, opens, the_clock_ticks, ticks
from tests.village import ZONE, Seat, Village


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    return village.seat("secretary-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    return village.seat("cadre-01")


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def li(village: Village) -> Seat:
    return village.seat("li-xiaoqin")


OTHER_NEWS = "📒🗓"
"""Ledgers that come round, the Monday digest."""


def every_half_hour(village: Village, until: datetime, *seats: Seat) -> dict[str, list[str]]:
    """When each of them read something of meetings, day and hour."""
    heard: dict[str, list[str]] = {seat.address: [] for seat in seats}
    while village.now < until:
        village.passes(minutes=30)
        the_clock_ticks(village)
        for seat in seats:
            if any(line and line[0] not in OTHER_NEWS for line in seat.reads().split("\n")):
                heard[seat.address].append(f"{village.now:%d %H:%M}")
    return heard


def test_those_called_are_reminded_twice_and_who_does_not_come_is_left_alone(
    village: Village, chen: Seat, he: Seat, li: Seat
) -> None:
    calls(chen, REPS, "修路", day="11月26日")
    he.presses("我来")
    li.presses("来不了")
    li.presses("不说")
    for seat in (he, li, chen):
        seat.reads()
    heard = every_half_hour(village, datetime(2026, 11, 26, 9, tzinfo=ZONE), he, li)
    assert heard == {he.address: ["25 09:00", "26 07:30"], li.address: []}


def test_a_meeting_that_nobody_opens_is_asked_about(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    village.passes(hours=25.1)
    chen.reads()
    the_clock_ticks(village)
    the_clock_ticks(village)
    assert chen.reads().count("还没有按“现在开会”") == 1
    assert "还没有按" in feng.reads()
    assert meeting(village, number).stage is Stage.CALLED


def test_after_an_outage_what_is_stale_is_not_said(village: Village, chen: Seat, he: Seat) -> None:
    calls(chen, REPS, "修路", day="11月26日")
    he.reads()
    village.now = datetime(2026, 11, 27, 9, tzinfo=ZONE)
    the_clock_ticks(village)
    assert he.reads() == ""
    assert "还没有按" in chen.reads()


def test_unsigned_minutes_are_spoken_of_daily_to_who_has_not_signed(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    village.passes(hours=24)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    feng.says(number)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    feng.presses("我签")
    for seat in (chen, feng):
        seat.reads()
    heard = every_half_hour(village, datetime(2026, 11, 27, 12, tzinfo=ZONE), chen, feng)
    assert heard == {chen.address: ["25 09:00", "26 09:00", "27 09:00"], feng.address: []}


def given(village: Village, chen: Seat, feng: Seat, *what: str) -> list[str]:
    number = calls(chen, REPS, "修路")
    village.passes(hours=24)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    tasks = []
    for each in what:
        feng.says(number)
        feng.presses("派任务")
        feng.says(each)
        feng.presses("样例·何大成")
        tasks.append(number_in(feng.says("12月4日")))
    feng.says(number)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    return tasks


def test_a_task_is_reminded_at_its_moments_and_the_convener_from_the_second_day(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    given(village, chen, feng, "收钱")
    chen.presses("我签")
    feng.presses("我签")
    village.passes(hours=26)
    the_clock_ticks(village)  # the minutes are final: nothing more of them
    for seat in (chen, he):
        seat.reads()
    heard = every_half_hour(village, datetime(2026, 12, 9, 9, tzinfo=ZONE), he, chen)
    assert heard[he.address] == ["29 13:30", "03 17:30", "04 17:30", "07 17:30", "08 17:30"]
    assert heard[chen.address] == ["07 17:30", "08 17:30"]


def test_more_than_three_tasks_at_once_are_one_letter(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    given(village, chen, feng, "一", "二", "三", "四")
    he.reads()
    village.now = datetime(2026, 12, 4, 18, tzinfo=ZONE)
    the_clock_ticks(village)
    told = he.reads()
    assert told.count("⏰") == 1
    assert "会上定的事，有4件要看" in told


def test_a_quarter_without_a_meeting_is_spoken_of_three_weeks_before_it_ends(
    village: Village, chen: Seat
) -> None:
    village.now = datetime(2026, 12, 9, 10, tzinfo=ZONE)
    the_clock_ticks(village)
    assert "这个季度还没有开会" not in chen.reads()
    village.now = datetime(2026, 12, 10, 8, 30, tzinfo=ZONE)
    the_clock_ticks(village)
    the_clock_ticks(village)
    assert chen.reads().count("村民代表会议这个季度还没有开会") == 1
    village.passes(days=1)
    the_clock_ticks(village)
    assert "这个季度还没有开会" not in chen.reads()


def test_a_quarter_with_a_meeting_planned_is_left_alone(village: Village, chen: Seat) -> None:
    calls(chen, REPS, "修路", day="12月30日")
    chen.reads()
    village.now = datetime(2026, 12, 10, 9, tzinfo=ZONE)
    the_clock_ticks(village)
    assert "这个季度还没有开会" not in chen.reads()
