"""Who has an issue next: taken, handed on, sent back, asked back, gone up, merged."""

from dataclasses import replace

import pytest

from domain.deadlines import Pause
from domain.issues.issue import OPEN, Issue, Seat, Stage
from domain.issues.moves import MOVES, Move, WhyNot, after
from domain.records import NOBODY, PersonRef
from domain.roles import Role
from tests.domain.issue_ground import (
    CENTRE,
    CLERK,
    CONSTABLE,
    DAY,
    DESK,
    GRID,
    HOUSES,
    LATER,
    MEI,
    NEIGHBOUR,
    NEXT_OFFICER,
    OFFICER,
    SECRETARY,
    SUPERVISOR,
    at,
    december,
    moved,
    refused,
    reported,
    seat,
    with_more,
    without,
)

WEEK = at(30)


def transferred(issue: Issue, *ways: tuple[PersonRef, str, PersonRef]) -> Issue:
    """Passed on from one to the next: who, to which tier, to whom."""
    for who, tier, to in ways:
        issue = moved(issue, Move.TRANSFER, who, to=seat(tier, to))
    return issue


def sent_back_twice() -> Issue:
    """From the officer to the office and back, from there to a colleague and back."""
    once = moved(transferred(reported(), (OFFICER, "office", CLERK)), Move.SEND_BACK, CLERK)
    other = transferred(once, (OFFICER, "grid", NEXT_OFFICER))
    return moved(other, Move.SEND_BACK, NEXT_OFFICER)


def owner_named(to: Seat) -> Issue:
    return moved(sent_back_twice(), Move.DISPATCH, CENTRE, to=to)


def test_whoever_takes_it_has_it() -> None:
    taken = moved(reported(), Move.TAKE, OFFICER)
    assert (taken.stage, taken.seat.person, taken.replied_at) == (Stage.TAKEN, OFFICER, LATER)


def test_the_second_who_taps_take_is_refused() -> None:
    assert refused(moved(reported(), Move.TAKE, OFFICER), Move.TAKE, SECRETARY) is WhyNot.STAGE


def test_taking_changes_no_due_time() -> None:
    assert moved(reported(), Move.TAKE, OFFICER, WEEK).due_at == reported().due_at


def test_one_of_two_at_a_seat_takes_it_from_the_other() -> None:
    taken = moved(reported(), Move.TAKE, NEXT_OFFICER)
    assert (taken.seat, taken.trail) == (replace(reported().seat, person=NEXT_OFFICER), ())


def test_whoever_takes_it_from_above_has_it_at_their_own_level_and_can_send_it_back() -> None:
    taken = moved(reported(), Move.TAKE, CENTRE, to=seat("centre", CENTRE))
    assert (taken.seat.tier, taken.trail) == ("centre", (reported().seat,))
    assert moved(taken, Move.SEND_BACK, CENTRE).seat == reported().seat


def test_it_goes_back_to_the_one_who_handed_it_over() -> None:
    sent = transferred(reported(), (OFFICER, "office", CLERK))
    back = moved(sent, Move.SEND_BACK, CLERK)
    assert (sent.seat.person, sent.trail) == (CLERK, (reported().seat,))
    assert (back.seat, back.trail, back.bounces) == (reported().seat, (), 1)


def test_what_nobody_handed_over_cannot_be_sent_back() -> None:
    assert refused(reported(), Move.SEND_BACK, OFFICER) is WhyNot.NOBODY_BEFORE


def test_sent_back_twice_the_centre_has_it_and_names_the_owner() -> None:
    twice = sent_back_twice()
    assert (twice.seat.person, twice.bounces, twice.fixed) == (CENTRE, 2, False)
    named = moved(twice, Move.DISPATCH, CENTRE, to=seat("grid", OFFICER))
    assert (named.seat.person, named.bounces, named.fixed) == (OFFICER, 2, True)


def test_the_centre_itself_cannot_send_it_back_a_third_time() -> None:
    again = replace(sent_back_twice(), trail=(seat("grid", OFFICER),))
    assert refused(again, Move.SEND_BACK, CENTRE) is WhyNot.NAMED


def test_the_owner_who_was_named_can_neither_send_it_back_nor_pass_it_on() -> None:
    owned = owner_named(seat("grid", OFFICER))
    colleague = seat("grid", NEXT_OFFICER)
    assert refused(owned, Move.SEND_BACK, OFFICER) is WhyNot.NAMED
    assert refused(owned, Move.TRANSFER, OFFICER, to=colleague) is WhyNot.NAMED
    assert refused(owned, Move.DISPATCH, OFFICER, to=colleague) is WhyNot.NAMED


def test_the_owner_who_was_named_can_go_up_and_hand_it_to_those_below() -> None:
    owned = owner_named(seat("station", SECRETARY))
    below = moved(owned, Move.DISPATCH, SECRETARY, to=seat("grid", OFFICER))
    assert (below.seat.person, below.bounces, below.fixed) == (OFFICER, 2, True)
    assert moved(owned, Move.ESCALATE, SECRETARY).seat.person == CLERK


def test_the_centre_can_name_another_owner() -> None:
    owned = owner_named(seat("grid", OFFICER))
    other = moved(owned, Move.DISPATCH, CENTRE, to=seat("grid", NEXT_OFFICER))
    assert (other.seat.person, other.fixed) == (NEXT_OFFICER, True)


def test_passing_it_to_somebody_who_already_had_it_is_a_bounce() -> None:
    around = transferred(
        reported(),
        (OFFICER, "office", CLERK),
        (CLERK, "grid", NEXT_OFFICER),
        (NEXT_OFFICER, "grid", OFFICER),
    )
    assert (around.seat.person, around.bounces) == (OFFICER, 1)
    twice = transferred(around, (OFFICER, "office", CLERK))
    assert (twice.seat.person, twice.bounces) == (CENTRE, 2)


def test_going_up_and_being_sent_down_again_is_a_bounce_too() -> None:
    up = moved(reported(), Move.ESCALATE, OFFICER)
    down = moved(up, Move.DISPATCH, SECRETARY, to=seat("grid", OFFICER))
    assert (down.seat.person, down.bounces) == (OFFICER, 1)


def test_what_went_up_is_sent_back_to_the_one_who_sent_it_up() -> None:
    sent = transferred(reported(), (OFFICER, "grid", NEXT_OFFICER))
    up = moved(sent, Move.ESCALATE, NEXT_OFFICER)
    assert moved(up, Move.SEND_BACK, SECRETARY).seat.person == NEXT_OFFICER


def test_the_centre_that_hands_it_to_the_same_people_again_has_named_the_owner() -> None:
    """It need not wait for its own decision to bounce."""
    issue = replace(reported(), seat=seat("centre", CENTRE), trail=(seat("office", CLERK),))
    issue = replace(issue, bounces=1)
    named = moved(issue, Move.DISPATCH, CENTRE, to=seat("office", CLERK))
    assert (named.seat.person, named.bounces, named.fixed) == (CLERK, 2, True)


def test_departments_do_not_name_the_owner_among_themselves() -> None:
    issue = replace(reported(), seat=seat("city", HOUSES), trail=(seat("city", DESK),), bounces=1)
    sent = transferred(issue, (HOUSES, "city", CONSTABLE))
    back = moved(sent, Move.SEND_BACK, CONSTABLE)
    assert (back.seat, back.bounces) == (seat("city", DESK), 2)
    named = moved(back, Move.TRANSFER, DESK, to=seat("city", CONSTABLE))
    assert (named.fixed, refused(named, Move.SEND_BACK, CONSTABLE)) == (True, WhyNot.NAMED)


def test_where_the_centre_is_empty_the_next_above_names_the_owner() -> None:
    sent = replace(reported(), seat=seat("office", CLERK), trail=(reported().seat,), bounces=1)
    back = moved(sent, Move.SEND_BACK, CLERK, serving=without(CENTRE))
    assert back.seat.person == DESK


def test_handing_it_on_leaves_the_due_time_as_it_is() -> None:
    sent = moved(reported(), Move.TRANSFER, OFFICER, WEEK, to=seat("office", CLERK))
    assert (sent.due_at, sent.stage) == (reported().due_at, Stage.REPORTED)


def test_while_the_reporter_is_asked_the_clock_stands_still() -> None:
    asked = moved(reported(), Move.ASK, OFFICER)
    assert (asked.stage, asked.asked, asked.pauses) == (Stage.ASKED, "样例", (Pause(LATER),))
    again = moved(asked, Move.ASK, OFFICER, LATER + DAY)
    assert again.pauses == (Pause(LATER),)
    answered = moved(again, Move.ANSWER, MEI, LATER + 2 * DAY)
    assert (answered.stage, answered.asked) == (Stage.TAKEN, "")
    assert (answered.pauses, answered.due_at) == (
        (Pause(LATER, LATER + 2 * DAY),),
        december(4, 17, 30),
    )


def test_whoever_asks_for_a_shared_seat_has_it_from_then_on() -> None:
    two = with_more(Role.GRID_OFFICER, GRID, NEXT_OFFICER)
    asked = moved(reported(serving=two), Move.ASK, NEXT_OFFICER, serving=two)
    assert asked.seat.person == NEXT_OFFICER


@pytest.mark.parametrize("move", [Move.DO, Move.CALL_FALSE, Move.ESCALATE, Move.RAISE, Move.GO_ON])
def test_whatever_comes_next_the_clock_goes_on(move: Move) -> None:
    went_on = moved(moved(reported(), Move.ASK, OFFICER), move, OFFICER, at(24))
    assert (went_on.pauses, went_on.asked) == ((Pause(LATER, at(24)),), "")


def test_it_goes_up_level_by_level_and_no_further_than_the_top() -> None:
    issue, had = reported(), [OFFICER]
    for who in (OFFICER, SECRETARY, CLERK, CENTRE):
        issue = moved(issue, Move.ESCALATE, who)
        assert issue.seat.person
        had.append(issue.seat.person)
    assert had == [OFFICER, SECRETARY, CLERK, CENTRE, DESK]
    assert refused(issue, Move.ESCALATE, DESK) is WhyNot.TOP
    assert refused(issue, Move.RAISE, NOBODY) is WhyNot.TOP


def test_a_complaint_has_no_level_above_it() -> None:
    assert refused(reported("bribe"), Move.ESCALATE, SUPERVISOR) is WhyNot.TOP


def test_what_goes_up_is_counted_anew_and_shorter() -> None:
    up = moved(reported(), Move.RAISE, NOBODY, WEEK)
    assert (up.counted_from, up.again, up.due_at) == (WEEK, True, december(3, 17, 30))


def test_the_next_level_must_answer_only_what_nobody_answered() -> None:
    crack = reported("crack")
    assert moved(crack, Move.RAISE, NOBODY, at(23, 11)).first_by == at(23, 13)
    taken = moved(crack, Move.TAKE, OFFICER, at(23, 10))
    assert moved(taken, Move.RAISE, NOBODY, at(24, 9)).first_by == crack.first_by


def test_it_is_merged_into_another_and_ends() -> None:
    other = replace(reported(), number="WG-20261123-0013")
    merged = moved(reported(), Move.MERGE, OFFICER, into=other)
    assert (merged.stage, merged.merged_into) == (Stage.MERGED, other.number)
    assert merged.closed_at == LATER


def test_it_is_not_merged_with_itself() -> None:
    assert refused(reported(), Move.MERGE, OFFICER, into=reported()) is WhyNot.ITSELF


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in OPEN])
def test_it_is_not_merged_into_one_that_has_ended(stage: Stage) -> None:
    other = replace(reported(), number="WG-20261123-0013", stage=stage)
    assert refused(reported(), Move.MERGE, OFFICER, into=other) is WhyNot.ENDED


def test_every_move_counts() -> None:
    issue = reported()
    for n, move in enumerate((Move.NOTE, Move.FOLLOW, Move.TAKE, Move.ASK, Move.DO), 1):
        issue = moved(issue, move, OFFICER)
        assert issue.moves == n


def test_only_the_first_answer_is_the_first() -> None:
    noted = moved(reported(), Move.NOTE, OFFICER)
    assert moved(noted, Move.TAKE, OFFICER, at(24)).replied_at == LATER
    assert moved(reported(), Move.FOLLOW, NEIGHBOUR).replied_at is None


def test_what_has_ended_is_opened_again_or_not_moved_at_all() -> None:
    ended = [stage for stage in Stage if stage not in OPEN]
    ways = {(s, m) for s in ended for m in Move if after(s, m)}
    assert ways == {(Stage.CLOSED, Move.NOT_FIXED), (Stage.FALSE, Move.NOT_FIXED)}


def test_from_every_open_stage_somebody_can_bring_it_to_its_end() -> None:
    def leads_to(stage: Stage) -> set[Stage]:
        found, new = {stage}, {stage}
        while new:
            new = {ways[s] for s in new for ways in MOVES.values() if s in ways} - found
            found |= new
        return found

    assert [leads_to(stage) - OPEN for stage in OPEN] == [set(Stage) - OPEN] * len(OPEN)
