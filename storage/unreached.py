"""People whom no channel reaches: a list that the village works off by phone or on foot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import People, Unreached


@dataclass(frozen=True, slots=True)
class Missed:
    name: str
    phone: str
    text: str
    at: datetime


def note(session: Session, key: str, person: int, village: str, text: str, now: datetime) -> None:
    """Once per letter, however often its delivery is tried."""
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"key": key, "person_id": person, "village": village, "text": text, "at": now}
    statement = insert(Unreached).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def missed_at(session: Session, village: str, limit: int = 20) -> tuple[Missed, ...]:
    rows = session.execute(
        select(People.name, People.phone, Unreached.text, Unreached.at)
        .join(People, People.id == Unreached.person_id)
        .where(Unreached.village == village, Unreached.settled_at.is_(None))
        .order_by(Unreached.id.desc())
        .limit(limit)
    )
    return tuple(Missed(name, phone, text, at) for name, phone, text, at in rows)
