"""What the clock does with notices: ends them, and asks for answers to objections."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.letters import World, tell_each
from conversations.facts import Me
from conversations.notices.reminding import over, unanswered
from domain.workdays import is_workday
from storage.events import first_seen
from storage.notices import keeping, lists

NIGHT, MORNING = time(21), time(7, 30)
"""Nobody is reminded in between (domain.md, Reminders)."""


def look_at_notices(session: Session, world: World, now: datetime) -> int:
    """What is over is told once; unanswered objections once a working day. Late or twice: the same."""
    facts = world.facts(Me(), now)
    local = now.astimezone(facts.zone)
    if local.time() >= NIGHT or local.time() < MORNING:
        return 0
    told = 0
    for notice in lists.over_by(session, now):
        if not lists.was_told(session, notice.number):
            tell_each(session, world, over(notice), now)
            told += 1
        settle = keeping.told_over if notice.unanswered else keeping.ended
        settle(session, notice.number, now)
    if is_workday(local.date()) and first_seen(session, [f"objections:{local:%Y%m%d}"], now):
        for notice in lists.with_unanswered(session):
            tell_each(session, world, unanswered(facts, notice), now)
    return told
