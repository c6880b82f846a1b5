"""The poller: nothing is lost, nothing is confirmed too early, and it stops at once."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from structlog.testing import capture_logs

from bot import polling
from conversations.messages import Event, Opened, Said, Tapped
from handlers.incoming import TokenRefused
from handlers.outgoing import Outgoing
from handlers.telegram import TelegramDoor
from tests.telegram.client import LIN
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)


@pytest.fixture
async def door(api: BotApi) -> AsyncIterator[TelegramDoor]:
    opened = TelegramDoor(api.token, api.url, timeout=0.3)
    yield opened
    await opened.close()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "SHORTEST", 0.01)


class Book:
    """Keeps what is heard; fails as often as told first."""

    def __init__(self, api: BotApi, failures: int = 0) -> None:
        self.api, self.failures = api, failures
        self.kept: list[Event] = []
        self.unconfirmed: list[int] = []

    async def hear(self, events: Sequence[Event]) -> None:
        self.unconfirmed.append(len(self.api.updates.pending))
        if self.failures:
            self.failures -= 1
            raise OSError("the disk is full")
        self.kept.extend(events)


@asynccontextmanager
async def running(
    door: TelegramDoor, hear: Callable[[Sequence[Event]], Awaitable[None]]
) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.create_task(polling.run(door, hear, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(task, 0.5)


async def test_events_are_on_record_before_they_are_confirmed(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    book = Book(api)
    await lin.says("一")
    async with running(door, book.hear):
        await api.updates.emptied()
        await lin.says("二")
        await api.updates.emptied()
    assert [event.input for event in book.kept] == [Opened(), Said("一"), Said("二")]
    assert book.unconfirmed == [2, 1]
    assert api.refusals == []


async def test_a_batch_that_cannot_be_kept_is_never_skipped(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    book = Book(api, failures=3)
    await lin.says("一")
    with capture_logs() as logs:
        async with running(door, book.hear):
            await api.updates.emptied()
    assert [event.input for event in book.kept] == [Opened(), Said("一")]
    assert book.unconfirmed == [2, 2, 2, 2]
    assert [line["event"] for line in logs] == ["batch_not_on_record", "records_back"]


@pytest.mark.usefixtures("lin")
async def test_who_dies_before_the_record_finds_everything_again(
    api: BotApi, door: TelegramDoor
) -> None:
    seen = asyncio.Event()

    async def never(_events: Sequence[Event]) -> None:
        seen.set()
        await asyncio.Event().wait()

    async with running(door, never):
        await seen.wait()
    book = Book(api)
    async with running(door, book.hear):
        await api.updates.emptied()
    assert [event.address for event in book.kept] == [f"telegram:{LIN}"]


async def test_a_tap_is_answered_once_it_is_on_record(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    book = Book(api, failures=1)
    await door.send(Outgoing(f"telegram:{LIN}", "好？", ((("好", "y"),),)))
    async with running(door, book.hear):
        assert await lin.presses("好") == ""
    assert [event.input for event in book.kept][1:] == [Tapped("y", "2")]


async def test_an_answer_that_hangs_holds_up_nobody(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    book = Book(api)
    api.faults.silence(methods=["answerCallbackQuery"])
    await door.send(Outgoing(f"telegram:{LIN}", "好？", ((("好", "y"),),)))
    await lin.presses("好", waits=False)
    async with running(door, book.hear):
        await api.called("answerCallbackQuery")
        await lin.says("还在")
        await api.updates.emptied()
    assert [event.input for event in book.kept][2:] == [Said("还在")]


async def test_an_outage_takes_one_line_of_the_log(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    api.faults.fail_next(3, methods=["getUpdates"])
    api.faults.reset(1, methods=["getUpdates"])
    book = Book(api)
    await lin.says("一")
    with capture_logs() as logs:
        async with running(door, book.hear):
            await api.updates.emptied()
    assert [line["event"] for line in logs] == ["channel_silent", "channel_back"]
    assert len(book.kept) == 2


async def test_another_reader_is_told_of_and_outlived(api: BotApi, door: TelegramDoor) -> None:
    busy = b'{"ok": false, "error_code": 409, "description": "Conflict"}'
    api.faults.fail_next(2, status=409, body=busy, methods=["getUpdates"])
    with capture_logs() as logs:
        async with running(door, Book(api).hear):
            await api.called("getUpdates", 3)
    assert [line["event"] for line in logs] == ["another_program_polls_with_this_token"]


async def test_a_token_nobody_knows_ends_the_polling(api: BotApi) -> None:
    stranger = TelegramDoor("43:" + "A" * 35, api.url, timeout=0.3)
    with pytest.raises(TokenRefused):
        await polling.run(stranger, Book(api).hear, asyncio.Event())
    await stranger.close()


async def test_it_stops_in_the_middle_of_a_long_poll(api: BotApi, door: TelegramDoor) -> None:
    clock = asyncio.get_running_loop().time
    async with running(door, Book(api).hear):
        await api.called("getUpdates")
        asked = clock()
    assert clock() - asked < 0.2
