"""What the clock does with disputes: the target day, judicial confirmation, return visits."""

from collections import defaultdict
from datetime import datetime, time

from sqlalchemy.orm import Session

from bot.letters import World, tell_each
from conversations.disputes.about import rules
from conversations.disputes.reminding import late_to_others, of_disputes
from conversations.facts import Facts, Me
from domain.disputes.dispute import Dispute
from domain.disputes.due import Due, looks_of
from domain.looks import due_now, next_look
from domain.records import NOBODY
from storage.disputes.keeping import due_disputes, look_later

NIGHT, MORNING = time(21), time(7, 30)
"""Nobody is reminded in between (domain.md, Reminders)."""


def look_at_disputes(session: Session, world: World, now: datetime) -> int:
    """Everything due on disputes now; how many. Twice or late changes nothing."""
    facts = world.facts(Me(), now)
    local = now.astimezone(facts.zone)
    if local.time() >= NIGHT or local.time() < MORNING:
        return 0
    facts = world.facts(Me(), local)
    owed: dict[int, list[tuple[Dispute, Due]]] = defaultdict(list)
    due = due_disputes(session, now)
    for dispute in due:
        _look_at(session, world, facts, dispute, owed)
    for person, theirs in owed.items():
        tell_each(session, world, of_disputes(facts, person, theirs), now)
    return len(due)


def _look_at(
    session: Session,
    world: World,
    facts: Facts,
    dispute: Dispute,
    owed: dict[int, list[tuple[Dispute, Due]]],
) -> None:
    look = due_now(looks_of(dispute, rules(facts), facts.zone), facts.now)
    if look and dispute.mediator.id != NOBODY.id:
        owed[dispute.mediator.id].append((dispute, look.due))
    if look and look.due is Due.LATE:
        tell_each(session, world, late_to_others(facts, dispute), facts.now)
    later = next_look(looks_of(dispute, rules(facts), facts.zone), facts.now)
    look_later(session, dispute.number, later)
