"""The morning digest of townships and the city: how many issues are open, and the five oldest."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.issues.clock import NIGHT
from bot.letters import World, tell
from conversations.effects import Tell, ToPost
from conversations.facts import Me
from conversations.issues.digests import digest
from domain.roles import Role
from domain.workdays import is_workday
from storage.events import first_seen
from storage.issues.figures import figures_by_place, oldest

WHO = {9: Role.TOWNSHIP, 6: Role.CITY_DESK}
"""By the length of a place's code: who reads the digest there."""


def send_digests(session: Session, world: World, now: datetime) -> int:
    """Once on each working day, from the hour the office names on; how many places had something open.

    After a standstill it comes late, but not at night.
    """
    facts = world.facts(Me(), now)
    local = now.astimezone(facts.zone)
    at = time.fromisoformat(world.catalogue.issues.digest_at)
    if not at <= local.time() < NIGHT or not is_workday(local.date()):
        return 0
    if not first_seen(session, [f"digest:{local:%Y%m%d}"], now):
        return 0
    figures = figures_by_place(session, now)
    for place, counted in figures.items():
        if counted.open:
            reply = digest(facts, place, counted, oldest(session, place, 5))
            told = Tell(ToPost(WHO[len(place)], place), reply, f"digest:{place}:{local:%Y%m%d}")
            tell(session, world, told, now)
    return len(figures)
