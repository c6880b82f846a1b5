"""One who sends far too much, and thousands who come at once: everybody else notices nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.floodgate import MOST, WITHIN, Floodgate
from bot.intake import Intake
from conversations.messages import Attached, Event, FileKind, FileRef, Input, Said, TooFast
from storage import sending
from storage.chats import staff_addresses
from storage.tables import Letters
from tests.running import running_app
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.village import Village, world

pytest_plugins = ("tests.telegram.fixtures",)
RULES = world().catalogue.issues


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def said(n: int, words: Input | str = "催", address: str = "telegram:7") -> Event:
    return Event(f"{address}:{n}", address, Said(words) if isinstance(words, str) else words)


def slowed(gate: Floodgate, event: Event) -> bool:
    return isinstance(gate.through(event).input, TooFast)


def test_after_sixty_in_a_minute_nothing_more_is_looked_at() -> None:
    clock = Clock()
    gate = Floodgate(RULES, clock)
    assert [n for n in range(MOST + 40) if slowed(gate, said(n))] == [*range(MOST, MOST + 40)]
    assert not slowed(gate, said(1, address="telegram:8"))
    clock.now += WITHIN + 1
    assert not slowed(gate, said(999))


def test_who_tells_of_a_danger_is_heard_whatever_came_before() -> None:
    gate = Floodgate(RULES, Clock())
    for n in range(MOST + 5):
        gate.through(said(n))
    photo = Attached(FileRef("telegram:x", FileKind.PHOTO, 1))
    assert not slowed(gate, said(900, "隔壁着火了"))
    assert not slowed(gate, said(901, "SOS"))
    assert slowed(gate, said(902, photo))


def test_what_comes_again_because_it_could_not_be_written_is_not_counted_again() -> None:
    """The door brings a batch until it is on record: the words must not get lost on the way."""
    gate = Floodgate(RULES, Clock())
    for _ in range(5):
        assert not any(slowed(gate, said(n)) for n in range(MOST))
        assert all(slowed(gate, said(n)) for n in range(MOST, MOST + 9))


def test_forgotten_chats_take_no_room() -> None:
    clock = Clock()
    gate = Floodgate(RULES, clock)
    for n in range(2_000):
        gate.through(said(n, address=f"telegram:{n}"))
    clock.now += 2 * WITHIN
    gate.through(said(1))
    gate.through(said(2))
    assert [*gate._chats] == ["telegram:7"]


@asynccontextmanager
async def listening(village: Village) -> AsyncIterator[Intake]:
    intake = Intake(village.records, world(), lambda: village.now)
    task = asyncio.create_task(intake.run())
    yield intake
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_one_kind_sentence_however_much_comes() -> None:
    """Two hundred in a moment: sixty answers and one sentence; the next minute all is well."""
    village = Village()
    async with listening(village) as intake:
        for begun in range(0, 200, 50):
            await intake.hear([said(n, "0") for n in range(begun, begun + 50)])
    texts = [letter.body["text"] for letter in village.letters("telegram:7")]
    assert sum("您发得太快" in text for text in texts) == 1
    assert len(texts) == MOST + 1


async def test_staff_are_heard_before_a_crowd() -> None:
    """A thousand strangers wait already when an officer speaks; the officer is in the next batch."""
    village = Village()
    officer = village.seat("agent-01").address
    order: list[str] = []
    async with listening(village) as intake:
        intake.first = village.records.run_here(staff_addresses)
        assert officer in intake.first

        async def comes(address: str) -> None:
            await intake.hear([said(1, "你好", address)])
            order.append(address)

        crowd = [asyncio.create_task(comes(f"telegram:{n}")) for n in range(1000)]
        await asyncio.sleep(0)
        crowd.append(asyncio.create_task(comes(officer)))
        await asyncio.gather(*crowd)
    assert order.index(officer) < 450  # the first batch was under way, the next has two hundred


def test_answers_to_strangers_wait_behind_everybody_elses() -> None:
    """But not what is told to a stranger who reports a danger."""
    village = Village()
    crowd = [village.newcomer() for _ in range(5)]
    for stranger in crowd:
        stranger.says("你好")
    village.newcomer("急").says("着火了，快来人")
    village.seat("agent-01").says("0")

    def told(session: Session) -> list[tuple[bool, str]]:
        rows = session.query(Letters).order_by(Letters.id)
        return [(row.bulk, row.body["text"]) for row in rows if not row.push]

    letters = village.records.run_here(told)
    assert [text[:6] for bulk, text in letters if bulk] == ["您好，这里是"] * 5
    assert [bulk for bulk, text in letters if "110" in text] == [False]


@pytest.mark.slow
async def test_an_officer_chats_while_a_crowd_arrives(api: BotApi, tmp_path: Path) -> None:
    """Three hundred strangers at once take ten seconds to answer; the officer waits for one of them."""
    async with running_app(api, tmp_path) as app:
        officer = Phone(api, 7, "样例·网格员", quiet=0.02)
        await officer.says("你好")
        await officer.presses("同意，开始")
        await officer.sees("您是哪个乡镇")
        await officer.says("妙高")
        await officer.presses("样例·清泉村")
        await officer.sees("怎么称呼您")
        await officer.says("样例·小李")
        await officer.presses("先不留")
        await officer.sees("记下了")
        for n in range(300):
            await Phone(api, 1000 + n, f"样例{n}").says("你好")
        await officer.says("0")
        await officer.sees("12345", timeout=30)
        waiting = await app.house.records.run(
            lambda s: len(sending.waiting(s, "telegram", app.house.now(), limit=1000))
        )
    assert waiting > 100, "the crowd was answered already: nothing was shown"
