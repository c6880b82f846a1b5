"""People whom no channel reaches: a list that the village works off by phone or on foot."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.facts import Missed
from storage import history
from storage.tables import People, Unreached


def note(session: Session, key: str, person: int, village: str, text: str, now: datetime) -> None:
    """Once per letter, however often its delivery is tried."""
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"key": key, "person_id": person, "village": village, "text": text, "at": now}
    statement = insert(Unreached).values(**values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["key"]))


def not_reached(session: Session, villages: Sequence[str], limit: int) -> tuple[Missed, ...]:
    rows = session.execute(
        select(Unreached.id, People.name, People.phone, Unreached.text)
        .join(People, People.id == Unreached.person_id)
        .where(Unreached.village.in_(villages), Unreached.settled_at.is_(None))
        .order_by(Unreached.id)
        .limit(limit)
    )
    return tuple(Missed(number, name, phone, text) for number, name, phone, text in rows)


def settle(session: Session, missed: int, villages: Sequence[str], who: int, now: datetime) -> None:
    """Told in person; only by somebody who serves the village."""
    there = Unreached.id == missed, Unreached.village.in_(villages)
    session.execute(update(Unreached).where(*there).values(settled_at=now))
    history.note(session, f"unreached:{missed}", who, "told_in_person", now)
