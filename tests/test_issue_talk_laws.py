"""Laws of issues that hold whatever anybody presses, says or sends, and whenever the clock looks."""

from collections.abc import Callable
from functools import lru_cache, partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from conversations.catalog import CATALOG
from conversations.facts import Me
from conversations.issues.facts import IssuesOnDesk, Show
from conversations.messages import Attached, FileKind, FileRef, Input, Located, Said, Tapped
from domain.issues.issue import OPEN, Issue
from storage import (
    people,
)
from storage.issues import lists as issue_lists
from tests.errands import copy_of, standing
from tests.issues import PLACE
from tests.reported import ONE, THREE, TWO, reports, ticks
from tests.village import Seat, Village, world

NUMBERS = (ONE, TWO, THREE)
ACTORS = (
    *("he-dacheng", "li-xiaoqin", "agent-01", "grid-09", "grid-10", "grid-01", "secretary-01"),
    *("office-land", "township-01", "dept-housing", "city-desk", "supervisor"),
)
FLOWS = sorted(name for name, flow in CATALOG.items() if flow.subject == "issue")
FEW = settings(
    max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@lru_cache
def beginning() -> Village:
    """A lamp, a landslip and a complaint, each from a neighbour."""
    village = Village()
    he, li = village.seat("he-dacheng"), village.seat("li-xiaoqin")
    reports(he)
    li.says("坡上裂了大口子")
    li.shares_place(*PLACE)
    reports(he, "村干部吃拿卡要")
    return village


Do = Callable[[Seat], Input]
"""What somebody does, as soon as it is known what is on the screen."""


def press(number: int) -> Do:
    def pressed(seat: Seat) -> Input:
        buttons = [(t, str(m.id)) for m in seat.screen()[-3:] for _, t in m.buttons]
        return Tapped(*buttons[-1 - number % len(buttons)]) if buttons else Said("6")

    return pressed


def simply(came: Input) -> Do:
    return lambda _seat: came


numbers = st.sampled_from(NUMBERS)
starts = st.builds(lambda f, n: Tapped(f"s:{f}:issue={n}", "1"), st.sampled_from(FLOWS), numbers)
lists = st.sampled_from(list(Show)).map(lambda show: Tapped(f"s:issues:show={show}", "1"))
words = st.sampled_from(["1", "2", "好", "返回", "算了", "路灯不亮", "房子着火了", "老水井", "7"])
picture = st.sampled_from(["", "a"]).map(
    lambda album: Attached(FileRef("web:p", FileKind.PHOTO, 9), album=album)
)
deeds: st.SearchStrategy[Do] = st.one_of(
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    starts.map(simply),
    starts.map(simply),
    lists.map(simply),
    words.map(lambda text: simply(Said(text))),
    numbers.map(lambda text: simply(Said(text))),
    picture.map(simply),
    st.just(simply(Located(*PLACE))),
    st.just(simply(Attached(FileRef("web:v", FileKind.VOICE, 9)))),
)
hours = st.sampled_from([0.0] * 6 + [2.5, 26.0, 80.0])
steps = st.tuples(st.sampled_from(ACTORS), deeds, hours)


def is_answered(seat: Seat, came: Input) -> None:
    before = standing(seat).talk
    answer = seat.does(came, str(came))
    drawn = seat.log[-1]
    quiet = isinstance(came, Attached) and before is not None and before.album is not None
    twice = isinstance(came, Tapped) and before is not None and came.token == before.last
    assert answer or drawn.startswith("<") or quiet or twice, f"no answer to {came}"


def history_grows_with_every_move(now: Issue) -> None:
    assert now.history[0].what == "report"
    assert now.moves == len(now.history) - 1


def is_never_lost(now: Issue, before: Issue) -> None:
    assert (now.reporter, now.reported_at) == (before.reporter, before.reported_at)
    assert set(before.followers) <= set(now.followers)
    assert now.open == (now.closed_at is None)
    assert now.handler is None or now.handler != now.checker


def stays_on_the_lists_of_its_seat(session: Session, now: Issue, village: Village) -> None:
    serving = people.serving(session, now.seat.role, now.seat.place)
    assert serving, f"nobody serves at {now.seat}"
    for me in people.people_known(session, [ref.id for ref in serving]).values():
        facts = world().facts(Me(id=me.id, posts=me.posts), village.now)
        wish = IssuesOnDesk(Show.ALL, size=50)
        listed = issue_lists.on_desk(session, facts, wish).issues
        assert now.number in {i.number for i in listed}


Known = dict[str, Issue]


def read(session: Session) -> Known:
    return {i.number: i for n in NUMBERS if (i := issue_lists.issue_numbered(session, n))}


def keep_the_laws(session: Session, before: Known, village: Village) -> Known:
    now = read(session)
    assert now.keys() == before.keys()
    for number, each in now.items():
        history_grows_with_every_move(each)
        is_never_lost(each, before[number])
        if each.stage in OPEN and each != before[number]:
            stays_on_the_lists_of_its_seat(session, each, village)
    return now


@pytest.mark.slow
@FEW
@given(st.lists(steps, max_size=10))
def test_nothing_is_lost_whoever_presses_what(walk: list[tuple[str, Do, float]]) -> None:
    village = copy_of(beginning())
    seats: dict[str, Seat] = {}
    known = village.records.run_here(read)
    for key, deed, passing in walk:
        seat = seats.setdefault(key, village.seat(key))
        seat.reads()
        is_answered(seat, deed(seat))
        if passing:
            village.passes(hours=passing)
            ticks(village)
        known = village.records.run_here(partial(keep_the_laws, before=known, village=village))
