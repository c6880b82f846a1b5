"""What is no longer needed is deleted by the clock, and nothing else."""

from datetime import timedelta

import pytest
from pydantic import ValidationError
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.intake import Intake
from bot.settings import Settings
from storage import outbox, unreached
from storage.outbox import Letter
from storage.tables import DeadLetters, Letters, Requests, Table, Unreached
from tests.errands import new_village
from tests.village import Village, world

BODY = {"text": "好", "rows": [], "menu": [], "wish": "", "files": []}


@pytest.fixture
def village() -> Village:
    return new_village()


def clock(village: Village) -> Clock:
    intake = Intake(village.records, world(), lambda: village.now)
    return Clock(village.records, world(), intake, lambda: village.now, Settings().keep)


def count(village: Village, table: type[Table]) -> int:
    query = select(func.count()).select_from(table)
    return village.records.run_here(lambda s: s.execute(query).scalar_one())


async def test_letters_go_after_a_year_and_what_was_decided_stays(village: Village) -> None:
    """More of them than one portion; those of yesterday are still there."""

    def posts(session: Session) -> None:
        for n in range(1_200):
            outbox.post(session, Letter(f"old:{n}", "web:x", BODY), village.now)

    before = count(village, Letters), count(village, Requests)
    village.records.run_here(posts)
    village.passes(days=366)
    fresh = Letter("fresh", "web:x", BODY)
    village.records.run_here(lambda s: outbox.post(s, fresh, village.now))
    await clock(village)._forget(village.now)
    kept = [letter.body["text"] for letter in village.letters("web:x")]
    assert kept == ["好"]
    assert count(village, Letters) == 1
    assert count(village, Requests) == before[1]


async def test_a_phone_call_still_to_be_made_does_not_age(village: Village) -> None:
    def notes(session: Session) -> None:
        unreached.note(session, "a", 1, "511381116901", "好", village.now)
        unreached.note(session, "b", 1, "511381116901", "好", village.now)
        settled = session.query(Unreached).filter_by(key="a").one()
        settled.settled_at = village.now

    village.records.run_here(notes)
    village.passes(days=400)
    await clock(village)._forget(village.now)
    left = village.records.run_here(lambda s: [row.key for row in s.query(Unreached)])
    assert left == ["b"]


async def test_traces_of_errors_go_after_ninety_days(village: Village) -> None:
    row = {"event_id": "x", "address": "web:x", "kind": "Said", "traceback": "…"}
    for days in (0, 80):
        village.passes(days=days)
        values = {**row, "event_id": f"{days}", "at": village.now}
        village.records.run_here(lambda s, v=values: s.execute(insert(DeadLetters).values(**v)))  # type: ignore[misc]
    village.now += timedelta(days=11)
    await clock(village)._forget(village.now)
    assert count(village, DeadLetters) == 1


@pytest.mark.parametrize("days", [0, -1, 29, 5000])
def test_a_period_that_would_lose_or_hoard_everything_is_refused(days: int) -> None:
    with pytest.raises(ValidationError):
        Settings(keep_letters=days)
