"""Rows of activities as values of the domain."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from domain.activities.activity import Activity, Flag, How, Reach, SignUp, Span, Stage, Stay
from domain.records import NOBODY, PersonRef
from storage import history, people
from storage.activities.tables import Activities, SignUps, VolunteerGroups
from storage.tables import People, Posts


def about(number: str) -> str:
    return f"activity:{number}"


def pack_spans(spans: Iterable[Span]) -> list[list[str]]:
    return [[s.start.isoformat(), s.end.isoformat()] for s in spans]


def pack_stays(stays: Iterable[Stay]) -> list[list[str | None]]:
    return [
        [s.came.isoformat(), s.left.isoformat() if s.left else None, s.how.value] for s in stays
    ]


def unpack_stays(kept: Iterable[Sequence[str | None]]) -> tuple[Stay, ...]:
    return tuple(Stay(_moment(came), _maybe(left), How(str(how))) for came, left, how in kept)


def _moment(text: str | None) -> datetime:
    assert text is not None
    return datetime.fromisoformat(text)


def _maybe(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def read_activities(
    session: Session, rows: Sequence[Activities], *, whole: bool = False
) -> tuple[Activity, ...]:
    """The list and the history only where a whole one is wanted."""
    if not rows:
        return ()
    known = people.refs(session, {row.organiser_id for row in rows})
    counts = _counts(session, [row.id for row in rows])
    return tuple(_activity(session, row, known, counts, whole=whole) for row in rows)


def _counts(session: Session, ids: Sequence[int]) -> dict[int, int]:
    rows = session.execute(
        select(SignUps.activity_id, func.count().label("many"))
        .where(SignUps.activity_id.in_(ids))
        .where(SignUps.withdrawn.is_(False), SignUps.walk_in.is_(False))
        .group_by(SignUps.activity_id)
    )
    return {row.activity_id: row.many for row in rows}


def _activity(
    session: Session,
    row: Activities,
    known: dict[int, PersonRef],
    counts: dict[int, int],
    *,
    whole: bool,
) -> Activity:
    return Activity(
        number=row.number,
        kind=row.kind,
        title=row.title,
        place=row.place,
        where=row.where,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        organiser=known.get(row.organiser_id, NOBODY),
        unit=row.unit,
        called_at=row.called_at,
        content=row.content,
        latitude=row.latitude,
        longitude=row.longitude,
        radius=row.radius,
        breaks=tuple(Span(_moment(a), _moment(b)) for a, b in row.breaks),
        places=row.places,
        until=row.until,
        bring=row.bring,
        risk=row.risk,
        insured=row.insured,
        reach=Reach(row.reach),
        group=row.group_id or 0,
        excluded=row.excluded,
        series=row.series,
        stage=Stage(row.stage),
        organiser_left=whole and not _stands(session, row),
        secret=row.secret,
        display=row.display,
        photos=tuple(row.photos),
        signups=signups_of(session, row.id) if whole else (),
        count=counts.get(row.id, 0),
        settled_at=row.settled_at,
        entered_at=row.entered_at,
        why=row.why,
        changes=row.changes,
        deeds=history.count_of(session, about(row.number)) if whole else 0,
    )


def _stands(session: Session, row: Activities) -> bool:
    """Whether the organiser still has a post there, or leads the group that called."""
    post = select(Posts.id).where(
        Posts.person_id == row.organiser_id, Posts.place == row.place, Posts.ended_at.is_(None)
    )
    group = select(VolunteerGroups.id).where(
        VolunteerGroups.id == (row.group_id or 0),
        VolunteerGroups.leader_id == row.organiser_id,
        VolunteerGroups.ended_at.is_(None),
    )
    return any(session.execute(query.limit(1)).first() for query in (post, group))


def signups_of(session: Session, activity: int, *which: ColumnElement[bool]) -> tuple[SignUp, ...]:
    rows = session.execute(
        select(*SignUps.__table__.columns, People.phone)
        .outerjoin(People, People.id == SignUps.person_id)
        .where(SignUps.activity_id == activity, *which)
        .order_by(SignUps.id)
    )
    return tuple(signup(row) for row in rows)


def signup(row: Any) -> SignUp:
    """Of the columns of one line."""
    return SignUp(
        id=row.id,
        name=row.name,
        person=row.person_id,
        phone=row.phone or "",
        signed_by=row.signed_by_id or 0,
        relation=row.relation,
        at=row.at,
        withdrawn=row.withdrawn,
        walk_in=row.walk_in,
        stays=unpack_stays(row.stays),
        flags=tuple(Flag(flag) for flag in row.flags),
        said_left=row.said_left,
        minutes=row.minutes,
        why=row.why,
        objection=row.objection,
        rating=row.rating,
        rating_word=row.rating_word,
    )
