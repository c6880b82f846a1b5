"""What happens when the records cannot be written, or one event is bad: nobody loses anything."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from bot.intake import Intake
from conversations.messages import Event, Said
from storage.events import dead_count
from tests.postgresql import CHOSEN
from tests.village import Village, world


@asynccontextmanager
async def listening(village: Village) -> AsyncIterator[Intake]:
    intake = Intake(village.records, world(), lambda: village.now)
    task = asyncio.create_task(intake.run())
    try:
        yield intake
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def rule(village: Village, pragma: str) -> None:
    """Spoken past the transaction, which a database that refuses would not even begin."""
    with village.records.engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        assert raw
        raw.cursor().execute(f"PRAGMA {pragma}")


def texts(village: Village, address: str) -> list[str]:
    return [letter.body["text"] for letter in village.letters(address)]


PATIENT = Event("telegram:1:1", "telegram:7", Said("你好"), "zh", "阿珍")


@pytest.mark.skipif(CHOSEN == "postgresql", reason="rules of the embedded database")
@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("query_only=ON", "query_only=OFF"),
        ("max_page_count=1", "max_page_count=1000000"),
    ],
    ids=["read-only", "full"],
)
async def test_records_that_refuse_are_not_acknowledged_and_lose_nothing(
    broken: str, mended: str
) -> None:
    """The door hears of it and brings the event again; once mended it is applied once."""
    village = Village()
    rule(village, broken)
    huge = Event("telegram:1:2", "telegram:7", Said("很长" * 2000), "zh", "名" * 500_000)
    async with listening(village) as intake:
        with pytest.raises(OperationalError):
            await intake.hear([huge])
        rule(village, mended)
        assert texts(village, "telegram:7") == []
        await intake.hear([huge])
        await intake.hear([huge])
    assert len(texts(village, "telegram:7")) == 1


async def test_many_doors_at_once_each_hear_when_their_events_are_on_record() -> None:
    village = Village()
    events = [Event(f"web:x{n}:1", f"web:x{n}", Said("你好")) for n in range(30)]
    async with listening(village) as intake:
        await asyncio.gather(*(intake.hear([event]) for event in events))
    assert [len(texts(village, event.address)) for event in events] == [1] * 30


async def test_an_event_that_cannot_be_applied_costs_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is kept for an engineer without what was said, and the person is told plainly."""
    village = Village()
    take = vars(__import__("bot.turns", fromlist=["hear"]))["hear"]

    def stumbles(*given: object) -> object:
        if Said("绊一跤") in given:
            raise ZeroDivisionError
        return take(*given)

    monkeypatch.setattr("bot.turns.hear", stumbles)
    bad = Event("web:a:1", "web:a", Said("绊一跤"))
    good = Event("web:b:1", "web:b", Said("你好"))
    async with listening(village) as intake:
        await intake.hear([bad, good])
    assert "不是您的错" in texts(village, "web:a")[0]
    assert len(texts(village, "web:b")) == 1
    assert village.records.run_here(dead_count) == 1
