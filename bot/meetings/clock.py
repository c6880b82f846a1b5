"""What the clock does with meetings: reminds, makes minutes final, follows action items, plans quarters."""

from collections import defaultdict
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.letters import World, tell_each
from conversations.facts import Facts, Me
from conversations.meetings.reminding import (
    late_to_convener,
    made_final,
    not_planned,
    of_actions,
    of_meeting,
)
from domain.looks import due_now, next_look
from domain.meetings.meeting import Action, Meeting, Stage
from domain.meetings.quarters import due_for_reminder, quarter_end
from domain.meetings.signing import final_now
from domain.meetings.watch import Due, days_late, looks_of_action, looks_of_meeting
from domain.records import NOBODY
from domain.roles import Role
from storage import people
from storage.events import first_seen
from storage.meetings import agenda, keeping, lists, minutes, moments, signing

NIGHT, MORNING = time(21), time(7, 30)
"""Nobody is reminded in between (domain.md, Reminders)."""
PLANS_AT = time(8, 30)


def look_at_meetings(session: Session, world: World, now: datetime) -> int:
    """Everything due on meetings and action items; how many. Twice or late changes nothing."""
    facts = world.facts(Me(), now)
    local = now.astimezone(facts.zone)
    if local.time() >= NIGHT or local.time() < MORNING:
        return 0
    facts = world.facts(Me(), local)
    numbers = keeping.due_meetings(session, now)
    for number in numbers:
        meeting = lists.meeting_numbered(session, number)
        if meeting:
            _look_at(session, world, facts, meeting)
    return len(numbers) + _look_at_actions(session, world, facts)


def _look_at(session: Session, world: World, facts: Facts, meeting: Meeting) -> None:
    hours = world.catalogue.meetings.review_hours
    looks = due_now(looks_of_meeting(meeting, hours), facts.now)
    newest = next(iter(minutes.minutes_of(session, meeting.number)), None)
    if newest and meeting.stage is Stage.ENDED and final_now(newest, facts.now, hours):
        signing.make_final(session, meeting.number, newest.version, facts.now)
        tell_each(session, world, made_final(meeting, newest), facts.now)
        return
    if looks:
        tell_each(session, world, of_meeting(facts, meeting, looks.due, newest), facts.now)
    later = next_look(looks_of_meeting(meeting, hours), facts.now)
    keeping.look_later(session, meeting.number, later)


def _look_at_actions(session: Session, world: World, facts: Facts) -> int:
    owed: dict[int, list[tuple[Action, Due]]] = defaultdict(list)
    due = agenda.actions_due(session, facts.now)
    for action in due:
        look = due_now(looks_of_action(action, facts.zone), facts.now)
        if look and action.owner.id:
            owed[action.owner.id].append((action, look.due))
        if look and _convener_hears(facts, action, look.due):
            tell_each(session, world, late_to_convener(facts, action), facts.now)
        later = next_look(looks_of_action(action, facts.zone), facts.now)
        moments.look_at_action_later(session, action.number, later)
    for person, theirs in owed.items():
        tell_each(session, world, of_actions(facts, person, theirs), facts.now)
    return len(due)


def _convener_hears(facts: Facts, action: Action, due: Due) -> bool:
    """Where the owner has no chat, from the first day; else from the second."""
    late = due is Due.LATE and days_late(action, facts.now) >= 2
    return late or (due in {Due.OVER, Due.LATE} and action.owner.id == NOBODY.id)


def plan_quarters(session: Session, world: World, now: datetime) -> int:
    """Once a day: bodies that must meet every quarter and have no meeting held or called."""
    facts = world.facts(Me(), now)
    local = now.astimezone(facts.zone)
    rules, today = world.catalogue.meetings, local.date()
    if not PLANS_AT <= local.time() < NIGHT or not due_for_reminder(rules, today, planned=False):
        return 0
    if not first_seen(session, [f"quarters:{today:%Y%m%d}"], now):
        return 0
    told = 0
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    kinds = {kind.key for kind in rules.kinds.values() if kind.every_quarter}
    for body in lists.bodies_of_kinds(session, kinds):
        held = lists.planned(session, facts, body.id, first, quarter_end(today))
        if held:
            continue
        for ref in people.serving(session, Role.SECRETARY, body.place):
            told_once = not_planned(facts, body.id, body.name, first.isoformat(), ref.id)
            tell_each(session, world, told_once, now)
            told += 1
    return told
