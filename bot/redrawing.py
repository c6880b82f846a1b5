"""Cards that staff hold are redrawn when what they show has moved."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.letters import World, body
from conversations.effects import RedrawCards
from conversations.facts import Facts, Me
from conversations.issues import about as about_issues
from conversations.issues import cards as issue_cards
from conversations.messages import Reply
from conversations.requests import about as about_requests
from conversations.requests import cards
from domain.issues.issue import Issue
from domain.issues.rights import may_see
from domain.requests import Request
from storage import outbox, people
from storage.issues.lists import issue_numbered
from storage.outbox import Letter
from storage.requests.lists import request_numbered

Record = Request | Issue


def redraw_cards(
    session: Session, world: World, wish: RedrawCards, mover: str, now: datetime
) -> None:
    """Every card shows how its record stands now; the mover's address gets a new one."""
    record = _record(session, wish.number)
    if record is None:
        return
    for posted in outbox.letters_about(session, _about(record)):
        reader = _reader(session, posted.address)
        if reader is None:
            continue
        reply = _card(world.facts(reader, now), record)
        if posted.address == mover:
            reply = replace(reply, rows=())
        drawn = body(reply, world.tongue(reader.language), reader)
        if posted.posted_at == now and _same(posted.body, drawn):
            continue  # it was posted in this very turn and shows the same
        key = f"redraw:{posted.id}:{wish.number}:{len(record.history)}"
        letter = Letter(key, posted.address, drawn, edits=posted.id, push=posted.address != mover)
        outbox.post(session, letter, now)


def _record(session: Session, number: str) -> Record | None:
    if number.startswith("WG-"):
        return issue_numbered(session, number)
    return request_numbered(session, number)


def _about(record: Record) -> str:
    told = about_issues.about if isinstance(record, Issue) else about_requests.about
    return told(record.number)


def _card(facts: Facts, record: Record) -> Reply:
    if isinstance(record, Request):
        return cards.staff_card(facts, record, alone=False)
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
