"""What is no longer needed goes (Personal Information Protection Law, articles 19 and 47)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import DeadLetters, Letters, Looks, Unreached

PORTION = 500
"""Rows in one unit of work: people who talk meanwhile wait for one at most."""
Column = InstrumentedAttribute[Any]
TIMES: dict[str, tuple[Column, Column, Column]] = {
    "letters": (Letters.id, Letters.posted_at, Letters.id),
    "errors": (DeadLetters.id, DeadLetters.at, DeadLetters.id),
    "looks": (Looks.id, Looks.at, Looks.id),
    "unreached": (Unreached.id, Unreached.settled_at, Unreached.settled_at),
}
"""What ages, since when, and by what the oldest come first: numbers are given out in order.

What was never settled does not age."""


def forget(session: Session, before: Mapping[str, datetime]) -> int:
    """Delete a portion of each that is older; how many rows went."""
    gone = 0
    for name, (number, moment, order) in TIMES.items():
        oldest = select(number, moment).where(moment.is_not(None)).order_by(order).limit(PORTION)
        ids = [row[0] for row in session.execute(oldest) if row[1] < before[name]]
        session.execute(delete(number.class_).where(number.in_(ids)))
        gone += len(ids)
    return gone


def has_older(session: Session, name: str, moment: datetime) -> bool:
    """Whether the oldest of a kind is from before this moment."""
    _, since, order = TIMES[name]
    oldest = select(since).where(since.is_not(None)).order_by(order).limit(1)
    found = session.execute(oldest).scalar()
    return found is not None and found < moment
