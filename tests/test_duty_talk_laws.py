"""Laws of duty that hold whatever anybody presses, says or sends."""

from functools import lru_cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.catalog import CATALOG
from conversations.messages import Attached, FileKind, FileRef, Input, Said, Tapped
from domain.duty.shift import Stage
from storage.duty.tables import Shifts
from tests.duty import draws, give_to, publishes, roster, the_clock_ticks
from tests.errands import copy_of, new_village
from tests.test_activity_talk_laws import Do, press, simply
from tests.test_meeting_talk_laws import fits_every_channel, is_answered, leads_out_again
from tests.village import Village

ACTORS = (
    *("secretary-01", "cadre-01", "cadre-01", "grid-01", "agent-01", "he-dacheng"),
    *("township-01", "city-desk", "zhou-yan"),
)
SUBJECTS = ("shift", "roster", "person", "of", "push")
FLOWS = sorted(
    [(name, flow.subject) for name, flow in CATALOG.items() if flow.subject in SUBJECTS]
    + [(name, "") for name in ("on_duty", "my_duty", "rosters", "draw_roster", "roster_file")]
    + [(name, "") for name in ("month_sheet", "days_off", "feed", "my_calendar", "news")]
    + [(name, "") for name in ("ledgers", "push", "pushes")]
)
FEW = settings(
    max_examples=20, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


@lru_cache
def beginning() -> tuple[Village, str, int]:
    """December is published; on the first Feng has duty, and it is that morning."""
    village = new_village()
    chen = village.seat("secretary-01")
    number = draws(chen)
    publishes(chen, number)
    first = give_to(village, roster(village, number).shifts[0], "cadre-01", "grid-01")
    village.now = first.starts_at.astimezone(village.now.tzinfo)
    the_clock_ticks(village)
    return village, number, first.id


def begin(flow: tuple[str, str]) -> Input:
    name, subject = flow
    _, number, shift = beginning()
    subjects = {
        "shift": str(shift),
        "roster": number,
        "person": "1",
        "of": "TZ-money-20261125-511381116901",
        "push": "TS-20261201-0001",
    }
    return Tapped(f"s:{name}:{subject}={subjects[subject]}" if subject else f"s:{name}", "1")


words = st.sampled_from(
    ["1", "2", "5", "0", "好", "返回", "算了", "明天", "12月5日", "2月31日", "样例·蒲小波", "请假",
     "我的班", "值班表", "排班", "发通知", "就这些", "没有", "x" * 1200, "提醒设置"]
)  # fmt: skip
sheet = FileRef("web:x", FileKind.DOCUMENT, 9, "a.xlsx")
deeds: st.SearchStrategy[Do] = st.one_of(
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.integers(0, 9).map(press),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    st.sampled_from(FLOWS).map(lambda flow: simply(begin(flow))),
    words.map(lambda text: simply(Said(text))),
    st.just(simply(Attached(sheet))),
)
hours = st.sampled_from([0.0] * 5 + [0.5, 3.0, 24.0])
walks = st.lists(st.tuples(st.sampled_from(ACTORS), deeds, hours), max_size=12)


def keep_the_laws(session: Session) -> None:
    """Nobody is on duty twice at a time, and whoever came stays there."""
    rows = session.execute(select(Shifts).where(Shifts.stage == Stage.ON.value)).scalars().all()
    for row in rows:
        assert row.ends_at > row.starts_at
        assert (row.came_at is None) == (row.came_id is None)
        assert row.deputy_id != row.person_id or row.deputy_id is None
        if row.handover:
            assert row.handover["by"]


@pytest.mark.slow
@FEW
@given(walks)
def test_nothing_is_lost_whoever_presses_what(walk: list[tuple[str, Do, float]]) -> None:
    village = copy_of(beginning()[0])
    for key, deed, passing in walk:
        seat = village.seat(key)
        seat.reads()
        village.passes(seconds=5)
        is_answered(seat, deed(seat))
        fits_every_channel(village, seat)
        if passing:
            village.passes(hours=passing)
            the_clock_ticks(village)
        village.records.run_here(keep_the_laws)


@pytest.mark.parametrize("flow", FLOWS, ids=[name for name, _ in FLOWS])
def test_every_talk_begins_for_everybody_and_leads_out_again(flow: tuple[str, str]) -> None:
    village = copy_of(beginning()[0])
    for later in (0, 30):
        village.passes(hours=later)
        for key in ("secretary-01", "cadre-01", "zhou-yan"):
            leads_out_again(village, key, begin(flow))
