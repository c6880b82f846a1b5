"""Who may see an issue, who may move it, and who knows the reporter."""

from dataclasses import replace

import pytest

from domain.issues.issue import IN_HAND, Issue, Stage
from domain.issues.kinds import Severity
from domain.issues.moves import CLOCKS, Move
from domain.issues.rights import (
    hidden,
    holds,
    is_reporter,
    knows_reporter,
    may,
    may_see,
    moves_for,
    oversees,
)
from domain.issues.routing import Staff
from domain.records import NOBODY, PersonRef
from domain.roles import Role
from tests.domain.issue_ground import (
    CADRE,
    CENTRE,
    CITY,
    CLERK,
    DESK,
    EVERYBODY,
    FAR_CENTRE,
    FAR_OFFICER,
    FAR_SECRETARY,
    GRID,
    HOUSES,
    LAWYER,
    MEI,
    NEIGHBOUR,
    NEXT_GRID,
    NEXT_OFFICER,
    OFFICER,
    RULES,
    SECOND_DESK,
    SECOND_SUPERVISOR,
    SECRETARY,
    SERVING,
    SUPERVISOR,
    THIRD_SUPERVISOR,
    VILLAGE,
    moved,
    posts_of,
    reported,
    seat,
    somebody,
    staff,
    with_more,
)

STRANGER = somebody(9, "路人")
STAFF = tuple(dict.fromkeys(p for people in SERVING.values() for p in people))
EVERYONE = (MEI, NEIGHBOUR, STRANGER, *STAFF)
SUPERVISORS = {SUPERVISOR, SECOND_SUPERVISOR, THIRD_SUPERVISOR}
LOOKED_OVER = {Move.TAKE, Move.DISPATCH, Move.SORT, Move.NOTE, Move.UNDERSTAND}
HELD = LOOKED_OVER | {
    Move.SEND_BACK,
    Move.TRANSFER,
    Move.ASK,
    Move.DO,
    Move.ESCALATE,
    Move.MERGE,
    Move.CALL_FALSE,
}


def who_see(issue: Issue, serving: Staff = EVERYBODY) -> set[PersonRef]:
    return {p for p in EVERYONE if may_see(issue, p.id, posts_of(p, serving), RULES)}


def who_know(issue: Issue) -> set[PersonRef]:
    """Who reads the name of the reporter."""
    return {p for p in EVERYONE if knows_reporter(issue, p.id, posts_of(p))}


def who_may(issue: Issue, move: Move, serving: Staff = EVERYBODY) -> set[PersonRef]:
    return {p for p in EVERYONE if may(issue, p.id, posts_of(p, serving), move, RULES)}


def can(issue: Issue, person: PersonRef, serving: Staff = EVERYBODY) -> set[Move]:
    """What somebody can do with it now, reporting the same again aside."""
    own = posts_of(person, serving)
    return set(moves_for(issue, person.id, own, RULES)) - {Move.FOLLOW}


def taken(kind: str = "lamp") -> Issue:
    issue = reported(kind)
    assert issue.seat.person
    return moved(issue, Move.TAKE, issue.seat.person)


def held_by(tier: str, person: PersonRef, kind: str = "lamp") -> Issue:
    return replace(reported(kind), seat=seat(tier, person), stage=Stage.TAKEN)


# Seeing


def test_a_lamp_is_seen_by_its_reporter_the_village_and_the_line_above() -> None:
    village = {OFFICER, NEXT_OFFICER, CADRE, SECRETARY}
    assert who_see(reported()) == {MEI, *village, CENTRE, DESK}


def test_whoever_reported_the_same_sees_it_too() -> None:
    followed = moved(reported(), Move.FOLLOW, NEIGHBOUR)
    assert who_see(followed) == {NEIGHBOUR, *who_see(reported())}


def test_a_department_sees_what_it_has_or_passed_on() -> None:
    had = held_by("city", HOUSES)
    assert who_see(had) == {HOUSES, *who_see(reported())}
    passed_on = moved(had, Move.TRANSFER, HOUSES, to=seat("office", CLERK))
    assert who_see(passed_on) == {HOUSES, CLERK, *who_see(reported())}


def test_whoever_has_to_look_sees_it() -> None:
    looked_at = replace(reported(), stage=Stage.DONE, checker=LAWYER, handler=OFFICER)
    assert who_see(looked_at) == {LAWYER, *who_see(reported())}


def test_what_lies_somewhere_in_the_city_is_seen_by_the_city_desk_only() -> None:
    assert who_see(reported(area=CITY)) == {MEI, DESK}


def test_a_quarrel_is_seen_by_its_own_officer_the_secretary_and_above() -> None:
    assert who_see(reported("quarrel")) == {MEI, OFFICER, SECRETARY, CENTRE, DESK}


def test_a_quarrel_somewhere_in_the_village_is_no_matter_of_its_cadres_and_officers() -> None:
    assert who_see(reported("quarrel", area=VILLAGE)) == {MEI, SECRETARY, CENTRE, DESK}


def test_a_quarrel_is_seen_by_the_villages_officer_where_the_grid_has_none() -> None:
    serving = staff((Role.GRID_OFFICER, VILLAGE, NEXT_OFFICER))
    quarrel = reported("quarrel", serving=serving)
    assert who_see(quarrel, serving) == {MEI, NEXT_OFFICER}


def test_a_kind_that_the_office_took_out_is_shown_to_as_few_as_a_quarrel() -> None:
    gone = replace(reported(), kind="gone")
    assert (hidden(gone, RULES), who_see(gone)) == (True, who_see(reported("quarrel")))


def test_a_complaint_is_seen_by_its_reporter_and_the_supervisors_only() -> None:
    complaint = reported("bribe")
    assert who_see(complaint) == {MEI, *SUPERVISORS}
    doubted = moved(complaint, Move.CALL_FALSE, SUPERVISOR)
    assert who_see(doubted) == {MEI, *SUPERVISORS}


def test_nobody_who_had_it_sees_what_became_a_complaint() -> None:
    had = moved(reported(), Move.TRANSFER, OFFICER, to=seat("grid", NEXT_OFFICER))
    complaint = moved(had, Move.SORT, NEXT_OFFICER, severity=Severity.COMPLAINT)
    assert who_see(complaint) == {MEI, *SUPERVISORS}


def test_whoever_has_left_their_post_sees_nothing_of_it_any_more() -> None:
    empty = Staff()
    passed_on = moved(held_by("office", CLERK), Move.ESCALATE, CLERK)
    looked_at = replace(reported(), stage=Stage.DONE, checker=LAWYER, handler=OFFICER)
    issues = (taken(), held_by("city", HOUSES), passed_on, looked_at, taken("bribe"))
    assert [who_see(issue, empty) for issue in issues] == [{MEI}] * len(issues)


# Moving


def test_before_somebody_takes_it_everybody_at_its_seat_has_it() -> None:
    two = with_more(Role.GRID_OFFICER, GRID, NEXT_OFFICER)
    issue = reported(serving=two)
    assert who_may(issue, Move.DO, two) == {OFFICER, NEXT_OFFICER}
    assert who_may(moved(issue, Move.TAKE, NEXT_OFFICER), Move.DO, two) == {NEXT_OFFICER}


def test_the_holder_works_on_it_and_the_line_above_sees_to_it() -> None:
    issue = reported()
    people = (OFFICER, SECRETARY, CENTRE, DESK)
    assert [can(issue, p) for p in people] == [HELD, LOOKED_OVER, LOOKED_OVER, LOOKED_OVER]


@pytest.mark.parametrize(
    "person",
    [
        NEXT_OFFICER, FAR_OFFICER, CADRE, FAR_SECRETARY, CLERK, FAR_CENTRE, HOUSES, SUPERVISOR,
        NEIGHBOUR, STRANGER,
    ],
)  # fmt: skip
def test_others_can_do_nothing_with_it(person: PersonRef) -> None:
    assert can(reported(), person) == set()


def test_those_below_do_nothing_with_what_went_up() -> None:
    up = held_by("centre", CENTRE)
    assert [can(up, p) for p in (OFFICER, SECRETARY, CLERK)] == [set(), set(), set()]
    assert can(up, DESK) == LOOKED_OVER - {Move.TAKE}


def test_the_city_desk_sees_to_what_a_department_has() -> None:
    assert who_may(held_by("city", HOUSES), Move.DISPATCH) == {HOUSES, DESK}


def test_the_secretary_sees_to_what_a_cadre_has() -> None:
    with_cadre = held_by("station", CADRE)
    assert who_may(with_cadre, Move.DISPATCH) == {CADRE, SECRETARY, CENTRE, DESK}
    assert who_may(held_by("station", SECRETARY), Move.DISPATCH) == {SECRETARY, CENTRE, DESK}


def test_at_the_top_a_colleague_frees_what_somebody_gone_has() -> None:
    two = with_more(Role.CITY_DESK, CITY, SECOND_DESK)
    top = held_by("city", DESK)
    assert can(top, SECOND_DESK, two) == LOOKED_OVER - {Move.TAKE}
    assert oversees(top, posts_of(SECOND_DESK, two), RULES)


def test_supervisors_free_what_another_has_and_nobody_else_does() -> None:
    assert who_may(taken("bribe"), Move.DISPATCH) == SUPERVISORS
    assert who_may(taken("bribe"), Move.DO) == {SUPERVISOR}


def test_whoever_left_the_post_has_it_no_more() -> None:
    gone = {p: people for p, people in SERVING.items() if people != (OFFICER,)}
    issue = taken()
    assert (holds(issue, OFFICER.id, posts_of(OFFICER)), holds(issue, OFFICER.id, ())) == (
        True,
        False,
    )
    assert who_may(issue, Move.DO, Staff(gone)) == set()
    assert who_may(issue, Move.DISPATCH, Staff(gone)) == {SECRETARY, CENTRE, DESK}


def test_the_reporter_answers_adds_and_withdraws() -> None:
    asked = moved(reported(), Move.ASK, OFFICER)
    assert can(reported(), MEI) == {Move.ADD, Move.WITHDRAW}
    assert can(asked, MEI) == {Move.ADD, Move.WITHDRAW, Move.ANSWER}


def test_the_reporter_says_whether_it_is_fixed_also_after_the_end() -> None:
    done = moved(reported(), Move.DO, OFFICER)
    closed = moved(done, Move.CONFIRM, MEI)
    assert can(done, MEI) == {Move.ADD, Move.CONFIRM, Move.NOT_FIXED}
    assert can(closed, MEI) == {Move.NOT_FIXED}


def test_whoever_reported_the_same_can_add_to_it_and_nothing_else() -> None:
    followed = moved(reported(), Move.FOLLOW, NEIGHBOUR)
    assert can(followed, NEIGHBOUR) == {Move.ADD}
    assert can(moved(followed, Move.DO, OFFICER), NEIGHBOUR) == {Move.ADD}


def test_neighbours_report_again_what_is_shown_to_them_and_never_what_is_about_people() -> None:
    ways = {k: who_may(reported(k), Move.FOLLOW) for k in ("lamp", "quarrel", "bribe")}
    assert ways == {"lamp": set(EVERYONE) - {MEI}, "quarrel": set(), "bribe": set()}


def test_the_handler_is_never_the_one_who_looks() -> None:
    own = moved(reported(reporter=OFFICER), Move.DO, OFFICER)
    assert own.checker == SECRETARY
    assert who_may(own, Move.CONFIRM) == {SECRETARY}
    assert who_may(own, Move.NOT_FIXED) == {SECRETARY, OFFICER}
    forged = replace(own, checker=OFFICER)
    assert who_may(forged, Move.CONFIRM) == set()


def test_a_checker_looks_beside_the_reporter() -> None:
    done = moved(reported(), Move.DO, OFFICER)
    looked_for = moved(done, Move.HAND_TO_CHECKER, NOBODY)
    assert who_may(done, Move.CONFIRM) == {MEI}
    assert who_may(looked_for, Move.CONFIRM) == {MEI, SECRETARY}


def test_only_the_second_person_says_that_it_is_none() -> None:
    doubted = moved(reported(), Move.CALL_FALSE, OFFICER)
    assert who_may(doubted, Move.CONFIRM_FALSE) == {SECRETARY}
    assert who_may(doubted, Move.DENY_FALSE) == {SECRETARY}


@pytest.mark.parametrize("move", sorted(CLOCKS))
def test_nobody_makes_the_moves_of_the_clock(move: Move) -> None:
    issues = [replace(reported(kind), stage=s) for kind in ("lamp", "bribe") for s in Stage]
    assert [who_may(issue, move) for issue in issues] == [set()] * len(issues)


def test_nobody_is_the_reporter_of_what_another_system_reported() -> None:
    assert not is_reporter(reported(reporter=NOBODY), NOBODY.id)
    assert can(reported(reporter=NOBODY), NOBODY) == set()


@pytest.mark.parametrize("stage", sorted(set(Stage) - IN_HAND))
def test_what_is_not_in_hand_is_not_worked_on(stage: Stage) -> None:
    ended = replace(reported(), stage=stage)
    work = HELD - {Move.NOTE, Move.UNDERSTAND}
    assert [can(ended, p) & work for p in (OFFICER, SECRETARY, DESK)] == [set()] * 3


# Knowing who it was


def test_the_holder_and_the_city_desk_know_the_reporter() -> None:
    assert who_know(taken()) == {MEI, OFFICER, DESK}


def test_an_unnamed_reporter_is_known_to_the_city_desk_only() -> None:
    assert who_know(replace(taken(), unnamed=True)) == {MEI, DESK}


def test_a_complainant_is_known_to_the_supervisors_and_unnamed_to_nobody() -> None:
    complaint = reported("bribe")
    assert who_know(complaint) == {MEI, *SUPERVISORS}
    assert who_know(replace(complaint, unnamed=True)) == {MEI}


def test_followers_and_checkers_do_not_learn_who_it_was() -> None:
    followed = moved(reported(), Move.FOLLOW, NEIGHBOUR)
    looked_for = moved(moved(followed, Move.DO, OFFICER), Move.HAND_TO_CHECKER, NOBODY)
    assert who_know(looked_for) == {MEI, OFFICER, DESK}


def test_whoever_left_the_post_knows_nobody() -> None:
    assert not knows_reporter(taken(), OFFICER.id, ())
    moved_away = posts_of(OFFICER, staff((Role.GRID_OFFICER, NEXT_GRID, OFFICER)))
    assert not knows_reporter(taken(), OFFICER.id, moved_away)
