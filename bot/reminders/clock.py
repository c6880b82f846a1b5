"""What the clock does with errands that are owed, with ledgers, and with what was put off."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.letters import World, tell_each
from bot.reminders.again import as_it_stands
from conversations.facts import Facts, Me
from conversations.reminders.reminding import (
    Owed,
    again,
    late_to_secretary,
    ledgers_late,
    notice_over,
    of_ledgers,
    of_requests,
)
from domain.looks import Look, due_now, next_look
from domain.reminders.owing import Due, days_late, looks_of_owed, periods_around, said_today
from domain.reminders.quiet import USUAL
from domain.reminders.rules import Ledger
from domain.requests import Request, Stage
from domain.roles import Role
from storage import people
from storage.events import first_seen
from storage.reminders import snoozing
from storage.reminders.keeping import marked
from storage.requests.keeping import look_later
from storage.requests.lists import due_requests

NIGHT = time(21)
"""Later than that nobody is reminded (domain.md, Reminders)."""
OWED = frozenset({Stage.ACCEPTED, Stage.HANDED_IN})
"""The agent owes an answer; in every other stage somebody else does, or the clock stands still."""
LOOKED_BACK = timedelta(days=400)
KEPT = timedelta(days=60)


def look_at_requests(session: Session, world: World, now: datetime) -> int:
    """Everything owed on errands; how many. Twice or late changes nothing."""
    facts = world.facts(Me(), world.on_the_wall(now))
    if USUAL.over(facts.now.hour):
        return 0
    owed: dict[int, list[tuple[Request, Due]]] = defaultdict(list)
    found = due_requests(session, now)
    for request in found:
        if request.stage is Stage.NOTICE:
            _look_at_notice(session, world, facts, request)
        elif request.stage in OWED and request.agent and request.due_at:
            _look_at(session, world, facts, request, owed)
        else:
            look_later(session, request.number, None)
    for agent, theirs in owed.items():
        tell_each(session, world, of_requests(facts, agent, theirs), now)
    return len(found)


def _look_at(
    session: Session,
    world: World,
    facts: Facts,
    request: Request,
    owed: dict[int, list[tuple[Request, Due]]],
) -> None:
    laid_down = facts.catalogue.reminders
    rule = laid_down.rule("request")
    assert request.due_at
    assert request.agent
    args = rule, request.sent_at, request.due_at, laid_down.at, facts.zone
    look: Look[Due] | None = due_now(looks_of_owed(*args), facts.now)
    if look:
        owed[request.agent.id].append((request, look.due))
        late = days_late(request.due_at, facts.now, facts.zone)
        if look.due is Due.LATE and late >= rule.superior_after:
            tell_each(session, world, late_to_secretary(facts, request), facts.now)
    look_later(session, request.number, next_look(looks_of_owed(*args), facts.now))


def _look_at_notice(session: Session, world: World, facts: Facts, request: Request) -> None:
    """The clock stands still; when the days of the notice are over, the agent hears of it."""
    service = facts.catalogue.services.get(request.service)
    began = request.pauses[-1].start if request.pauses else request.sent_at
    days = service.notice_days if service else 0
    last = began.astimezone(facts.zone).date() + timedelta(days=days)
    moment = datetime.combine(last + timedelta(days=1), facts.catalogue.reminders.at, facts.zone)
    if facts.now < moment:
        look_later(session, request.number, moment)
        return
    if request.agent:
        tell_each(session, world, notice_over(facts, request), facts.now)
    look_later(session, request.number, None)


def look_at_ledgers(session: Session, world: World, now: datetime) -> int:
    """Once a day: what comes round, for every place where somebody owes it."""
    facts = world.facts(Me(), world.on_the_wall(now))
    laid_down, today = facts.catalogue.reminders, facts.now.date()
    if not laid_down.at <= facts.now.time() < NIGHT:
        return 0
    if not first_seen(session, [f"ledgers:{today:%Y%m%d}"], now):
        return 0
    owed: dict[int, list[Owed]] = defaultdict(list)
    late: dict[str, list[Owed]] = defaultdict(list)
    for each in _due_today(session, facts, today):
        ledger, place, due, said = each
        for ref in people.serving(session, ledger.role, place):
            owed[ref.id].append(each)
        days = (today - due).days
        above = place[:9] if ledger.role is not Role.TOWNSHIP else ""
        if said is Due.LATE and above and days >= laid_down.rule("ledger").superior_after:
            late[above].append(each)
    for person, theirs in owed.items():
        tell_each(session, world, of_ledgers(facts, person, theirs), now)
    for township, found in late.items():
        tell_each(session, world, ledgers_late(facts, township, found), now)
    return len(owed)


def _due_today(session: Session, facts: Facts, today: date) -> list[Owed]:
    laid_down = facts.catalogue.reminders
    rule, found = laid_down.rule("ledger"), list[Owed]()
    for ledger in laid_down.ledgers:
        places = _places(facts, ledger)
        known = set(marked(session, places, today - LOOKED_BACK))
        for due in dict.fromkeys(periods_around(ledger, today)):
            said = said_today(rule, due, today, laid_down.give_up_after)
            if said:
                found += [
                    (ledger, p, due, said) for p in places if (ledger.key, p, due) not in known
                ]
    return found


def _places(facts: Facts, ledger: Ledger) -> tuple[str, ...]:
    city = facts.city
    return tuple(city.townships if ledger.role is Role.TOWNSHIP else city.villages)


def remind_again(session: Session, world: World, now: datetime) -> int:
    """What was put off until today; what has been settled meanwhile is not spoken of."""
    facts = world.facts(Me(), world.on_the_wall(now))
    if USUAL.over(facts.now.hour):
        return 0
    found = snoozing.come_round(session, now)
    for person, cause in found:
        snoozing.told(session, person, cause, now)
        stands = as_it_stands(session, facts, person, cause)
        if stands:
            words, reply = stands
            effect = again(person, cause, words, reply, facts.now.date())
            tell_each(session, world, [effect], now)
    if found:
        snoozing.forget_before(session, now - KEPT)
    return len(found)
