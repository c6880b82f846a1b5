"""What makes an issue more or less pressing: more reporters, a person who sorts it."""

from datetime import datetime

import pytest

from domain.deadlines import Pause
from domain.issues.deeds import with_reporters
from domain.issues.issue import Issue, Stage
from domain.issues.kinds import Severity
from domain.issues.moves import Move, WhyNot
from domain.records import NOBODY
from tests.domain.issue_ground import (
    LATER,
    MEI,
    MONDAY,
    NEIGHBOUR,
    NEXT_OFFICER,
    OFFICER,
    RULES,
    SECOND_SUPERVISOR,
    SUPERVISOR,
    at,
    december,
    moved,
    refused,
    reported,
    seat,
    somebody,
)

CROWD = tuple(range(91, 99))


def followed(issue: Issue, n: int, when: datetime = LATER) -> Issue:
    for person in CROWD[:n]:
        issue = moved(issue, Move.FOLLOW, somebody(person, "群众"), when)
    return issue


def test_everybody_is_counted_once_and_the_reporter_not_again() -> None:
    twice = moved(moved(reported(), Move.FOLLOW, NEIGHBOUR), Move.FOLLOW, NEIGHBOUR)
    assert (twice.followers, twice.reporters) == ((NEIGHBOUR.id,), 2)
    assert moved(reported(), Move.FOLLOW, MEI).followers == ()
    assert with_reporters(reported(), (7, NOBODY.id, 7, MEI.id), LATER, RULES).followers == (7,)


def test_five_reporters_make_it_one_step_more_pressing() -> None:
    four, five = followed(reported(), 3), followed(reported(), 4)
    assert [i.severity for i in (four, five)] == [Severity.ORDINARY, Severity.PRESSING]
    assert (five.counted_from, five.due_at) == (LATER, at(25, 17, 30))


def test_ten_reporters_make_it_no_more_pressing_than_five() -> None:
    assert followed(reported(), 8).severity is Severity.PRESSING


def test_what_gets_more_pressing_is_never_due_later() -> None:
    last_day = followed(reported(), 4, december(1))
    assert last_day.due_at == reported().due_at
    taken = moved(last_day, Move.TAKE, OFFICER, december(1))
    assert taken.due_at == reported().due_at


def test_what_is_late_already_stays_late() -> None:
    late = followed(reported(), 4, december(5))
    assert (late.due_at, late.counted_from) == (reported().due_at, MONDAY)


def test_what_waits_for_an_answer_is_due_by_the_time_that_is_left() -> None:
    asked = moved(reported(), Move.ASK, OFFICER, at(24, 8, 30))
    raised = followed(asked, 4, december(10, 12))
    assert raised.due_at == december(14, 17, 30)


def test_a_danger_that_five_report_must_be_answered_within_two_hours() -> None:
    evening = reported(severity=Severity.PRESSING, when=at(23, 17))
    five = followed(evening, 4, at(23, 18))
    assert (evening.first_by, five.first_by) == (at(24, 10), at(23, 20))


@pytest.mark.parametrize("kind", ["crack", "bribe"])
def test_what_cannot_be_more_pressing_keeps_its_clock(kind: str) -> None:
    issue = reported(kind)
    five = followed(issue, 4)
    kept = (issue.severity, issue.counted_from, issue.due_at)
    assert (five.severity, five.counted_from, five.due_at) == kept


def test_five_reporters_of_a_fix_give_nobody_less_time_to_look() -> None:
    done = moved(reported(), Move.DO, OFFICER)
    five = followed(done, 4, at(24))
    assert (five.severity, five.due_at) == (Severity.PRESSING, done.due_at)


def test_the_reporter_withdraws_it() -> None:
    gone = moved(reported(), Move.WITHDRAW, MEI)
    assert (gone.stage, gone.closed_at) == (Stage.WITHDRAWN, LATER)


def test_what_others_report_too_or_is_urgent_is_not_withdrawn() -> None:
    others = moved(reported(), Move.FOLLOW, NEIGHBOUR)
    assert refused(others, Move.WITHDRAW, MEI) is WhyNot.FOLLOWED
    assert refused(reported("crack"), Move.WITHDRAW, MEI) is WhyNot.FOLLOWED


def test_misconduct_goes_to_the_supervisors_and_nobody_who_had_it_keeps_it() -> None:
    had = moved(reported(), Move.TRANSFER, OFFICER, to=seat("grid", NEXT_OFFICER))
    asked = moved(had, Move.ASK, NEXT_OFFICER)
    complaint = moved(asked, Move.SORT, NEXT_OFFICER, at(24), severity=Severity.COMPLAINT)
    assert (complaint.seat.person, complaint.stage) == (SUPERVISOR, Stage.REPORTED)
    assert (complaint.trail, complaint.bounces, complaint.fixed) == ((), 0, False)
    assert (complaint.replied_at, complaint.first_by) == (None, at(25, 17, 30))
    assert (complaint.pauses, complaint.asked) == ((Pause(LATER, at(24)),), "")


def test_a_kind_that_means_misconduct_is_a_complaint_whatever_was_ticked() -> None:
    ways = [None, Severity.ADVICE, Severity.URGENT]
    issues = [
        moved(reported("unknown"), Move.SORT, OFFICER, kind="bribe", severity=s) for s in ways
    ]
    assert [i.severity for i in issues] == [Severity.COMPLAINT] * 3
    assert [i.seat.person for i in issues] == [SUPERVISOR] * 3


def test_a_complaint_that_is_none_comes_back_into_the_line() -> None:
    back = moved(reported("bribe"), Move.SORT, SUPERVISOR, kind="lamp", severity=Severity.ADVICE)
    assert (back.seat, back.severity) == (reported().seat, Severity.ADVICE)
    named = moved(reported("bribe"), Move.SORT, SUPERVISOR, kind="crack")
    assert (named.seat.person, named.severity) == (OFFICER, Severity.URGENT)


def test_a_complaint_is_handed_to_nobody_but_supervisors() -> None:
    complaint, officer = reported("bribe"), seat("grid", OFFICER)
    for move in (Move.DISPATCH, Move.TRANSFER):
        assert refused(complaint, move, SUPERVISOR, to=officer) is WhyNot.NOT_YOURS
        assert refused(reported(), move, OFFICER, to=complaint.seat) is WhyNot.NOT_YOURS
    other = moved(complaint, Move.TRANSFER, SUPERVISOR, to=seat("supervision", SECOND_SUPERVISOR))
    assert other.seat.person == SECOND_SUPERVISOR


def test_a_kind_that_means_danger_is_urgent_whatever_was_ticked() -> None:
    crack = moved(reported(), Move.SORT, OFFICER, kind="crack", severity=Severity.ADVICE)
    assert (crack.severity, crack.danger) == (Severity.URGENT, "landslide")
    assert (crack.first_by, crack.due_at) == (at(23, 12), at(24, 10))


def test_a_danger_that_is_none_any_more_is_sorted_down_by_a_person() -> None:
    crack = moved(reported("crack"), Move.SORT, OFFICER, severity=Severity.ORDINARY)
    assert (crack.kind, crack.severity) == ("crack", Severity.ORDINARY)
    assert crack.due_at == reported(when=LATER).due_at


def test_who_names_only_the_kind_makes_nothing_less_pressing() -> None:
    urgent = reported("unknown", Severity.URGENT)
    named = moved(urgent, Move.SORT, OFFICER, kind="lamp")
    assert (named.kind, named.severity, named.due_at) == ("lamp", Severity.URGENT, urgent.due_at)


def test_sorting_in_the_moment_of_the_report_counts_too() -> None:
    sorted_up = moved(reported(), Move.SORT, OFFICER, MONDAY, severity=Severity.PRESSING)
    sorted_down = moved(reported(), Move.SORT, OFFICER, MONDAY, severity=Severity.ADVICE)
    assert [i.due_at for i in (sorted_up, sorted_down)] == [at(25, 17, 30), at(26, 17, 30)]


def test_sorting_it_up_on_the_last_day_wins_no_time() -> None:
    last_day = december(1)
    pressing = moved(reported(), Move.SORT, OFFICER, last_day, severity=Severity.PRESSING)
    assert pressing.due_at == reported().due_at
