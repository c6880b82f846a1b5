"""People: who they are, their family, and their posts."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, bindparam, insert, select, update
from sqlalchemy.orm import Session

from conversations.facts import Me, Relative
from domain.records import PersonRef
from domain.reminders.quiet import Quiet
from domain.roles import Post, Role
from storage.sealing import mark_of
from storage.tables import Chats, People, Posts, Relatives

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
KNOWN = select(
    People.id,
    People.name,
    People.phone,
    People.village,
    People.consented_at,
    People.language,
    People.blocked_at,
    People.quiet_from,
    People.quiet_to,
    People.channel,
).where(People.id.in_(IDS))
POSTS = (
    select(Posts.person_id, Posts.role, Posts.place)
    .where(Posts.person_id.in_(IDS), Posts.ended_at.is_(None))
    .order_by(Posts.id)
)
FAMILY = (
    select(Relatives.id, Relatives.person_id, Relatives.name, Relatives.relation)
    .where(Relatives.person_id.in_(IDS))
    .order_by(Relatives.id)
)
REFS = select(People.id, People.name, People.phone).where(People.id.in_(IDS))
SERVING = (
    select(People.id, People.name, People.phone)
    .join(Posts, Posts.person_id == People.id)
    .where(
        Posts.place == bindparam("place"),
        Posts.role == bindparam("role"),
        Posts.ended_at.is_(None),
    )
    .order_by(Posts.id)
)
KNOWN_HERE, SERVING_HERE, REACHED_HERE = "known_here", "serving_here", "reached_here"
"""What a unit of work read of people: a batch tells the same few officers of many villagers."""
NAMED_HERE = "named_here"
"""Names and phones it read: the same few stand in every list."""
CHANGED = "changed_people"
"""Where a session remembers whose records it changed."""


def note_changed(session: Session, person: int) -> None:
    session.info.setdefault(CHANGED, set()).add(person)
    session.info.pop(KNOWN_HERE, None)
    session.info.pop(SERVING_HERE, None)
    session.info.pop(REACHED_HERE, None)
    session.info.pop(NAMED_HERE, None)


def changed(session: Session) -> set[int]:
    """Those whose records were changed in this transaction since this was asked last."""
    found: set[int] = session.info.pop(CHANGED, set())
    return found


def people_known(session: Session, ids: Iterable[int]) -> dict[int, Me]:
    """Everything a talk may know of these people, with one query a table."""
    known: dict[int, Me] = session.info.setdefault(KNOWN_HERE, {})
    asked = list(dict.fromkeys(ids))
    known |= _read(session, {id_ for id_ in asked if id_ not in known})
    return {id_: known[id_] for id_ in asked if id_ in known}


def _read(session: Session, wanted: set[int]) -> dict[int, Me]:
    if not wanted:
        return {}
    rows = session.execute(KNOWN, {"ids": [*wanted]}).all()
    posts, family = _posts(session, wanted), _family(session, wanted)
    return {
        row.id: Me(
            id=row.id,
            name=row.name,
            phone=row.phone,
            village=row.village,
            consent=row.consented_at is not None,
            language=row.language,
            relatives=family.get(row.id, ()),
            posts=posts.get(row.id, ()),
            blocked=row.blocked_at is not None,
            quiet=_quiet(row),
            channel=row.channel,
        )
        for row in rows
    }


def _quiet(row: Any) -> Quiet | None:
    if row.quiet_from is None or row.quiet_to is None:
        return None
    return Quiet(row.quiet_from, row.quiet_to)


def _posts(session: Session, ids: set[int]) -> dict[int, tuple[Post, ...]]:
    rows = session.execute(POSTS, {"ids": [*ids]})
    found: dict[int, tuple[Post, ...]] = {}
    for person, role, place in rows:
        found[person] = (*found.get(person, ()), Post(Role(role), place))
    return found


def _family(session: Session, ids: set[int]) -> dict[int, tuple[Relative, ...]]:
    rows = session.execute(FAMILY, {"ids": [*ids]})
    found: dict[int, tuple[Relative, ...]] = {}
    for row in rows:
        relative = Relative(row.id, row.name, row.relation)
        found[row.person_id] = (*found.get(row.person_id, ()), relative)
    return found


def refs(session: Session, ids: Iterable[int]) -> dict[int, PersonRef]:
    known: dict[int, PersonRef] = session.info.setdefault(NAMED_HERE, {})
    asked = set(ids)
    if wanted := asked - known.keys():
        rows = session.execute(REFS, {"ids": [*wanted]})
        known |= {id_: PersonRef(id_, name, phone) for id_, name, phone in rows}
    return {id_: known[id_] for id_ in asked & known.keys()}


def with_phone(session: Session, phone: str) -> tuple[int, ...]:
    rows = session.execute(
        select(People.id).where(People.phone_mark == mark_of(session, phone)).order_by(People.id)
    )
    return tuple(rows.scalars())


def serving(session: Session, role: Role, place: str) -> tuple[PersonRef, ...]:
    found: dict[tuple[str, str], tuple[PersonRef, ...]]
    found = session.info.setdefault(SERVING_HERE, {})
    asked = (place, role.value)
    if asked not in found:
        rows = session.execute(SERVING, {"place": place, "role": role.value})
        found[asked] = tuple(PersonRef(id_, name, phone) for id_, name, phone in rows)
    return found[asked]


def add_person(  # a person who has no chat: served at the desk, or loaded from a list
    session: Session, name: str, phone: str, village: str, now: datetime
) -> int:
    found_by = {"phone": phone, "phone_mark": mark_of(session, phone)}
    statement = insert(People).values(name=name, village=village, created_at=now, **found_by)
    return session.execute(statement.returning(People.id)).scalar_one()


def change_person(session: Session, person: int, **values: object) -> None:
    if isinstance(phone := values.get("phone"), str):
        values["phone_mark"] = mark_of(session, phone)
    session.execute(update(People).where(People.id == person).values(**values))
    note_changed(session, person)


def add_relative(session: Session, person: int, name: str, relation: str) -> None:
    """Once only: the same relative is not written down twice."""
    known = session.execute(
        select(Relatives.id).where(
            Relatives.person_id == person, Relatives.name == name, Relatives.relation == relation
        )
    ).first()
    if known is None:
        values = {"person_id": person, "name": name, "relation": relation}
        session.execute(insert(Relatives).values(**values))
        note_changed(session, person)


def give_post(session: Session, person: int, post: Post, now: datetime) -> None:
    held = _posts(session, {person}).get(person, ())
    if post not in held:
        session.execute(
            insert(Posts).values(
                person_id=person, role=post.role.value, place=post.place, since=now
            )
        )
        note_changed(session, person)


def somebody_at_the_desk(
    session: Session, name: str, phone: str, village: str, now: datetime
) -> int:
    """A villager served in person: the one known by this name and phone there, else a new one."""
    if phone:
        known = session.execute(
            select(People.id).where(
                People.phone_mark == mark_of(session, phone),
                People.name == name,
                People.village == village,
            )
        ).scalar()
        if known is not None:
            return known
    return add_person(session, name, phone, village, now)


def person_at(session: Session, address: str) -> int | None:
    return session.execute(select(Chats.person_id).where(Chats.address == address)).scalar()
