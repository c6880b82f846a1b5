"""What somebody put off until another day."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.reminders.tables import Snoozes


def snooze(session: Session, person: int, cause: str, until: datetime) -> None:
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"person_id": person, "cause": cause, "until": until, "told_at": None}
    session.execute(
        insert(Snoozes)
        .values(**values)
        .on_conflict_do_update(index_elements=["person_id", "cause"], set_=values)
    )


def snoozed(session: Session, person: int, cause: str, now: datetime) -> bool:
    query = select(Snoozes.id).where(
        Snoozes.person_id == person,
        Snoozes.cause == cause,
        Snoozes.told_at.is_(None),
        Snoozes.until > now,
    )
    return session.execute(query).first() is not None


def come_round(session: Session, now: datetime, limit: int = 200) -> tuple[tuple[int, str], ...]:
    """Whom to remind of what now."""
    rows = session.execute(
        select(Snoozes.person_id, Snoozes.cause)
        .where(Snoozes.told_at.is_(None), Snoozes.until <= now)
        .order_by(Snoozes.until, Snoozes.id)
        .limit(limit)
    )
    return tuple((person, cause) for person, cause in rows)


def told(session: Session, person: int, cause: str, now: datetime) -> None:
    session.execute(
        update(Snoozes)
        .where(Snoozes.person_id == person, Snoozes.cause == cause)
        .values(told_at=now)
    )


def forget_before(session: Session, moment: datetime) -> None:
    session.execute(delete(Snoozes).where(Snoozes.told_at < moment))
