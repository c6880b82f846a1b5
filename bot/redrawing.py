"""Cards that staff hold are redrawn when what they show has moved."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.letters import World, body
from conversations.activities import about as about_activities
from conversations.activities import cards as activity_cards
from conversations.disputes import about as about_disputes
from conversations.effects import RedrawCards
from conversations.facts import Facts, Me
from conversations.issues import about as about_issues
from conversations.issues import cards as issue_cards
from conversations.meetings import about as about_meetings
from conversations.meetings import cards as meeting_cards
from conversations.messages import Reply
from conversations.requests import about as about_requests
from conversations.requests import cards
from domain.activities.activity import Activity
from domain.activities.rights import leads as leads_activity
from domain.disputes.dispute import Dispute
from domain.issues.issue import Issue
from domain.issues.rights import may_see
from domain.meetings.meeting import Meeting
from domain.meetings.rights import leads
from domain.requests import Request
from storage import outbox, people
from storage.activities.lists import activity_numbered
from storage.disputes.keeping import dispute_numbered
from storage.issues.lists import issue_numbered
from storage.meetings.lists import meeting_numbered
from storage.requests.lists import request_numbered

Record = Request | Issue | Meeting | Dispute | Activity


def redraw_cards(
    session: Session, world: World, wish: RedrawCards, mover: str, now: datetime
) -> None:
    """Every card shows how its record stands now; the mover's address gets a new one."""
    record = _record(session, wish.number)
    if record is None:
        return
    for posted in outbox.letters_about(session, _about(record)):
        reader = _reader(session, posted.address)
        if reader is None or not _kept_up_to_date(record, reader):
            continue
        reply = _card(world.facts(reader, now), record)
        if posted.address == mover:
            reply = replace(reply, rows=())
        drawn = body(reply, world.tongue(reader.language), reader)
        if posted.posted_at == now and _same(posted.body, drawn):
            continue  # it was posted in this very turn and shows the same
        key = f"redraw:{posted.id}:{wish.number}:{_age(record)}"
        again = posted.redrawn(key, drawn, now, push=posted.address != mover)
        outbox.put(session, again, now)


def _kept_up_to_date(record: Record, reader: Me) -> bool:
    """Hundreds are called to a meeting: only those who lead it see every change at once."""
    if isinstance(record, Activity):
        return leads_activity(record, reader.id, reader.posts)
    return not isinstance(record, Meeting) or leads(record, reader.id, reader.posts)


def _age(record: Record) -> int:
    """Counts everything that changed it."""
    if isinstance(record, Activity):
        return record.deeds
    if isinstance(record, Meeting):
        return record.deeds + sum(len(i.statements) for i in record.items)
    return len(record.history)


def _record(session: Session, number: str) -> Record | None:
    if number.startswith("WG-"):
        return issue_numbered(session, number)
    if number.startswith("HY-"):
        return meeting_numbered(session, number)
    if number.startswith("ZY-"):
        return activity_numbered(session, number)
    if number.startswith("JF-"):
        return dispute_numbered(session, number)
    return request_numbered(session, number)


def _about(record: Record) -> str:
    match record:
        case Issue():
            return about_issues.about(record.number)
        case Dispute():
            return about_disputes.about(record.number)
        case Activity():
            return about_activities.about(record.number)
        case Meeting():
            return about_meetings.about(record.number)
        case _:
            return about_requests.about(record.number)


def _card(facts: Facts, record: Record) -> Reply:
    if isinstance(record, Request):
        return cards.staff_card(facts, record, alone=False)
    if isinstance(record, Meeting):
        return meeting_cards.view(facts, record)
    if isinstance(record, Activity):
        return activity_cards.view(facts, record)
    if isinstance(record, Dispute):
        known = about_disputes.may_see(facts, record)
        return about_disputes.card(facts, record) if known else Reply(about_disputes.NOT_YOURS)
    if not may_see(record, facts.me.id, facts.me.posts, facts.catalogue.issues):
        return Reply(about_issues.gone(record))
    return issue_cards.view(facts, record)


def _same(shown: dict[str, Any], drawn: dict[str, Any]) -> bool:
    """A new card may say more above the record; the record and the buttons are what counts."""
    shows_it = str(shown["text"]).endswith(str(drawn["text"]))
    return shows_it and bool(shown["rows"] == drawn["rows"])


def _reader(session: Session, address: str) -> Me | None:
    found = people.person_at(session, address)
    return people.people_known(session, [found]).get(found) if found else None
