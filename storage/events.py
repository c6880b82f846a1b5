"""Events that were applied, and events that could not be."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.orm import Session

from conversations.messages import Event
from storage.tables import DeadLetters, SeenEvents, Table

SEEN = Table.metadata.tables["seen_events"]
KNOWN = select(SEEN.c.id).where(SEEN.c.id.in_(bindparam("ids", expanding=True)))


def first_seen(session: Session, ids: Sequence[str], now: datetime) -> set[str]:
    """Those of these ids that were never applied; they are noted in this very transaction."""
    connection = session.connection()
    known = set(connection.execute(KNOWN, {"ids": [*ids]}).scalars())
    fresh = set(ids) - known
    if fresh:
        connection.execute(insert(SEEN), [{"id": id_, "at": now} for id_ in fresh])
    return fresh


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
