"""Every list of meetings, tasks, disputes and notices is read by an index, however many there are."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy.orm import Session

from conversations.facts import Me
from domain.roles import Post, Role
from storage.disputes import figures as dispute_figures
from storage.disputes import keeping as disputes
from storage.meetings import agenda, figures, keeping, lists, minutes
from storage.meetings.sample_past import load_past
from storage.notices import lists as notices
from tests.errands import new_village
from tests.plans import plans_of
from tests.village import MONDAY, ZONE, world

PLACE = "511381116901"
SECRETARY = (Post(Role.SECRETARY, PLACE), Post(Role.DEPARTMENT, "511381116-justice"))
FACTS = world().facts(Me(id=7, village=PLACE, posts=SECRETARY), MONDAY)
Read = Callable[[Session], Any]
READS: dict[str, Read] = {
    "meeting": lambda s: lists.meeting_numbered(s, "HY-20261123-0001"),
    "coded": lambda s: lists.meeting_coded(s, "471123"),
    "around": lambda s: lists.meetings_around(s, FACTS, PLACE, 6),
    "planned": lambda s: lists.planned(s, FACTS, 1, MONDAY.date(), MONDAY.date()),
    "bodies": lambda s: lists.bodies_at(s, (PLACE,)),
    "body": lambda s: lists.body_with_id(s, 1),
    "due": lambda s: keeping.due_meetings(s, MONDAY),
    "tasks due": lambda s: agenda.actions_due(s, MONDAY),
    "my tasks": lambda s: agenda.actions_on(s, 7, MONDAY, 10),
    "open tasks": lambda s: agenda.open_actions(s, 1),
    "topics": lambda s: agenda.topics_waiting(s, PLACE, 20),
    "my topics": lambda s: agenda.topics_of(s, 7, 5),
    "minutes": lambda s: minutes.minutes_of(s, "HY-20261123-0001"),
    "figures": lambda s: figures.by_month(s, PLACE, MONDAY, MONDAY, ZONE),
    "dispute figures": lambda s: dispute_figures.by_month(s, PLACE, MONDAY, MONDAY, ZONE),
    "dispute": lambda s: disputes.dispute_numbered(s, "JF-20261123-0001"),
    "disputes on a desk": lambda s: disputes.on_desk(s, 7, SECRETARY, "justice", 10),
    "disputes due": lambda s: disputes.due_disputes(s, MONDAY),
    "notice": lambda s: notices.notice_numbered(s, "GS-20261123-0001"),
    "board": lambda s: notices.notices_at(s, PLACE, 6),
    "over": lambda s: notices.over_by(s, MONDAY),
    "unanswered": notices.with_unanswered,
    "decisions": lambda s: notices.decisions_at(s, PLACE, 6),
    "names": lambda s: notices.names_of(s, PLACE),
    "may take": lambda s: notices.that_may_take(s, PLACE, ("reps",), 8),
}
ONLY_OPEN_ONES = "USING INDEX ix_objections_unanswered"
"""An index that holds nothing but what has to be read: all of it is wanted."""
TABLES = (
    "meetings|roll|agenda_items|statements|actions|topics|minutes|signatures|protests|bodies|"
    "body_members|disputes|notices|objections|big_decisions|history|people"
)


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """Records with a year of the city's meetings, and figures for the planner."""
    village = new_village()
    village.records.run_here(partial(load_past, now=village.now))
    with Session(village.records.engine) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(READS))
def test_it_is_read_by_an_index(session: Session, name: str) -> None:
    plans = plans_of(session, READS[name])
    assert plans
    scans = [p for p in plans if re.match(rf"SCAN ({TABLES})\b", p)]
    assert [p for p in scans if not p.endswith(ONLY_OPEN_ONES)] == []
