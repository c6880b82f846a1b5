"""When the clock has something to say of a shift: pure, with a clock that is passed in."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.duty.rules import DutyRules
from domain.duty.shift import NOT_NEEDED, STALE, Handover, Shift, Stage
from domain.duty.watch import Due, Plan, heard, plan
from domain.records import NOBODY, PersonRef
from tests.village import ZONE, sample

RULES: DutyRules = sample().catalogue.duty
FENG, PU = PersonRef(1, "冯"), PersonRef(2, "蒲")
DAY = date(2026, 12, 1)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, tzinfo=ZONE)


def a_shift(begins: int = 8, ends: int = 17, **more: object) -> Shift:
    start = moment(1, begins, 30)
    end = moment(1, ends, 30) if ends > begins else moment(2, ends, 30)
    usual = Shift(1, "x", DAY, start, end, FENG, deputy=PU, stage=Stage.ON)
    return replace(usual, **more)  # type: ignore[arg-type]


def at(now: datetime, shift: Shift) -> Plan:
    return plan(shift, RULES, ZONE, now)


def told(**said: str) -> dict[str, str]:
    return said


EVE = datetime(2026, 11, 30, 20, tzinfo=ZONE)
MORNING = moment(1, 7, 45)


def test_the_evening_before_and_the_morning() -> None:
    shift = a_shift()
    assert at(EVE - timedelta(minutes=1), shift) == Plan(None, (), EVE)
    assert at(EVE, shift).say is Due.EVE
    said = replace(shift, told=told(eve=EVE.isoformat()))
    assert at(EVE, said) == Plan(None, (), MORNING)
    assert at(MORNING, said).say is Due.MORNING


@pytest.mark.parametrize(
    ("now", "say", "missed"),
    [
        (EVE + timedelta(minutes=59), Due.EVE, ()),
        (moment(1, 7, 0), None, (Due.EVE,)),
        (moment(1, 8, 29), Due.MORNING, (Due.EVE,)),
        (moment(1, 9, 0), Due.BEGUN, (Due.EVE, Due.MORNING)),
        (moment(1, 17, 31), None, (Due.EVE, Due.MORNING, Due.BEGUN)),
    ],
)
def test_after_an_outage_only_what_is_still_worth_it_is_said(
    now: datetime, say: Due | None, missed: tuple[Due, ...]
) -> None:
    found = at(now, a_shift())
    assert (found.say, found.missed) == (say, missed)


def test_nobody_is_passed_over_who_was_asked_late() -> None:
    asked = moment(1, 11)
    shift = a_shift(told=told(eve=STALE, morning=STALE, begun=asked.isoformat()))
    assert at(moment(1, 11, 29), shift).next_at == moment(1, 11, 30)
    assert at(moment(1, 11, 30), shift).say is Due.NOBODY


def test_the_deputy_has_half_an_hour_too_and_without_one_nothing_follows() -> None:
    said = told(eve=EVE.isoformat(), morning=MORNING.isoformat(), nobody=moment(1, 9).isoformat())
    assert at(moment(1, 9, 30), a_shift(told=said)).say is Due.STILL
    alone = a_shift(told=said, deputy=NOBODY)
    assert at(moment(1, 9, 30), alone) == Plan(None, (), None)


def test_whoever_is_there_is_asked_to_hand_over_and_nothing_else() -> None:
    there = a_shift(came_at=moment(1, 8, 20), told=told(eve=EVE.isoformat()))
    assert at(moment(1, 9, 30), there) == Plan(None, (), moment(1, 17, 15))
    assert at(moment(1, 17, 15), there).say is Due.HANDOVER
    done = replace(there, handover=Handover(moment(1, 17), FENG))
    assert at(moment(1, 17, 15), done) == Plan(None, (), None)


def test_at_night_nothing_is_said_and_the_morning_takes_what_keeps() -> None:
    night = a_shift(22, 6, told=told(eve=EVE.isoformat(), morning=MORNING.isoformat()))
    assert night.ends_at == moment(2, 6, 30)
    assert at(moment(1, 23), night).say is None
    assert at(moment(2, 7, 30), night).say is None
    early = a_shift(5, 13, told=told(eve=EVE.isoformat(), begun=moment(1, 7).isoformat()))
    assert at(moment(1, 7, 30), early).say is Due.NOBODY


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.OFF])
def test_what_is_not_published_is_silent(stage: Stage) -> None:
    assert at(MORNING, a_shift(stage=stage)) == Plan(None, (), None)


def test_what_is_published_late_does_not_catch_up() -> None:
    late = moment(1, 7, 0)
    said = heard(a_shift(), RULES, ZONE, late)
    assert said == {"eve": NOT_NEEDED}
    assert at(late, a_shift(told=said)) == Plan(None, (), MORNING)
    running = heard(a_shift(), RULES, ZONE, moment(1, 10))
    assert at(moment(1, 10, 30), a_shift(told=running)).say is Due.NOBODY
