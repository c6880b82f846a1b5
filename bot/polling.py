"""Asks a channel for what came, and confirms it only once it is on record."""

import asyncio
from collections.abc import Awaitable, Sequence
from typing import Protocol, TypeVar

import structlog

from conversations.messages import Hear
from handlers.incoming import Came, SomeoneElsePolls
from handlers.outgoing import SendLater

log = structlog.get_logger()
WAIT = 25
"""Seconds the channel may hold a question open."""
SHORTEST, LONGEST = 0.5, 10.0
"""Seconds between two tries while something is wrong."""
T = TypeVar("T")


class Source(Protocol):
    async def updates(self, offset: int, timeout: int) -> Sequence[Came]:  # noqa: ASYNC109
        """Raises SendLater, SomeoneElsePolls and TokenRefused."""
        ...

    async def answer_tap(self, query_id: str, text: str = "") -> None:
        """Never raises."""
        ...


class Stopping(Exception):  # noqa: N818  # what happens, not an error
    """The house is told to stop."""


async def run(source: Source, hear: Hear, stop: asyncio.Event) -> None:
    """Poll until told to stop; raises TokenRefused.

    Nothing is lost: what was not confirmed comes again, and an event's id makes that harmless.
    """
    poller = Poller(source, hear, stop)
    try:
        await poller.run()
    except Stopping:
        return
    finally:
        await poller.put_away()


class Poller:
    def __init__(self, source: Source, hear: Hear, stop: asyncio.Event) -> None:
        self._source, self._hear = source, hear
        self._stopped = asyncio.create_task(stop.wait())
        self._answers: set[asyncio.Task[None]] = set()
        self._offset = 0
        self._pause = 0.0

    async def run(self) -> None:
        while True:
            came = await self._next()
            await self._put_on_record(came)
            for tap in (one.tap for one in came if one.tap):
                self._answer(tap)

    async def put_away(self) -> None:
        for task in (self._stopped, *self._answers):
            task.cancel()
        await asyncio.gather(self._stopped, *self._answers, return_exceptions=True)

    async def _next(self) -> Sequence[Came]:
        """What came; nothing after a failure, when the pause is over. One log line an outage."""
        try:
            came = await self._unless_stopped(self._source.updates(self._offset, WAIT))
        except SendLater as later:
            await self._rest("channel_silent", str(later), later.seconds)
        except SomeoneElsePolls as other:
            await self._rest("another_program_polls_with_this_token", str(other))
        else:
            self._well_again("channel_back")
            return came
        return ()

    async def _put_on_record(self, came: Sequence[Came]) -> None:
        """The same batch again until it is on record: none may be skipped."""
        events = [one.event for one in came if one.event]
        while events:
            try:
                await self._unless_stopped(self._hear(events))
            except Stopping:
                raise
            except Exception as error:  # noqa: BLE001  # whatever it is, the batch must wait for it
                await self._rest("batch_not_on_record", repr(error)[:300])
            else:
                self._well_again("records_back")
                break
        self._offset = max([self._offset, *(one.number + 1 for one in came)])

    def _answer(self, tap: str) -> None:
        """Beside the next poll: a slow answer must hold up nobody."""
        task = asyncio.create_task(self._source.answer_tap(tap))
        self._answers.add(task)
        task.add_done_callback(self._answers.discard)

    async def _rest(self, what: str, why: str, seconds: float | None = None) -> None:
        if not self._pause:
            log.warning(what, why=why)
        self._pause = min(LONGEST, self._pause * 2 or SHORTEST)
        await self._unless_stopped(asyncio.sleep(seconds or self._pause))

    def _well_again(self, what: str) -> None:
        if self._pause:
            log.warning(what)
        self._pause = 0.0

    async def _unless_stopped(self, work: Awaitable[T]) -> T:
        task = asyncio.ensure_future(work)
        try:
            await asyncio.wait({task, self._stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not task.done():
                raise Stopping
            return task.result()
        finally:
            if not task.done():
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
