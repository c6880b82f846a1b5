"""Every list of volunteering is read by an index, however many activities there are."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from conversations.activities.facts import TimeGiven
from conversations.facts import Me
from domain.roles import Post, Role
from storage.activities import figures, groups, lists, sheets
from storage.activities.sample import load_activities
from tests.errands import new_village
from tests.plans import plans_of
from tests.village import MONDAY, ZONE, world

PLACE, NUMBER = "511381116901", "ZY-20261123-0001"
FACTS = world().facts(Me(id=7, village=PLACE, posts=(Post(Role.SECRETARY, PLACE),)), MONDAY)
RULES = world().catalogue.activities
Read = Callable[[Session], Any]
READS: dict[str, Read] = {
    "activity": lambda s: lists.activity_numbered(s, NUMBER),
    "displayed": lambda s: lists.activity_displayed(s, "key"),
    "ahead": lambda s: lists.ahead(s, (PLACE,), MONDAY, 50),
    "mine": lambda s: lists.signed_up_for(s, 7, 10),
    "by code": lambda s: lists.meant_by_code(s, 7, (PLACE,), MONDAY, RULES),
    "wait for hours": lambda s: lists.wait_for_hours(s, 7, (PLACE,), MONDAY, 10),
    "not entered": lambda s: lists.not_entered(s, 7, (PLACE,), 20),
    "due": lambda s: lists.due_activities(s, MONDAY),
    "still elsewhere": lambda s: lists.still_elsewhere(s, 7, NUMBER),
    "coded": lambda s: lists.coded_since(s, NUMBER, MONDAY),
    "wrong codes": lambda s: lists.wrong_codes_since(s, 7, MONDAY),
    "series": lambda s: lists.in_series(s, NUMBER, MONDAY),
    "minutes elsewhere": lambda s: lists.minutes_elsewhere(s, NUMBER),
    "my record": lambda s: sheets.time_given(s, FACTS, TimeGiven()),
    "my family's": lambda s: sheets.time_given(s, FACTS, TimeGiven("样例·甲")),
    "of the village": lambda s: sheets.time_given(s, FACTS, TimeGiven("样例·甲", PLACE)),
    "family": lambda s: sheets.family_named(s, 7),
    "sheet": lambda s: sheets.sheet_numbered(s, "JL-20261123-0001", "x"),
    "figures": lambda s: figures.by_month(s, PLACE, MONDAY - timedelta(9), MONDAY, ZONE),
    "groups": lambda s: groups.groups_at(s, (PLACE,)),
    "groups led": lambda s: groups.groups_led_by(s, 7),
    "who wants": lambda s: groups.who_wants(s, "river", PLACE),
    "named": lambda s: groups.villager_named(s, PLACE, "样例·甲"),
}
TABLES = "activities|signups|volunteer_groups|volunteer_wishes|record_sheets|history|people"


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """A year of activities, and figures for the planner."""
    village = new_village()
    village.records.run_here(lambda s: load_activities(s, MONDAY))
    with Session(village.records.engine) as opened:
        opened.connection().exec_driver_sql("ANALYZE")
        yield opened


@pytest.mark.parametrize("name", sorted(READS))
def test_no_list_reads_a_whole_table(session: Session, name: str) -> None:
    plans = plans_of(session, READS[name])
    assert plans
    scanned = [plan for plan in plans if re.search(rf"SCAN ({TABLES})\b(?! USING)", plan)]
    assert scanned == []
