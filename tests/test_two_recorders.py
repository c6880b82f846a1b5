"""Two write down one meeting: nothing is lost, and what both wrote is shown to both."""

import pytest

from tests.errands import new_village
from tests.meetings import (
    COUNCIL,
    REPS,
    at_item,
    calls,
    item,
    meeting,
    names,
    opens,
)
from tests.village import Seat, Village


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    """The secretary."""
    return village.seat("secretary-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    """A cadre."""
    return village.seat("cadre-01")


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def li(village: Village) -> Seat:
    return village.seat("li-xiaoqin")


def the_next_morning(village: Village) -> None:
    village.passes(hours=24)


def test_two_recorders_write_to_one_meeting_and_lose_nothing(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, COUNCIL, "水井")
    the_next_morning(village)
    opens(feng, number)
    for seat in (feng, chen):
        at_item(seat, number)
        seat.presses("记发言")
    feng.says("样例·何大成：井不能填")
    chen.says("样例·李小琴：要修井台")
    feng.says("样例·何大成：三家轮流淘")
    feng.says("说完了")
    chen.says("说完了")
    said = [(s.who, s.words, s.by.name) for s in item(village, number).statements]
    assert said == [
        ("样例·何大成", "井不能填", "样例·冯文书"),
        ("样例·李小琴", "要修井台", "样例·陈大明"),
        ("样例·何大成", "三家轮流淘", "样例·冯文书"),
    ]


def test_both_tick_the_roll_at_once(village: Village, chen: Seat, feng: Seat) -> None:
    number = calls(chen, REPS, "修路")
    the_next_morning(village)
    opens(feng, number)
    there = names(village)
    for seat in (feng, chen):
        seat.says(number)
        seat.presses("点名")
    feng.says("、".join(there[:8]))
    chen.says("、".join(there[4:12]))
    chen.says("点完了")
    feng.says("点完了")
    assert {a.name for a in meeting(village, number).present} == set(there[:12])


@pytest.mark.parametrize(
    ("choice", "kept"),
    [("用我写的", "填掉"), ("用他写的", "留着"), ("两样都留着", "留着；填掉")],
)
def test_what_both_wrote_is_shown_to_both(
    village: Village, chen: Seat, feng: Seat, choice: str, kept: str
) -> None:
    number = calls(chen, COUNCIL, "水井")
    the_next_morning(village)
    opens(feng, number)
    for seat in (feng, chen):
        at_item(seat, number)
        seat.presses("写提议")
    feng.says("留着")
    asked = chen.says("填掉")
    assert "样例·冯文书刚才也写了：" in asked
    assert "“留着”" in asked
    assert "“填掉”" in asked
    feng.reads()
    chen.presses(choice)
    assert item(village, number).proposal == kept
    assert f"现在记的是：“{kept}”" in feng.reads()
