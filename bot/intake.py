"""Collects events from all doors into batches, and answers each door once they are on record."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

import structlog

from bot.floodgate import Floodgate
from bot.letters import World
from bot.meters import BATCH, EVENTS, REFUSED, TURN, timed
from bot.records import Records
from bot.turns import apologise, take_batch
from conversations.messages import Event
from storage.database import is_outage
from storage.outbox import channel_of

log = structlog.get_logger()
MOST = 200
"""Events in one transaction."""
Waiting = tuple[Sequence[Event], asyncio.Future[None]]


class Intake:
    """What came while a batch was written makes the next one: no timer, no idle waiting."""

    def __init__(self, records: Records, world: World, now: Callable[[], datetime]) -> None:
        self._records, self._world, self._now = records, world, now
        self._gate = Floodgate(world.catalogue.issues)
        self._pile: list[Waiting] = []
        self.first: Collection[str] = ()
        """Addresses of staff: where more came than fits into a batch, theirs are taken first."""
        self._more = asyncio.Event()

    async def hear(self, events: Sequence[Event]) -> None:
        """Returns once the events are on record; raises where the records cannot be written."""
        if not events:
            return
        done = asyncio.get_running_loop().create_future()
        self._pile.append(([self._gate.through(event) for event in events], done))
        self._more.set()
        with timed(TURN):
            await done
        for event in events:
            EVENTS.labels(channel_of(event.address)).inc()

    async def run(self) -> None:
        while True:
            await self._more.wait()
            batch = self._next()
            events = [event for several, _ in batch for event in several]
            BATCH.observe(len(events))
            try:
                await self._take(events)
            except Exception as error:  # noqa: BLE001  # the doors must hear of it, whatever it is
                REFUSED.inc(len(events))
                log.critical("records_refuse", error=type(error).__name__, why=str(error)[:200])
                _settle(batch, error)
            else:
                _settle(batch, None)

    def _next(self) -> list[Waiting]:
        taken, count = 0, 0
        if len(self._pile) > MOST:
            self._pile.sort(key=self._after_staff)
        for events, _ in self._pile:
            if taken and count + len(events) > MOST:
                break
            taken, count = taken + 1, count + len(events)
        batch, self._pile = self._pile[:taken], self._pile[taken:]
        if not self._pile:
            self._more.clear()
        return batch

    def _after_staff(self, waiting: Waiting) -> bool:
        return any(event.address not in self.first for event in waiting[0])

    async def _take(self, events: Sequence[Event]) -> None:
        work = partial(take_batch, came=events, world=self._world, now=self._now())
        try:
            await self._records.run(work)
        except Exception as error:
            if is_outage(error):
                raise  # no event's fault: the doors bring them all again
            # One bad event must cost nobody else.
            await self._one_by_one(events)

    async def _one_by_one(self, events: Sequence[Event]) -> None:
        """Everybody gets their turn, also after one that could not even be apologised for."""
        failed: Exception | None = None
        for event in events:
            try:
                await self._take_alone(event)
            except Exception as error:  # noqa: BLE001  # raised below, when the others had theirs
                failed = failed or error
        if failed:
            raise failed

    async def _take_alone(self, event: Event) -> None:
        work = partial(take_batch, came=[event], world=self._world, now=self._now())
        try:
            await self._records.run(work)
        except Exception as error:
            if is_outage(error):
                raise
            # The person is told, and an engineer finds it.
            sorry = partial(apologise, event=event, error=error, world=self._world, now=self._now())
            await self._records.run(sorry)


def _settle(batch: Sequence[Waiting], error: Exception | None) -> None:
    for _, done in batch:
        if done.done():
            continue
        if error:
            done.set_exception(error)
        else:
            done.set_result(None)
