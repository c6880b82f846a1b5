"""Who looks at a fix or a false alarm, and what comes of it."""

from dataclasses import replace
from datetime import datetime

import pytest

from domain.issues.issue import Issue, Source, Stage
from domain.issues.moves import Move, WhyNot
from domain.issues.routing import Staff
from domain.records import NOBODY, PersonRef
from domain.roles import Role
from tests.domain.issue_ground import (
    CENTRE,
    CLERK,
    DAY,
    DESK,
    EVERYBODY,
    GRID,
    HOUR,
    LATER,
    MEI,
    OFFICER,
    SECOND_SUPERVISOR,
    SECRETARY,
    SUPERVISOR,
    THIRD_SUPERVISOR,
    VILLAGE,
    at,
    december,
    moved,
    refused,
    reported,
    seat,
    staff,
    with_more,
    without,
)


def done(handler: PersonRef = OFFICER, reporter: PersonRef = MEI, when: datetime = LATER) -> Issue:
    return moved(reported(reporter=reporter), Move.DO, handler, when)


def test_the_reporter_looks_at_the_fix() -> None:
    issue = done()
    assert (issue.stage, issue.handler, issue.checker) == (Stage.DONE, OFFICER, None)
    closed = moved(issue, Move.CONFIRM, MEI, at(24))
    assert (closed.stage, closed.closed_at) == (Stage.CLOSED, at(24))


def test_nothing_closes_on_the_word_of_the_one_who_did_it() -> None:
    assert refused(done(), Move.CONFIRM, OFFICER) is WhyNot.OWN_WORK
    assert refused(done(reporter=OFFICER), Move.CONFIRM, OFFICER) is WhyNot.OWN_WORK


def test_where_the_reporter_mended_it_the_next_above_looks() -> None:
    assert done(reporter=OFFICER).checker == SECRETARY


def test_where_another_city_system_reported_it_somebody_looks_at_once() -> None:
    assert done(reporter=NOBODY).checker == SECRETARY
    assert done(handler=SECRETARY, reporter=NOBODY).checker == OFFICER


def test_where_nobody_else_serves_nobody_looks_until_somebody_comes() -> None:
    alone = staff((Role.GRID_OFFICER, GRID, OFFICER))
    issue = moved(reported(reporter=OFFICER, serving=alone), Move.DO, OFFICER, serving=alone)
    assert issue.checker is None
    waiting = moved(issue, Move.HAND_TO_CHECKER, NOBODY, at(26), serving=alone)
    assert (waiting.checker, waiting.stage) == (None, Stage.DONE)
    assert moved(waiting, Move.HAND_TO_CHECKER, NOBODY, at(30)).checker == SECRETARY


def looked_for(issue: Issue, times: int, serving: Staff = EVERYBODY) -> list[PersonRef | None]:
    """Who is asked to look, one after another, as nobody answers."""
    asked = []
    for _ in range(times):
        issue = moved(issue, Move.HAND_TO_CHECKER, NOBODY, LATER, serving=serving)
        asked.append(issue.checker)
    return asked


def test_a_silent_reporter_is_followed_by_one_checker_after_another_and_around_again() -> None:
    in_turn = looked_for(done(handler=SECRETARY), 5)
    assert in_turn == [OFFICER, CLERK, CENTRE, DESK, OFFICER]


def test_one_who_serves_twice_is_asked_once_and_stops_nobody_else() -> None:
    twice = with_more(Role.GRID_OFFICER, VILLAGE, CENTRE)
    in_turn = looked_for(done(handler=SECRETARY), 5, twice)
    assert in_turn == [OFFICER, CENTRE, CLERK, DESK, OFFICER]


def test_a_silent_reporter_who_is_an_officer_is_not_asked_again() -> None:
    issue = done(handler=SECRETARY, reporter=OFFICER)
    assert (issue.checker, looked_for(issue, 1)) == (None, [CLERK])


def test_supervisors_look_at_one_anothers_work_in_turn() -> None:
    issue = moved(reported("bribe"), Move.DO, SUPERVISOR)
    in_turn = looked_for(issue, 3)
    assert in_turn == [SECOND_SUPERVISOR, THIRD_SUPERVISOR, SECOND_SUPERVISOR]


def test_each_who_looks_has_three_working_days() -> None:
    handed_over = moved(done(), Move.HAND_TO_CHECKER, NOBODY, at(26, 17, 30))
    assert (done().due_at, handed_over.due_at) == (at(26, 17, 30), december(1, 17, 30))


def test_an_officer_on_patrol_reports_like_anybody_else() -> None:
    seen = replace(reported(reporter=OFFICER), source=Source.PATROL)
    assert moved(seen, Move.DO, OFFICER).checker == SECRETARY
    assert moved(seen, Move.DO, SECRETARY).checker is None


def test_not_fixed_opens_it_one_level_higher() -> None:
    opened = moved(done(), Move.NOT_FIXED, MEI, at(24))
    assert (opened.stage, opened.seat.person) == (Stage.REPORTED, SECRETARY)
    assert (opened.handler, opened.checker, opened.replied_at) == (None, None, None)
    assert (opened.reopened, opened.due_at) == (1, at(27, 17, 30))
    assert opened.first_by == at(25, 17, 30)


def test_what_was_closed_or_called_false_can_be_opened_again() -> None:
    closed = moved(done(), Move.CONFIRM, MEI)
    doubted = moved(reported(), Move.CALL_FALSE, OFFICER)
    none = moved(doubted, Move.CONFIRM_FALSE, SECRETARY)
    opened = [moved(issue, Move.NOT_FIXED, MEI) for issue in (closed, none)]
    assert [(i.stage, i.seat.person, i.closed_at) for i in opened] == [
        (Stage.REPORTED, SECRETARY, None)
    ] * 2


def test_not_fixed_at_the_top_stays_at_the_top() -> None:
    top = replace(done(handler=DESK), seat=seat("city", DESK))
    opened = moved(top, Move.NOT_FIXED, MEI)
    assert (opened.seat, opened.reopened) == (top.seat, 1)


def test_a_complaint_that_was_not_settled_stays_with_the_supervisors() -> None:
    issue = moved(reported("bribe"), Move.DO, SUPERVISOR)
    assert moved(issue, Move.NOT_FIXED, MEI).seat == issue.seat


def test_fifteen_days_after_the_end_it_is_too_late() -> None:
    closed = moved(done(), Move.CONFIRM, MEI)
    on_time, late = LATER + 15 * DAY, LATER + 15 * DAY + HOUR
    assert moved(closed, Move.NOT_FIXED, MEI, on_time).stage is Stage.REPORTED
    assert refused(closed, Move.NOT_FIXED, MEI, late) is WhyNot.TOO_LATE


@pytest.mark.parametrize("stage", [Stage.MERGED, Stage.WITHDRAWN])
def test_what_was_merged_or_withdrawn_is_not_opened_again(stage: Stage) -> None:
    assert refused(replace(reported(), stage=stage), Move.NOT_FIXED, MEI) is WhyNot.STAGE


def test_a_false_one_needs_a_second_person_from_the_next_level() -> None:
    doubted = moved(reported(), Move.CALL_FALSE, OFFICER)
    assert (doubted.stage, doubted.checker) == (Stage.DOUBTED, SECRETARY)
    assert refused(doubted, Move.CONFIRM_FALSE, OFFICER) is WhyNot.OWN_WORK
    assert moved(doubted, Move.CONFIRM_FALSE, SECRETARY).stage is Stage.FALSE


def test_from_the_top_the_second_person_comes_from_below() -> None:
    top = replace(reported(), seat=seat("city", DESK))
    assert moved(top, Move.CALL_FALSE, DESK).checker == OFFICER


def test_a_false_complaint_is_seen_by_another_supervisor_only() -> None:
    complaint = reported("bribe")
    assert moved(complaint, Move.CALL_FALSE, SUPERVISOR).checker == SECOND_SUPERVISOR
    alone = without(SECOND_SUPERVISOR, THIRD_SUPERVISOR)
    assert moved(complaint, Move.CALL_FALSE, SUPERVISOR, serving=alone).checker is None


def test_where_it_is_no_false_alarm_it_goes_on() -> None:
    doubted = moved(reported(), Move.CALL_FALSE, OFFICER)
    going = moved(doubted, Move.DENY_FALSE, SECRETARY, at(24))
    assert (going.stage, going.seat, going.handler) == (Stage.REPORTED, reported().seat, None)
    assert (going.again, going.due_at) == (True, at(27, 17, 30))
