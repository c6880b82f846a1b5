"""Posts pushes in small portions and keeps their progress message filling up.

A portion is a transaction of its own and short, so that nobody who is chatting waits for it. What
has been posted stands in the records: a restart goes on where it was.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog
from sqlalchemy.orm import Session

from bot.letters import World, body
from bot.records import Records
from conversations.broadcasts.progress import about, letter, progress
from conversations.facts import Me
from conversations.messages import Reply
from domain.broadcasts.push import Progress, Push
from domain.reminders.quiet import USUAL, wait_until
from storage import outbox, people, unreached
from storage.broadcasts import keeping
from storage.chats import reachable_at
from storage.outbox import Letter

log = structlog.get_logger()
PORTION = 10
"""Letters in one transaction."""
BREATH = 0.05
"""Seconds between two portions: others get their turn."""
LOOK_AGAIN = 3.0
"""Seconds between two looks at how far a push has come."""


class BroadcastRoom:
    def __init__(self, records: Records, world: World, now: Callable[[], datetime]) -> None:
        self._records, self._world, self._now = records, world, now
        self._more = asyncio.Event()

    def wake(self) -> None:
        self._more.set()

    async def run(self) -> None:
        while True:
            self._more.clear()
            try:
                busy = await self.work()
            except Exception:
                log.exception("push_fails")
                busy = True
            try:
                async with asyncio.timeout(LOOK_AGAIN):
                    await (asyncio.sleep(LOOK_AGAIN + 1) if busy else self._more.wait())
            except TimeoutError:
                continue

    async def work(self) -> bool:
        """Everything that can be posted now is; whether any push is still under way."""
        pushes = await self._records.run(keeping.under_way)
        for push in pushes:
            while not push.posted_all:
                push = await self._records.run(partial(self._portion, number=push.number))  # noqa: PLW2901
                await asyncio.sleep(BREATH)
            await self._records.run(partial(self._show, number=push.number))
        return bool(pushes)

    def _portion(self, session: Session, number: str) -> Push:
        now = self._now()
        push = keeping.push_numbered(session, number)
        assert push is not None
        receivers = keeping.next_receivers(session, push, PORTION)
        known = people.people_known(session, receivers)
        addresses = reachable_at(session, receivers)
        for person in receivers:
            self._post(session, push, known[person], addresses.get(person, ""), now)
        last = receivers[-1] if receivers else 0
        keeping.mark_posted(session, number, last, len(receivers), now)
        session.flush()
        after = keeping.push_numbered(session, number)
        assert after is not None
        return after

    def _post(self, session: Session, push: Push, me: Me, address: str, now: datetime) -> None:
        key = keeping.key_of(push.number, me.id)
        reply = Reply(letter(push.words, push.signed), menu=True)
        drawn = body(reply, self._world.tongue(me.language), me)
        if not address:
            unreached.note(session, key, me.id, me.village or push.place, drawn["text"], now)
            return
        after = wait_until(me.quiet or USUAL, self._world.on_the_wall(now))
        outbox.put(session, Letter(key, address, drawn, push=True, bulk=True, after=after), now)

    def _show(self, session: Session, number: str) -> None:
        """Redraw the progress message where it says something new."""
        now = self._now()
        push = keeping.push_numbered(session, number)
        assert push is not None
        came = keeping.progress_of(session, push)
        ended = push.posted_all and came.waiting == came.on_the_page
        stand = f"{came.delivered}:{came.waiting}:{came.unreachable}:{ended}"
        if stand != push.shown:
            self._redraw(session, push, came, stand, now, ended=ended)
        keeping.mark_shown(session, number, stand, now if ended else None)

    def _redraw(
        self,
        session: Session,
        push: Push,
        came: Progress,
        stand: str,
        now: datetime,
        *,
        ended: bool,
    ) -> None:
        me = people.people_known(session, [push.sender])[push.sender]
        drawn = body(
            progress(replace(push, ended=ended), came), self._world.tongue(me.language), me
        )
        for posted in outbox.letters_about(session, about(push.number)):
            key = f"push:shown:{posted.id}:{stand}"
            outbox.put(session, posted.redrawn(key, drawn, now, push=True), now)
