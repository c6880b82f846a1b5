"""When the clock speaks of a meeting, an action item, a dispute, and when it keeps quiet."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest

from domain.disputes import due as disputes
from domain.disputes.dispute import (
    MOVES,
    Court,
    Dispute,
    Move,
    NotAllowed,
    Party,
    Stage,
    after,
    visited,
)
from domain.looks import due_now, next_look, zone_of
from domain.meetings.kinds import Base, MediationRules
from domain.meetings.meeting import Action, ActionState, Meeting
from domain.meetings.meeting import Stage as MeetingStage
from domain.meetings.watch import Due, days_late, looks_of_action, looks_of_meeting
from domain.records import PersonRef

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 9, tzinfo=ZONE)
HE, LI = PersonRef(1, "样例·何大成"), PersonRef(2, "样例·李小琴")
RULES = MediationRules()


def meeting(**told: object) -> Meeting:
    held = Meeting(
        "HY-20261123-0001", "reps", 1, "样例·代表会议", "511381116901", "修路", "村委会",
        NOW + timedelta(days=3), Base.MEMBERS, 20, HE, LI, NOW, "2026-11",
    )  # fmt: skip
    return replace(held, **told)  # type: ignore[arg-type]


def action(days: int = 10) -> Action:
    return Action(
        "RW-20261123-0001", "HY-20261123-0001", 1, "收钱", HE, NOW + timedelta(days=days),
        LI, "511381116901", 1, NOW,
    )  # fmt: skip


def dispute(**told: object) -> Dispute:
    kept = Dispute(
        "JF-20261123-0001", "511381116901", "neighbour", (Party("样例·甲"), Party("样例·乙")),
        "水井", HE, NOW, disputes.target(NOW, RULES, ZONE),
    )  # fmt: skip
    return replace(kept, **told)  # type: ignore[arg-type]


def test_those_called_hear_a_day_and_two_hours_before() -> None:
    looks = list(looks_of_meeting(meeting(), 24))
    start = NOW + timedelta(days=3)
    assert [(x.due, x.at) for x in looks] == [
        (Due.DAY_BEFORE, start - timedelta(days=1)),
        (Due.HOURS_BEFORE, start - timedelta(hours=2)),
        (Due.NOT_BEGUN, start + timedelta(hours=1)),
    ]


def test_a_meeting_called_for_the_same_morning_has_no_day_before() -> None:
    soon = meeting(starts_at=NOW + timedelta(hours=1))
    assert [x.due for x in looks_of_meeting(soon, 24)] == [Due.NOT_BEGUN]


def test_what_is_stale_is_not_said() -> None:
    looks = looks_of_meeting(meeting(), 24)
    late = NOW + timedelta(days=3, minutes=30)
    assert due_now(looks, late) is None


def test_a_meeting_that_nobody_ends_is_asked_about_daily_and_one_that_is_final_never() -> None:
    left = meeting(stage=MeetingStage.OPEN, opened_at=NOW)
    days = [x.at - NOW for x in islice(looks_of_meeting(left, 24), 3)]
    assert days == [timedelta(hours=12), timedelta(hours=36), timedelta(hours=60)]
    assert list(looks_of_meeting(meeting(stage=MeetingStage.FINAL), 24)) == []


def test_an_action_item_is_spoken_of_at_half_time_the_day_before_at_the_hour_and_daily() -> None:
    looks = list(islice(looks_of_action(action(), ZONE), 5))
    assert [x.due for x in looks] == [Due.HALF, Due.EVE, Due.OVER, Due.LATE, Due.LATE]
    assert [x.at.date() for x in looks] == [
        date(2026, 11, 28),
        date(2026, 12, 2),
        date(2026, 12, 3),
        date(2026, 12, 4),
        date(2026, 12, 7),  # no weekend
    ]


def test_a_short_action_item_has_no_half_time_and_a_done_one_nothing() -> None:
    assert [x.due for x in islice(looks_of_action(action(1), ZONE), 1)] == [Due.OVER]
    assert list(looks_of_action(replace(action(), state=ActionState.DONE), ZONE)) == []


def test_days_late_are_counted_by_the_calendar() -> None:
    assert days_late(action(), NOW + timedelta(days=12)) == 2
    assert days_late(action(), NOW) == 0


def test_a_month_is_the_target_also_at_the_end_of_january() -> None:
    began = datetime(2027, 1, 31, 16, tzinfo=ZONE)
    assert disputes.target(began, RULES, ZONE) == datetime(2027, 3, 2, 17, 30, tzinfo=ZONE)


def test_confirmation_and_visits_are_counted_from_the_agreement() -> None:
    assert disputes.confirm_until(NOW, RULES, ZONE) == date(2026, 12, 23)
    assert [v.due for v in disputes.visits(NOW, RULES, ZONE)] == [
        date(2026, 11, 30),
        date(2026, 12, 23),
    ]


def test_an_agreed_dispute_is_spoken_of_for_its_visits_and_before_the_court_is_closed_to_it() -> (
    None
):
    agreed = dispute(stage=Stage.AGREED, agreed_at=NOW, visits=disputes.visits(NOW, RULES, ZONE))
    looks = list(islice(disputes.looks_of(agreed, RULES, ZONE), 25))
    assert looks[0].due is disputes.Due.VISIT
    assert [x.at.date() for x in looks if x.due is disputes.Due.CONFIRM] == [
        date(2026, 12, 16),
        date(2026, 12, 22),
    ]
    settled = replace(agreed, court=Court.UNWANTED)
    rest = islice(disputes.looks_of(settled, RULES, ZONE), 40)
    assert {x.due for x in rest} == {disputes.Due.VISIT}


def test_looks_never_go_back_in_time() -> None:
    for each in (
        dispute(),
        dispute(stage=Stage.AGREED, agreed_at=NOW, visits=disputes.visits(NOW, RULES, ZONE)),
    ):
        moments = [x.at for x in islice(disputes.looks_of(each, RULES, ZONE), 30)]
        assert moments == sorted(moments)
        later = next_look(disputes.looks_of(each, RULES, ZONE), moments[3])
        assert later is not None
        assert later > moments[3]


@pytest.mark.parametrize("move", list(Move))
@pytest.mark.parametrize("stage", list(Stage))
def test_a_move_is_made_exactly_where_the_table_allows_it(move: Move, stage: Stage) -> None:
    allowed = stage in MOVES[move]
    if allowed:
        assert after(dispute(stage=stage), move).stage is MOVES[move][stage]
    else:
        with pytest.raises(NotAllowed):
            after(dispute(stage=stage), move)


def test_the_last_visit_closes_and_one_that_failed_opens_again() -> None:
    agreed = dispute(stage=Stage.AGREED, agreed_at=NOW, visits=disputes.visits(NOW, RULES, ZONE))
    once = visited(agreed, NOW, "看了", kept=True)
    assert (once.stage, once.next_visit) == (Stage.AGREED, agreed.visits[1])
    assert visited(once, NOW, "", kept=True).stage is Stage.CLOSED
    assert visited(once, NOW, "", kept=False).stage is Stage.TOLD


def test_a_moment_without_a_zone_is_a_bug() -> None:
    with pytest.raises(ValueError, match="zone"):
        zone_of(NOW.replace(tzinfo=None))
