"""What was said, agreed and photographed at a meeting, kept piece by piece."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.entries import Spoken
from conversations.meetings.effects import (
    AddItem,
    AddPictures,
    ChangeAction,
    ChangeItem,
    GiveAction,
    RaiseTopic,
    SettleTopic,
    Speak,
    WriteDown,
)
from domain.looks import next_look, zone_of
from domain.meetings.meeting import Action
from domain.meetings.watch import looks_of_action
from storage import history
from storage.files import note_file
from storage.meetings.agenda import action_about, pack_vote, topic_about
from storage.meetings.tables import Actions, AgendaItems, Meetings, Statements, Topics
from storage.requests.keeping import QuickerOne
from storage.tables import Table


def meeting_id(session: Session, number: str) -> int:
    return session.execute(select(Meetings.id).where(Meetings.number == number)).scalar_one()


def _about(number: str) -> str:
    return f"meeting:{number}"


def add_item(session: Session, asked: AddItem, who: int, now: datetime) -> None:
    """One more matter on the agenda; two added at once both find their place."""
    item, meeting = asked.item, meeting_id(session, asked.number)
    taken = select(AgendaItems.n).where(AgendaItems.meeting_id == meeting)
    n = max(session.execute(taken).scalars(), default=0) + 1
    values = {
        "meeting_id": meeting,
        "n": n,
        "topic": item.topic,
        "proposer": item.proposer,
        "reserved": item.reserved,
        "raised": item.raised,
        "changed_by_id": who,
    }
    session.execute(insert(AgendaItems).values(**values))
    history.note(session, _about(asked.number), who, "item", now, item.topic)


def change_item(session: Session, asked: ChangeItem, who: int, now: datetime) -> None:
    """Keep it as it stands after a change; raises QuickerOne where somebody changed it before."""
    item, meeting = asked.item, meeting_id(session, asked.number)
    seen = (
        AgendaItems.meeting_id == meeting,
        AgendaItems.n == item.n,
        AgendaItems.changes == asked.seen,
    )
    values: dict[str, Any] = {
        "topic": item.topic,
        "reserved": item.reserved,
        "state": item.state.value,
        "proposal": item.proposal,
        "vote": pack_vote(item.vote),
        "decision": item.decision,
        "money": item.money,
        "changes": asked.seen + 1,
        "changed_by_id": who,
    }
    changed = update(AgendaItems).where(*seen).values(**values).returning(AgendaItems.id)
    if session.execute(changed).scalar() is None:
        raise QuickerOne(asked.number)
    history.note(session, _about(asked.number), who, asked.what, now, f"{item.n}: {item.decision}")


def speak(session: Session, asked: Speak, who: int, now: datetime) -> None:
    voice = _voice(session, asked.said, _about(asked.number), now)
    values = {
        "meeting_id": meeting_id(session, asked.number),
        "n": asked.n,
        "who": asked.who,
        "words": asked.said.text,
        "voice_file": voice,
        "at": now,
        "by_id": who,
    }
    session.execute(insert(Statements).values(**values))


def write_down(session: Session, asked: WriteDown, who: int, now: datetime) -> None:
    mine = (
        Statements.id == asked.statement,
        Statements.meeting_id == meeting_id(session, asked.number),
    )
    session.execute(update(Statements).where(*mine).values(words=asked.words))
    history.note(session, _about(asked.number), who, "write_down", now, asked.words)


def _voice(session: Session, said: Spoken, record: str, now: datetime) -> int | None:
    return note_file(session, said.voice, record, now) if said.voice else None


def add_pictures(session: Session, asked: AddPictures, who: int, now: datetime) -> None:
    record = _about(asked.number)
    files = [note_file(session, photo, record, now) for photo in asked.photos]
    row = session.execute(select(Meetings).where(Meetings.number == asked.number)).scalar_one()
    row.photos = [*row.photos, *(f for f in files if f not in row.photos)]
    session.flush()
    history.note(session, record, who, "photos", now, "", files)


def give_action(session: Session, asked: GiveAction, who: int, now: datetime) -> None:
    action = asked.action
    values = {
        "number": action.number,
        "meeting_id": meeting_id(session, action.meeting),
        "item": action.item,
        "body_id": action.body,
        "place": action.place,
        "convener_id": action.convener.id,
        "given_at": now,
        **_action_columns(action, now),
    }
    session.execute(insert(Actions).values(**values))
    history.note(session, action_about(action.number), who, "give", now, action.what)


def change_action(session: Session, asked: ChangeAction, who: int | None, now: datetime) -> None:
    action, record = asked.action, action_about(asked.action.number)
    seen = Actions.number == action.number, Actions.changes == asked.seen
    values = _action_columns(action, now) | {"changes": asked.seen + 1}
    changed = update(Actions).where(*seen).values(**values).returning(Actions.id)
    if session.execute(changed).scalar() is None:
        raise QuickerOne(action.number)
    voice = _voice(session, asked.why, record, now)
    history.note(session, record, who, asked.what, now, asked.why.text, [voice] if voice else [])


def _action_columns(action: Action, now: datetime) -> dict[str, Any]:
    return {
        "what": action.what,
        "owner_id": action.owner.id or None,
        "owner_name": action.owner.name,
        "due_at": action.due_at,
        "state": action.state.value,
        "why": action.why,
        "extended": action.extended,
        "closed_at": action.closed_at,
        "look_at": next_look(looks_of_action(action, zone_of(now)), now),
    }


def look_at_action_later(session: Session, number: str, at: datetime | None) -> None:
    session.execute(update(Actions).where(Actions.number == number).values(look_at=at))


RAISED = insert(Table.metadata.tables["topics"])


def raise_topic(session: Session, asked: RaiseTopic, who: int, now: datetime) -> None:
    record = topic_about(asked.number)
    values = {
        "number": asked.number,
        "place": asked.place,
        "person_id": who,
        "words": asked.said.text,
        "voice_file": _voice(session, asked.said, record, now),
        "wish": asked.wish,
        "raised_at": now,
    }
    session.connection().execute(RAISED, values)
    history.note(session, record, who, "raise", now)


def settle_topic(session: Session, asked: SettleTopic, who: int, now: datetime) -> None:
    values = {"state": asked.state.value, "meeting": asked.meeting, "why": asked.why}
    session.execute(update(Topics).where(Topics.number == asked.number).values(**values))
    history.note(session, topic_about(asked.number), who, asked.state.value, now, asked.why)
