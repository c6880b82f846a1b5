"""Every list of duty, reminders and pushes is read by an index, however many there are."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from domain.broadcasts.push import PEOPLE, Push
from storage import audit, sending
from storage.broadcasts import keeping
from storage.checks import piles_by_channel
from storage.duty import groups, lists
from storage.duty.sample import load_duty
from storage.reminders import snoozing
from storage.requests.lists import due_requests
from tests.errands import new_village
from tests.plans import plans_of
from tests.village import MONDAY, ZONE, sample, world

PLACE, TODAY = "511381116901", date(2026, 11, 23)
PUSH = Push("TS-20261123-0001", PLACE, PEOPLE, "x", "x", 1, MONDAY)
Read = Callable[[Session], Any]
READS: dict[str, Read] = {
    "shift": lambda s: lists.shift_numbered(s, 1),
    "of the village": lambda s: lists.shifts_of(s, [PLACE], MONDAY, MONDAY + timedelta(1)),
    "mine": lambda s: lists.shifts_of_person(s, 7, MONDAY, 10),
    "around": lambda s: lists.around_days(s, [7, 8], [TODAY], ZONE),
    "next": lambda s: lists.next_shifts(s, 1),
    "roster": lambda s: lists.roster_numbered(s, "ZB-20261101-0001"),
    "rosters": lambda s: lists.rosters_of(s, [PLACE], 8),
    "waiting": lists.waiting_rosters,
    "due": lambda s: lists.due_shifts(s, MONDAY),
    "swaps over": lambda s: lists.swaps_over(s, MONDAY),
    "swap for": lambda s: lists.swap_for(s, 1),
    "leave": lambda s: lists.newest_leave(s, 7),
    "away": lambda s: lists.days_away(s, [7], TODAY, TODAY),
    "feed": lambda s: groups.feed_owner(s, "x"),
    "group": lambda s: groups.group_at(s, "telegram:-1"),
    "requests due": lambda s: due_requests(s, MONDAY),
    "snoozed": lambda s: snoozing.snoozed(s, 7, "DB-20261123-0001", MONDAY),
    "put off": lambda s: snoozing.come_round(s, MONDAY),
    "push": lambda s: keeping.progress_of(s, PUSH),
    "pushes": keeping.under_way,
    "letters": lambda s: sending.waiting(s, "telegram", MONDAY),
    "figures": lambda s: piles_by_channel(s, MONDAY, MONDAY - timedelta(7)),
    "not looked at": lambda s: audit.not_looked_at(s, MONDAY),
    "letter": lambda s: audit.letter_state(s, "duty:1:1:eve:"),
}
TABLES = "shifts|rosters|swaps|leaves|absences|village_groups|duty_feeds|requests|snoozes|letters"


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """Two months of rosters, and figures for the planner."""
    village = new_village()
    rules = world().catalogue.duty
    village.records.run_here(lambda s: load_duty(s, sample().city, rules, MONDAY))
    with Session(village.records.engine) as opened:
        opened.connection().exec_driver_sql("ANALYZE")
        yield opened


@pytest.mark.parametrize("name", sorted(READS))
def test_no_list_reads_a_whole_table(session: Session, name: str) -> None:
    plans = plans_of(session, READS[name])
    assert plans
    scanned = [plan for plan in plans if re.search(rf"SCAN ({TABLES})\b(?! USING)", plan)]
    assert scanned == []


def test_the_sample_villages_have_somebody_on_duty_today(session: Session) -> None:
    found = lists.shifts_of(session, [PLACE], MONDAY, MONDAY + timedelta(hours=1))
    assert len(found) == 1
    assert found[0].person.name.startswith("样例·")
