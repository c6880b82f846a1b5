"""Complaints and matters about people do not leave the house but to those whose they are."""

from dataclasses import replace

from domain.issues.exports import about_places, in_ledger_of, words_shown
from domain.issues.issue import Issue
from domain.issues.kinds import Severity
from domain.records import PersonRef
from tests.domain.issue_ground import (
    CENTRE,
    DESK,
    FAR_SECRETARY,
    GRID,
    LAWYER,
    MEI,
    NEXT_OFFICER,
    OFFICER,
    RULES,
    SECRETARY,
    SUPERVISOR,
    posts_of,
    reported,
)

LAMP, QUARREL, BRIBE = reported("lamp"), reported("quarrel"), reported("bribe")


def ledgers_with(issue: Issue, *people: PersonRef) -> list[PersonRef]:
    return [p for p in people if in_ledger_of(issue, p.id, posts_of(p), RULES)]


def test_only_what_is_about_places_may_be_read_by_anybody() -> None:
    assert [about_places(issue, RULES) for issue in (LAMP, QUARREL, BRIBE)] == [True, False, False]
    assert not about_places(replace(LAMP, kind="taken out"), RULES)


def test_a_ledger_holds_what_its_reader_may_see() -> None:
    assert LAMP.area == GRID
    line = (OFFICER, NEXT_OFFICER, SECRETARY, CENTRE, DESK)
    assert ledgers_with(LAMP, *line, FAR_SECRETARY, SUPERVISOR) == [*line]
    assert ledgers_with(QUARREL, *line) == [OFFICER, SECRETARY, CENTRE, DESK]


def test_a_complaint_is_in_the_ledger_of_its_supervisors_only() -> None:
    line = (OFFICER, SECRETARY, LAWYER, CENTRE, DESK)
    assert ledgers_with(BRIBE, *line, SUPERVISOR, MEI) == [SUPERVISOR]


def test_a_complaint_stays_one_whatever_its_supervisors_grade_it() -> None:
    graded = replace(BRIBE, kind="lamp", severity=Severity.ORDINARY)
    assert not about_places(graded, RULES)
    assert ledgers_with(graded, OFFICER, SECRETARY, MEI, SUPERVISOR) == [SUPERVISOR]


def test_words_about_people_stay_in_the_bot() -> None:
    assert [words_shown(issue, RULES) for issue in (LAMP, QUARREL, BRIBE)] == [True, False, True]
