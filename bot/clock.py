"""Fixed ticks that ask the records what is due. Late, twice, on two machines: nothing changes."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.orm import Session

from bot.activities.clock import look_at_activities
from bot.auditor import audit_everything
from bot.disputes.clock import look_at_disputes
from bot.duty.clock import look_at_duty, tell_week_ahead
from bot.duty.groups import post_today
from bot.intake import Intake
from bot.issues.clock import look_at_issues
from bot.issues.digest import send_digests
from bot.letters import World, tell
from bot.meetings.clock import look_at_meetings, plan_quarters
from bot.notices.clock import look_at_notices
from bot.records import Records
from bot.reminders.clock import look_at_ledgers, look_at_requests, remind_again
from bot.reminders.digest import send_week
from conversations.effects import Tell, ToPost
from conversations.facts import Me
from conversations.messages import Event, Opened
from conversations.requests.about import about
from conversations.requests.cards import staff_card
from conversations.words import lines, say
from domain.roles import Post, Role
from storage import chats, events
from storage.database import is_outage
from storage.requests.keeping import mark_secretary_called
from storage.requests.lists import unaccepted
from storage.retention import forget

log = structlog.get_logger()
BREATH = 0.05
"""Seconds between two portions of what is deleted: people who talk go first."""
KEEP_EVENT_IDS = timedelta(days=14)
"""Telegram repeats an update for a day at most."""


class Clock:
    def __init__(
        self,
        records: Records,
        world: World,
        intake: Intake,
        now: Callable[[], datetime],
        keep: Mapping[str, timedelta],
    ) -> None:
        self._records, self._world, self._intake, self._now = records, world, intake, now
        self._keep = keep

    async def run(self) -> None:
        """Tick until cancelled."""
        ticks = AsyncIOScheduler(
            timezone=self._world.city.time_zone,
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        ticks.add_job(_calmly, "interval", args=[self.every_minute], minutes=1)
        ticks.add_job(_calmly, "interval", args=[self.every_hour], hours=1)
        ticks.start()
        try:
            await asyncio.Event().wait()
        finally:
            ticks.shutdown(wait=False)

    async def every_minute(self) -> None:
        """What is due on requests and issues, each in a transaction of its own."""
        now = self._now()
        for due in EVERY_MINUTE:
            await self._records.run(partial(due, world=self._world, now=now))

    async def every_hour(self) -> None:
        """Talks untouched for a day are asked about by day; those of a week are dropped."""
        now = self._now()
        await self._records.run(partial(chats.drop_stale_talks, now=now))
        await self._records.run(partial(events.forget_before, moment=now - KEEP_EVENT_IDS))
        await self._forget(now)
        await self._records.run(partial(audit_everything, world=self._world, now=now))
        if 8 <= now.hour < 20:
            await self._nudge(now)

    async def _forget(self, now: datetime) -> None:
        before = {name: now - time for name, time in self._keep.items()}
        while await self._records.run(partial(forget, before=before)):  # noqa: ASYNC110  # a pause
            await asyncio.sleep(BREATH)

    async def _nudge(self, now: datetime) -> None:
        for chat in await self._records.run(partial(chats.idle_chats, now=now)):
            key = f"nudge:{chat.address}:{chat.standing.revision}"
            await self._intake.hear([Event(key, chat.address, Opened())])
            await self._records.run(partial(chats.mark_nudged, address=chat.address, now=now))


async def _calmly(tick: Callable[[], Awaitable[None]]) -> None:
    """A tick that could not be done is done by the next."""
    try:
        await tick()
    except Exception as error:
        if is_outage(error):
            log.warning("tick_waits", why=type(error).__name__)
        else:
            log.exception("tick_fails", tick=getattr(tick, "__name__", ""))


def call_secretaries(session: Session, world: World, now: datetime) -> int:
    """Post the card of every request whose time to be accepted has run out; how many."""
    late = unaccepted(session, now)
    for request in late:
        reader = Me(posts=(Post(Role.SECRETARY, request.village),))
        card = staff_card(world.facts(reader, now), request, alone=False)
        text = lines(say("⏰ 这件事4个工作小时没人接，请您过问。"), card.text, by="\n\n")
        letter = replace(card, text=text, about=about(request.number))
        key = f"{request.number}:unaccepted:{request.accept_by}"
        told = Tell(ToPost(Role.SECRETARY, request.village), letter, key)
        mark_secretary_called(session, request.number, now)
        tell(session, world, told, now)
    return len(late)


EVERY_MINUTE = (
    call_secretaries,
    look_at_issues,
    send_digests,
    look_at_meetings,
    plan_quarters,
    look_at_disputes,
    look_at_notices,
    look_at_activities,
    look_at_duty,
    tell_week_ahead,
    post_today,
    look_at_requests,
    look_at_ledgers,
    remind_again,
    send_week,
)
"""What is due on each matter, in the order of its age in the house."""
