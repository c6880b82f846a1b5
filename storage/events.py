"""Events that were applied, and events that could not be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.messages import Event
from storage.tables import DeadLetters, SeenEvents


def first_seen(session: Session, ids: Sequence[str], now: datetime) -> set[str]:
    """Those of these ids that were never applied; they are noted in this very transaction."""
    insert_new = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    rows = [{"id": id_, "at": now} for id_ in dict.fromkeys(ids)]
    statement = insert_new(SeenEvents).on_conflict_do_nothing(index_elements=["id"])
    return set(session.execute(statement.returning(SeenEvents.id), rows).scalars())


def keep_dead(session: Session, event: Event, trace: str, now: datetime) -> None:
    """What failed and where; never what the person wrote."""
    kind = type(event.input).__name__
    values = {"event_id": event.id, "address": event.address, "kind": kind, "traceback": trace}
    session.execute(insert(DeadLetters).values(**values, at=now))


def dead_count(session: Session) -> int:
    return session.execute(select(func.count()).select_from(DeadLetters)).scalar_one()


def forget_before(session: Session, moment: datetime) -> None:
    """Ids this old are never delivered again."""
    session.execute(delete(SeenEvents).where(SeenEvents.at < moment))
