"""Household visits as they are read."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from conversations.issues.facts import Visit
from domain.roles import Post, Role
from storage.issues.tables import Visits
from storage.tables import People

WHO_READS = frozenset({Role.SECRETARY, Role.TOWNSHIP})
"""Visits speak of households: the visitor, the secretary and the township read them."""


def visits_around(
    session: Session, person: int, posts: Sequence[Post], limit: int
) -> tuple[Visit, ...]:
    rows = session.execute(
        select(Visits, People.name)
        .join(People, People.id == Visits.visitor_id)
        .where(_readable(person, posts))
        .order_by(Visits.id.desc())
        .limit(limit)
    )
    return tuple(
        Visit(row.number, name, row.area, row.household, row.purpose, row.findings, row.at)
        for row, name in rows
    )


def may_read_visit(session: Session, number: str, person: int, posts: Sequence[Post]) -> bool:
    query = select(Visits.id).where(Visits.number == number, _readable(person, posts))
    return session.execute(query).first() is not None


def _readable(person: int, posts: Sequence[Post]) -> ColumnElement[bool]:
    here = [
        and_(Visits.area >= p.place, Visits.area < f"{p.place}:")
        for p in posts
        if p.role in WHO_READS
    ]
    return or_(Visits.visitor_id == person, *here)
