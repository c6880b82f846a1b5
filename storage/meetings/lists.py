"""Meetings as they are read: one, those around somebody, the bodies that hold them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, bindparam, case, func, select
from sqlalchemy.orm import Session

from conversations.facts import Facts
from domain.meetings.kinds import Base
from domain.meetings.meeting import (
    Attendee,
    Body,
    Coming,
    Meeting,
    Member,
    Spell,
    Stage,
)
from domain.records import NOBODY, PersonRef
from storage import history, people
from storage.disputes.figures import count_of
from storage.meetings.agenda import actions_of, items_of
from storage.meetings.tables import Bodies, BodyMembers, Meetings, Roll
from storage.tables import People, Table

TABLES = Table.metadata.tables
MEETINGS, BODIES, ROLL = TABLES["meetings"], TABLES["bodies"], TABLES["roll"]
MEETING = select(*MEETINGS.columns, BODIES.c.name.label("body_name")).join(
    BODIES, BODIES.c.id == MEETINGS.c.body_id
)
RANK = case({Stage.OPEN.value: 0, Stage.CALLED.value: 1}, value=MEETINGS.c.stage, else_=2)
"""Under way, ahead, past."""


HERE = (
    select(MEETINGS.c.id)
    .where(MEETINGS.c.place.in_(bindparam("places", expanding=True)))
    .union(select(ROLL.c.meeting_id).where(ROLL.c.person_id == bindparam("me")))
)
AROUND = (
    MEETING.where(MEETINGS.c.id.in_(HERE), MEETINGS.c.stage != Stage.CALLED_OFF.value)
    .order_by(RANK, case((RANK < 2, MEETINGS.c.starts_at)), MEETINGS.c.starts_at.desc())
    .limit(bindparam("limit"))
)
"""The soonest of what is ahead first, the newest of what is past first."""


def about(number: str) -> str:
    return f"meeting:{number}"


def meeting_numbered(session: Session, number: str) -> Meeting | None:
    found = read_meetings(session, MEETING.where(MEETINGS.c.number == number), {}, whole=True)
    return found[0] if found else None


def meeting_coded(session: Session, code: str) -> str:
    """By the code on the wall, while the meeting is under way or about to begin."""
    if not code:
        return ""
    alive = Meetings.stage.in_([Stage.OPEN.value, Stage.CALLED.value])
    query = select(Meetings.number).where(Meetings.code == code, alive)
    return session.execute(query).scalar() or ""


def meetings_around(
    session: Session, facts: Facts, village: str, limit: int
) -> tuple[Meeting, ...]:
    me = facts.me
    places = {village, *(p.place[:12] for p in me.posts if len(p.place) >= 12)} - {""}
    asked = {"me": me.id, "places": [*places], "limit": limit}
    return read_meetings(session, AROUND, asked)


def planned(session: Session, facts: Facts, body: int, since: date, until: date) -> bool:
    """A meeting of the body that is held or ahead in a stretch of days, both included."""
    zone = ZoneInfo(facts.city.time_zone)
    first = datetime.combine(since, time.min, zone)
    last = datetime.combine(until, time.max, zone)
    query = select(Meetings.id).where(
        Meetings.body_id == body,
        Meetings.starts_at >= first,
        Meetings.starts_at <= last,
        Meetings.stage != Stage.CALLED_OFF.value,
    )
    return session.execute(query.limit(1)).first() is not None


def read_meetings(
    session: Session, query: Select[Any], asked: dict[str, Any], *, whole: bool = False
) -> tuple[Meeting, ...]:
    """What a query on MEETING finds; roll, items and history only where a whole one is wanted."""
    rows = session.connection().execute(query, asked).all()
    named = {i for r in rows for i in (r.convener_id, r.recorder_id)}
    known = people.refs(session, named) if named else {}
    return tuple(_meeting(session, row, known, whole=whole) for row in rows)


def _meeting(
    session: Session, row: Row[Any], known: dict[int, PersonRef], *, whole: bool
) -> Meeting:
    return Meeting(
        number=row.number,
        kind=row.kind,
        body=row.body_id,
        body_name=row.body_name,
        place=row.place,
        topic=row.topic,
        where=row.where,
        starts_at=row.starts_at,
        base=Base(row.base),
        due=row.due,
        convener=known.get(row.convener_id, NOBODY),
        recorder=known.get(row.recorder_id, NOBODY),
        called_at=row.called_at,
        law=row.law,
        group=row.group,
        stage=Stage(row.stage),
        opened_at=row.opened_at,
        ended_at=row.ended_at,
        roll=roll_of(session, row.id) if whole else (),
        items=items_of(session, row.id) if whole else (),
        actions=actions_of(session, row.id) if whole else (),
        photos=tuple(row.photos),
        disputes=count_of(session, row.number) if whole else 0,
        code=row.code,
        why=row.why,
        changes=row.changes,
        deeds=history.count_of(session, about(row.number)) if whole else 0,
    )


def roll_of(session: Session, meeting: int) -> tuple[Attendee, ...]:
    rows = session.execute(
        select(*Roll.__table__.columns).where(Roll.meeting_id == meeting).order_by(Roll.id)
    )
    return tuple(attendee(row) for row in rows)


def attendee(row: Any) -> Attendee:
    """Of the columns of one line."""
    return Attendee(
        id=row.id,
        name=row.name,
        person=row.person_id,
        group=row.group,
        votes=row.votes,
        coming=Coming(row.coming),
        proxy=row.proxy,
        why=row.why,
        spells=tuple(_spell(came, left) for came, left in row.spells),
        scanned=row.scanned,
    )


def _spell(came: str, left: str | None) -> Spell:
    return Spell(datetime.fromisoformat(came), datetime.fromisoformat(left) if left else None)


def bodies_at(session: Session, villages: Iterable[str]) -> tuple[Body, ...]:
    rows = session.execute(
        select(Bodies)
        .where(Bodies.place.in_(set(villages)), Bodies.ended_at.is_(None))
        .order_by(Bodies.id)
    ).scalars()
    found = list(rows)
    counts = _counts(session, [row.id for row in found])
    return tuple(_body(row, (), counts.get(row.id, 0)) for row in found)


def _counts(session: Session, bodies: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(BodyMembers.body_id, func.count().label("many"))
        .where(_still_there(bodies))
        .group_by(BodyMembers.body_id)
    )
    return {row.body_id: row.many for row in rows}


def bodies_of_kinds(session: Session, kinds: Iterable[str]) -> tuple[Body, ...]:
    rows = session.execute(
        select(Bodies).where(Bodies.kind.in_(set(kinds)), Bodies.ended_at.is_(None))
    ).scalars()
    return tuple(_body(row, (), 0) for row in rows)


def body_with_id(session: Session, number: int) -> Body | None:
    row = session.get(Bodies, number)
    if row is None:
        return None
    members = members_of(session, number)
    return _body(row, members, len(members))


def members_of(session: Session, body: int) -> tuple[Member, ...]:
    """Its list; who is known in the village by that very name, and alone by it, can be reached."""
    rows = session.execute(
        select(BodyMembers).where(_still_there([body])).order_by(BodyMembers.id)
    ).scalars()
    found = list(rows)
    known = _known_by_name(session, body, {row.name for row in found if row.person_id is None})
    return tuple(
        Member(r.id, r.name, r.person_id or known.get(r.name), r.group, r.title) for r in found
    )


def _known_by_name(session: Session, body: int, names: set[str]) -> dict[str, int]:
    if not names:
        return {}
    place = select(Bodies.place).where(Bodies.id == body).scalar_subquery()
    rows = session.execute(
        select(People.name, func.min(People.id).label("person"))
        .where(People.village == place, People.name.in_(names))
        .group_by(People.name)
        .having(func.count() == 1)
    )
    return {row.name: row.person for row in rows}


def _still_there(bodies: Sequence[int]) -> ColumnElement[bool]:
    return and_(BodyMembers.body_id.in_(bodies), BodyMembers.ended_at.is_(None))


def _body(row: Bodies, members: tuple[Member, ...], count: int) -> Body:
    return Body(
        row.id, row.kind, row.place, row.name, row.group, row.adults, row.households,
        members, count,
    )  # fmt: skip
