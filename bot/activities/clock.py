"""What the clock does with volunteer activities: reminds, asks who forgot, has hours confirmed and entered."""

from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.letters import World, tell
from conversations.activities.reminding import of_activity
from conversations.effects import Tell
from conversations.facts import Me
from domain.activities.watch import looks_of_activity
from domain.looks import due_now, next_look
from storage.activities import keeping, lists

NIGHT, MORNING = time(21), time(7, 30)
"""Nobody is reminded in between (domain.md, Reminders)."""


def look_at_activities(session: Session, world: World, now: datetime) -> int:
    """Everything due on activities; how many. Twice or late changes nothing."""
    zone = world.facts(Me(), now).zone
    local = now.astimezone(zone)
    if local.time() >= NIGHT or local.time() < MORNING:
        return 0
    facts, rules = world.facts(Me(), local), world.catalogue.activities
    numbers = lists.due_activities(session, now)
    for number in numbers:
        activity = lists.activity_numbered(session, number)
        assert activity is not None
        look = due_now(looks_of_activity(activity, rules, zone), local)
        for effect in of_activity(facts, activity, look.due) if look else ():
            assert isinstance(effect, Tell), type(effect).__name__
            tell(session, world, effect, now)
        later = next_look(looks_of_activity(activity, rules, zone), local)
        keeping.look_later(session, number, later)
    return len(numbers)
