"""What the house does with the group chats of villages by itself."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.letters import World, tell
from conversations.duty.in_group import today_in
from conversations.effects import Tell, ToGroup, ToPost
from conversations.facts import Me
from conversations.messages import Reply
from conversations.words import say, verbatim
from domain.roles import Role
from storage.duty import groups, lists
from storage.events import first_seen

ONE_DAY = timedelta(days=1)


def tell_group_lost(session: Session, address: str, now: datetime, world: World) -> None:
    """Telegram takes no more letters for it: the secretary hears so, once."""
    ended = groups.end_group(session, address, now)
    if ended is None:
        return
    place, title, _ = ended
    words = say("👥 “{title}”这个群收不到村帮的消息了，以后值班不往那里发。", title=verbatim(title))
    told = Tell(ToPost(Role.SECRETARY, place), Reply(words), f"group:{address}:lost:{now:%Y%m%d}")
    tell(session, world, told, now)


def post_today(session: Session, world: World, now: datetime) -> int:
    """The day's roster in every group that is bound, once a day; stale when the morning is over."""
    facts = world.facts(Me(), world.on_the_wall(now))
    local = facts.now
    at = datetime.combine(local.date(), facts.catalogue.duty.post_at, facts.zone)
    until = at + timedelta(hours=3)
    if not at <= local < until or not first_seen(session, [f"duty-today:{local:%Y%m%d}"], now):
        return 0
    posted = 0
    start = lists.midnight(local.date(), facts.zone)
    for address, place in groups.bound_groups(session):
        found = lists.shifts_of(session, [place], start, start + ONE_DAY)
        today = [s for s in found if s.day == local.date() or s.runs(local)]
        if not today:
            continue
        reply = Reply(today_in(facts, place, today))
        key = f"duty:today:{address}:{local:%Y%m%d}"
        tell(session, world, Tell(ToGroup(address), reply, key, good_until=until), now)
        posted += 1
    return posted
