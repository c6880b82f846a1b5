"""What the clock does with duty: reminds, asks who is there, asks the deputy, tells the secretary."""

from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.letters import World, tell_each
from conversations.duty.reminding import missed, of_shift, swap_over, week_ahead
from conversations.facts import Facts, Me
from domain.duty.shift import STALE, Shift
from domain.duty.watch import NIGHT, Due, plan
from domain.reminders.quiet import USUAL
from storage.chats import addresses_of
from storage.duty import keeping, lists, swaps
from storage.events import first_seen

Missed = dict[str, list[tuple[Shift, tuple[Due, ...]]]]
ONE_DAY = timedelta(days=1)


def look_at_duty(session: Session, world: World, now: datetime) -> int:
    """Everything due on shifts and swaps; how many. Twice or late changes nothing."""
    facts = world.facts(Me(), world.on_the_wall(now))
    if USUAL.over(facts.now.hour):
        return 0
    due = lists.due_shifts(session, now)
    stale: Missed = defaultdict(list)
    for shift in due:
        _look_at(session, world, facts, shift, stale)
    for place, found in stale.items():
        tell_each(session, world, missed(facts, place, found), now)
    over = lists.swaps_over(session, now)
    for swap in over:
        swaps.expire(session, swap.id)
        tell_each(session, world, swap_over(facts, swap), now)
    return len(due) + len(over)


def _look_at(session: Session, world: World, facts: Facts, shift: Shift, stale: Missed) -> None:
    rules, now = facts.catalogue.duty, facts.now
    found = plan(shift, rules, facts.zone, now)
    said = dict.fromkeys((due.value for due in found.missed), STALE)
    if found.say:
        reachable = bool(addresses_of(session, shift.person.id))
        effects = of_shift(facts, shift, found.say, reachable=reachable)
        tell_each(session, world, effects, now)
        said[found.say.value] = now.isoformat()
    if found.missed:
        stale[shift.place].append((shift, found.missed))
    if said:
        keeping.mark_told(session, shift, said)
        session.flush()
    kept = lists.shift_numbered(session, shift.id)
    assert kept is not None
    keeping.look_later(session, shift.id, plan(kept, rules, facts.zone, now).next_at)


def tell_week_ahead(session: Session, world: World, now: datetime) -> int:
    """Once a week, to everybody who has duty in the next; stale when the evening is over."""
    facts = world.facts(Me(), world.on_the_wall(now))
    local, rules = facts.now, facts.catalogue.duty
    if local.weekday() != rules.week_day or not rules.week_at <= local.time() < NIGHT:
        return 0
    monday = local.date() + timedelta(days=7 - local.weekday())
    if not first_seen(session, [f"duty-week:{monday:%Y%m%d}"], now):
        return 0
    start = lists.midnight(monday, facts.zone)
    by_person: dict[int, list[Shift]] = defaultdict(list)
    for shift in lists.shifts_between(session, start, start + 7 * ONE_DAY):
        by_person[shift.person.id].append(shift)
    for person, theirs in by_person.items():
        tell_each(session, world, [week_ahead(facts, person, monday, theirs)], now)
    return len(by_person)
