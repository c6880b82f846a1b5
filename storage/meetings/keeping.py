"""Meetings kept: called, moved, opened, ended; who answers, comes and goes."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from conversations.meetings.effects import (
    Attend,
    CallMeeting,
    ChangeMeeting,
    KeepBody,
    ListMembers,
    Respond,
)
from domain.looks import next_look
from domain.meetings.kinds import Called, MeetingRules
from domain.meetings.meeting import Attendee, Meeting, TopicState
from domain.meetings.watch import looks_of_meeting
from storage import history
from storage.meetings.lists import about, attendee, members_of
from storage.meetings.moments import meeting_id
from storage.meetings.tables import (
    Actions,
    AgendaItems,
    Bodies,
    BodyMembers,
    Meetings,
    Roll,
    Topics,
)
from storage.requests.keeping import QuickerOne


def call_meeting(
    session: Session, asked: CallMeeting, who: int, rules: MeetingRules, now: datetime
) -> None:
    meeting = asked.meeting
    values = {"number": meeting.number, "body_id": meeting.body, "called_at": now}
    statement = insert(Meetings).values(**values, **_columns(meeting, rules, now))
    kept = session.execute(statement.returning(Meetings.id)).scalar_one()
    if rules.kind(meeting.kind).called is Called.MEMBERS:
        _call_members(session, kept, meeting.body)
    if meeting.items:
        session.execute(insert(AgendaItems), [_item(kept, item) for item in meeting.items])
    placed = update(Topics).where(Topics.number.in_(asked.topics))
    values = {"state": TopicState.PLACED.value, "meeting": meeting.number}
    session.execute(placed.values(**values))
    history.note(session, about(meeting.number), who, "call", now, meeting.topic)


def _item(meeting: int, item: Any) -> dict[str, Any]:
    return {
        "meeting_id": meeting,
        "n": item.n,
        "topic": item.topic,
        "proposer": item.proposer,
        "reserved": item.reserved,
        "raised": item.raised,
    }


def _call_members(session: Session, meeting: int, body: int) -> None:
    rows = [
        {"meeting_id": meeting, "name": m.name, "person_id": m.person, "group": m.group}
        for m in members_of(session, body)
    ]
    if rows:
        session.execute(insert(Roll), rows)


def change_meeting(
    session: Session, asked: ChangeMeeting, who: int | None, rules: MeetingRules, now: datetime
) -> None:
    """Keep it as it stands after a change; raises QuickerOne where somebody changed it before."""
    meeting = asked.meeting
    seen = Meetings.number == meeting.number, Meetings.changes == asked.seen
    values = _columns(meeting, rules, now) | {"changes": asked.seen + 1}
    kept = session.execute(
        update(Meetings).where(*seen).values(**values).returning(Meetings.id)
    ).scalar()
    if kept is None:
        raise QuickerOne(meeting.number)
    history.note(session, about(meeting.number), who, asked.what, now, meeting.why)


def _columns(meeting: Meeting, rules: MeetingRules, now: datetime) -> dict[str, Any]:
    return {
        "kind": meeting.kind,
        "place": meeting.place,
        "group": meeting.group,
        "topic": meeting.topic,
        "where": meeting.where,
        "starts_at": meeting.starts_at,
        "base": meeting.base.value,
        "due": meeting.due,
        "stage": meeting.stage.value,
        "convener_id": meeting.convener.id,
        "recorder_id": meeting.recorder.id,
        "law": meeting.law,
        "opened_at": meeting.opened_at,
        "ended_at": meeting.ended_at,
        "code": meeting.code,
        "why": meeting.why,
        "look_at": next_look(looks_of_meeting(meeting, rules.review_hours), now),
    }


def look_later(session: Session, number: str, at: datetime | None) -> None:
    """The clock has said what was to be said of it."""
    session.execute(update(Meetings).where(Meetings.number == number).values(look_at=at))


def respond(session: Session, said: Respond, who: int, now: datetime) -> None:
    values = {"coming": said.coming.value, "proxy": said.proxy, "why": said.why}
    mine = Roll.meeting_id == meeting_id(session, said.number), Roll.person_id == who
    session.execute(update(Roll).where(*mine).values(**values))
    history.note(session, about(said.number), who, f"coming_{said.coming.value}", now, said.why)


def attend(session: Session, came: Attend, who: int, now: datetime) -> None:
    """Who is there already comes once only; who is not there cannot leave."""
    meeting = meeting_id(session, came.number)
    line = _line(session, meeting, came)
    if line is None:
        if came.came:
            _add_line(session, meeting, came, now)
            history.note(session, about(came.number), who, "came", now, came.name)
        return
    if line.there == came.came:
        return
    spells = _spells(line, came=came.came, now=now)
    values: dict[str, Any] = {"spells": spells, "scanned": line.scanned or came.scanned}
    session.execute(update(Roll).where(Roll.id == line.id).values(**values))
    what = "came" if came.came else "went"
    history.note(session, about(came.number), who, what, now, line.name)


def _line(session: Session, meeting: int, came: Attend) -> Attendee | None:
    """By its number, by the person, or by the very name of somebody no chat knows."""
    if came.attendee:
        return _first(session, meeting, Roll.id == came.attendee)
    if came.person and (mine := _first(session, meeting, Roll.person_id == came.person)):
        return mine
    same_group = [] if not came.group else [Roll.group.in_([0, came.group])]
    return _first(session, meeting, Roll.name == came.name, *same_group) if came.name else None


def _first(session: Session, meeting: int, *where: ColumnElement[bool]) -> Attendee | None:
    query = select(*Roll.__table__.columns).where(Roll.meeting_id == meeting, *where)
    row = session.execute(query.order_by(Roll.id).limit(1)).first()
    return attendee(row) if row else None


def _add_line(session: Session, meeting: int, came: Attend, now: datetime) -> None:
    values = {
        "meeting_id": meeting,
        "name": came.name,
        "person_id": came.person,
        "group": came.group,
        "votes": came.votes,
        "spells": [[now.isoformat(), None]],
        "scanned": came.scanned,
    }
    session.execute(insert(Roll).values(**values))


def _spells(line: Attendee, *, came: bool, now: datetime) -> list[list[str | None]]:
    """A moment that is no later than the last one is not a stretch of its own."""
    kept = [[s.came.isoformat(), s.left.isoformat() if s.left else None] for s in line.spells]
    if came:
        return [*kept, [now.isoformat(), None]]
    first, _ = kept[-1]
    return [*kept[:-1], [first, now.isoformat()]]


def keep_body(session: Session, wish: KeepBody, who: int, now: datetime) -> None:
    body = wish.body
    values = {"name": body.name, "adults": body.adults, "households": body.households}
    if body.id:
        session.execute(update(Bodies).where(Bodies.id == body.id).values(**values))
        kept = body.id
    else:
        values |= {"kind": body.kind, "place": body.place, "group": body.group}
        kept = session.execute(insert(Bodies).values(**values).returning(Bodies.id)).scalar_one()
        list_members(session, ListMembers(kept, body.members), who, now)
    history.note(session, f"body:{kept}", who, "keep", now, body.name)


def list_members(session: Session, wish: ListMembers, who: int, now: datetime) -> None:
    """Add those who are not on the list yet, and end those who are gone."""
    known = {(m.name, m.group) for m in members_of(session, wish.body)}
    new = [
        {
            "body_id": wish.body,
            "name": m.name,
            "person_id": m.person,
            "group": m.group,
            "title": m.title,
        }
        for m in wish.new
        if (m.name, m.group) not in known
    ]
    if new:
        session.execute(insert(BodyMembers), new)
    _end(session, wish.body, wish.gone, now)
    why = f"+{len(new)} -{len(wish.gone)}"
    history.note(session, f"body:{wish.body}", who, "members", now, why)


def _end(session: Session, body: int, gone: Sequence[int], now: datetime) -> None:
    those = BodyMembers.id.in_(gone), BodyMembers.body_id == body
    session.execute(update(BodyMembers).where(*those).values(ended_at=now))


def due_meetings(session: Session, now: datetime, limit: int = 200) -> list[str]:
    """Numbers of the meetings the clock has to look at now."""
    query = select(Meetings.number).where(Meetings.look_at <= now).order_by(Meetings.look_at)
    return list(session.execute(query.limit(limit)).scalars())


def take_over(session: Session, listed: int, person: int) -> None:
    """Somebody known from a list came: their place on lists and rolls and their tasks are theirs."""
    members = update(BodyMembers).where(BodyMembers.person_id == listed)
    session.execute(members.values(person_id=person))
    there = select(Roll.meeting_id).where(Roll.person_id == person)
    called = update(Roll).where(Roll.person_id == listed, Roll.meeting_id.not_in(there))
    session.execute(called.values(person_id=person))
    owed = update(Actions).where(Actions.owner_id == listed)
    session.execute(owed.values(owner_id=person))
