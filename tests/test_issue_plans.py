"""Every list of issues is read by an index: a million of them must not slow an answer (issue 3)."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from conversations.facts import Me
from conversations.issues.facts import IssuesOnDesk, Show
from domain.roles import Post, Role
from storage.issues import figures as issue_figures
from storage.issues import lists as issue_lists
from storage.issues import staffing
from tests.errands import new_village
from tests.plans import Read, plans_of
from tests.village import MONDAY, world

OFFICER = (Post(Role.GRID_OFFICER, "511381116901001"), Post(Role.CADRE, "511381116901"))
TOWNSHIP = (Post(Role.TOWNSHIP, "511381116"),)
HERE = (31.7584, 106.0785)


def desk(posts: tuple[Post, ...], show: Show) -> Read:
    facts = world().facts(Me(id=7, posts=posts), MONDAY)
    return lambda s: issue_lists.on_desk(s, facts, IssuesOnDesk(show))


READS: dict[str, Read] = {
    "near": lambda s: issue_lists.near(s, "lamp", HERE, "511381116901001", "老水井", 300),
    "numbered": lambda s: issue_lists.issue_numbered(s, "WG-20261123-0001"),
    "mine": lambda s: issue_lists.issues_of(s, 7, 10),
    "due": lambda s: issue_lists.due_looks(s, MONDAY),
    "lately": lambda s: issue_lists.reported_since(s, 7, MONDAY),
    "oldest": lambda s: issue_figures.oldest(s, "511381116", 5),
    "staff": lambda s: staffing.staff_around(s, "511381116901001", MONDAY.date()),
    **{f"officer-{show}": desk(OFFICER, show) for show in Show},
    **{f"township-{show}": desk(TOWNSHIP, show) for show in Show},
}


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    """Records with many ended issues, as after years, and figures for the planner."""
    village = new_village()
    with Session(village.records.engine) as opened:
        yield opened


@pytest.mark.parametrize("name", sorted(READS))
def test_a_list_is_read_by_an_index(session: Session, name: str) -> None:
    scans = [
        p
        for p in plans_of(session, READS[name])
        if re.match(r"SCAN (issues|posts|visits|issue_followers)\b", p)
    ]
    assert scans == []
