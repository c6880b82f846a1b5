"""Groups that call people, and who wants to hear of which kind of activity."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from domain.activities.activity import Group
from domain.records import PersonRef
from storage.activities.tables import VolunteerGroups, VolunteerWishes
from storage.tables import People


def groups_at(session: Session, places: Sequence[str]) -> tuple[Group, ...]:
    return _groups(session, VolunteerGroups.place.in_(places))


def groups_led_by(session: Session, person: int) -> tuple[Group, ...]:
    return _groups(session, VolunteerGroups.leader_id == person) if person else ()


def group_numbered(session: Session, number: int) -> Group | None:
    found = _groups(session, VolunteerGroups.id == number)
    return found[0] if found else None


def _groups(session: Session, where: ColumnElement[bool]) -> tuple[Group, ...]:
    rows = session.execute(
        select(VolunteerGroups, People.name, People.phone)
        .outerjoin(People, People.id == VolunteerGroups.leader_id)
        .where(where, VolunteerGroups.ended_at.is_(None))
        .order_by(VolunteerGroups.id)
    )
    return tuple(
        Group(g.id, g.place, g.name, g.kind, PersonRef(g.leader_id or 0, name or g.leader_name, phone or ""))
        for g, name, phone in rows
    )  # fmt: skip


def kinds_wished(session: Session, person: int) -> tuple[str, ...]:
    query = select(VolunteerWishes.kind).where(VolunteerWishes.person_id == person)
    return tuple(session.execute(query.order_by(VolunteerWishes.id)).scalars())


def who_wants(session: Session, kind: str, part: str, limit: int = 2000) -> tuple[int, ...]:
    """People of a village, township or the city, by the beginning of the village's code."""
    query = (
        select(VolunteerWishes.person_id)
        .join(People, People.id == VolunteerWishes.person_id)
        .where(VolunteerWishes.kind == kind, People.village >= part, People.village < f"{part}:")
        .order_by(VolunteerWishes.person_id)
    )
    return tuple(session.execute(query.limit(limit)).scalars())


def villager_named(session: Session, place: str, name: str) -> PersonRef | None:
    rows = session.execute(
        select(People.id, People.name, People.phone)
        .where(People.village == place, People.name == name)
        .limit(2)
    ).all()
    return PersonRef(*rows[0]) if len(rows) == 1 else None
