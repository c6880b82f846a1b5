"""What the web door shows of duty: today's on a village's board, and private calendar feeds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.duty.papers import DutyPapers
from bot.letters import World
from bot.records import Records
from conversations.facts import Facts, Me
from domain.duty.shift import Shift
from handlers.duty_pages import Feed
from handlers.notice_board import OnDuty
from storage.duty import lists
from storage.duty.groups import feed_owner

ONE_DAY = timedelta(days=1)


def duty_today(session: Session, world: World, village: str, now: datetime) -> tuple[OnDuty, ...]:
    """Now and later today."""
    facts = world.facts(Me(), world.on_the_wall(now))
    start = lists.midnight(facts.now.date(), facts.zone)
    found = lists.shifts_of(session, [village], start, start + ONE_DAY)
    return tuple(_shown(facts, shift) for shift in found if shift.ends_at > now)


def _shown(facts: Facts, shift: Shift) -> OnDuty:
    start, end = (m.astimezone(facts.zone) for m in (shift.starts_at, shift.ends_at))
    next_day = "" if end.date() == start.date() else "第二天"
    tasks = "、".join(facts.catalogue.duty.task_named(key).zh for key in shift.tasks)
    return OnDuty(
        name=shift.person.name,
        phone=shift.person.phone,
        when=f"{start:%H:%M}到{next_day}{end:%H:%M}",
        where=shift.where,
        tasks=tasks,
        now=shift.runs(facts.now),
    )


def calendar_feeds(records: Records, world: World, now: Callable[[], datetime]) -> Feed:
    papers = DutyPapers(records, world, now)

    async def feed(key: str) -> bytes | None:
        """The calendar of whoever has this key; None where nobody has it."""
        person = await records.beside(partial(feed_owner, key=key))
        return await papers.calendar_of(person) if person else None

    return feed
