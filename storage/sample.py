"""The sample city's people, put into the records; loading them again changes nothing."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage import chats, people
from storage.catalogue import SamplePerson
from storage.sealing import mark_of
from storage.tables import People


def load_sample(session: Session, sample: Sequence[SamplePerson], now: datetime) -> int:
    """How many were new."""
    keys = [person.key for person in sample]
    there = select(People.sample_key).where(People.sample_key.in_(keys))
    known = set(session.execute(there).scalars())
    new = [person for person in sample if person.key not in known]
    for person in new:
        _add(session, person, now)
    return len(new)


def _add(session: Session, person: SamplePerson, now: datetime) -> None:
    values = {
        "name": person.name,
        "phone": person.phone,
        "phone_mark": mark_of(session, person.phone),
        "village": person.village,
        "language": person.language,
        "sample_key": person.key,
        "consented_at": now,
        "created_at": now,
    }
    added = session.execute(insert(People).values(**values).returning(People.id)).scalar_one()
    for post in person.posts:
        people.give_post(session, added, post, now)
    for name, relation in person.family:
        people.add_relative(session, added, name, relation)
    if person.phone:
        chats.seat(session, window(person.key), added, "", "", now)


def window(key: str) -> str:
    """The address of a sample person's window; those without a phone get theirs when somebody sits."""
    return f"web:sample-{key}"


def sample_person(session: Session, key: str) -> int | None:
    return session.execute(select(People.id).where(People.sample_key == key)).scalar()
