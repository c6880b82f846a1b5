"""The Monday digest: to every secretary and township what is open, what is late, and a chart."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.charts import place_name
from bot.enclosing import picture
from bot.letters import World, tell
from conversations.effects import Tell, ToPost
from conversations.facts import Facts, Me
from conversations.reminders.digests import NAMES, digest
from domain.duty.days import days_between
from domain.reminders.digest import Counted, Figures, Matter, nothing_open, together
from domain.roles import Role
from papers.digest_picture import Bar, digest_picture
from storage.events import first_seen
from storage.reminders.figures import By, days_manned, open_by_village

NIGHT = time(21)
TOWNSHIP = 9


def send_week(session: Session, world: World, now: datetime) -> int:
    """Once a week; after a standstill late on the same day, but not at night.

    Whoever has nothing open is left alone.
    """
    facts = world.facts(Me(), world.on_the_wall(now))
    laid_down, today = facts.catalogue.reminders, facts.now.date()
    if today.weekday() != laid_down.digest_day:
        return 0
    if not laid_down.digest_at <= facts.now.time() < NIGHT:
        return 0
    if not first_seen(session, [f"week:{today:%Y%m%d}"], now):
        return 0
    found = open_by_village(session, now)
    last = today + timedelta(days=6)
    manned = days_manned(session, today, last)
    townships: dict[str, list[Figures]] = defaultdict(list)
    for village in facts.city.villages:
        figures = found.get(village, {})
        townships[village[:TOWNSHIP]].append(figures)
        ever = manned.get(village)
        unmanned = [d for d in days_between(today, last) if d not in ever] if ever else []
        told = ToPost(Role.SECRETARY, village)
        _tell(session, world, facts, told, figures, unmanned)
    for township, theirs in townships.items():
        to = ToPost(Role.TOWNSHIP, township)
        _tell(session, world, facts, to, together(theirs), [])
    return len(found)


def _tell(
    session: Session,
    world: World,
    facts: Facts,
    to: ToPost,
    figures: Figures,
    unmanned: Sequence[date],
) -> None:
    if nothing_open(figures) and not unmanned:
        return
    day = f"{facts.now:%Y%m%d}"
    ref = picture(f"made:week:{to.place}:{day}", f"一周小结-{day}.png")
    reply = digest(facts, to.place, figures, unmanned, ref)
    tell(session, world, Tell(to, reply, f"week:{to.place}:{day}"), facts.now)


def figures_of(found: By, place: str) -> Figures:
    """Of a village, or of all villages of a township."""
    return together(figures for village, figures in found.items() if village.startswith(place))


def drawn(world: World, place: str, day: str, figures: Figures) -> bytes:
    zh = world.tongue("zh")
    bars = [
        Bar(zh.render(NAMES[m]), figures.get(m, Counted()).open, figures.get(m, Counted()).late)
        for m in Matter
    ]
    title = f"{place_name(world, place)} 一周小结"
    return digest_picture(title, f"{day[:4]}-{day[4:6]}-{day[6:]}  只看事，不排名", bars)
