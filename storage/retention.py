"""What is no longer needed goes (Personal Information Protection Law, articles 19 and 47)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.tables import DeadLetters, Letters, Looks, Unreached

PORTION = 500
"""Rows in one unit of work: people who talk meanwhile wait for one at most."""
TIMES: dict[str, tuple[InstrumentedAttribute[int], InstrumentedAttribute[Any]]] = {
    "letters": (Letters.id, Letters.posted_at),
    "errors": (DeadLetters.id, DeadLetters.at),
    "looks": (Looks.id, Looks.at),
    "unreached": (Unreached.id, Unreached.settled_at),
}
"""What ages, and since when; what was never settled does not age."""


def forget(session: Session, before: Mapping[str, datetime]) -> int:
    """Delete a portion of each that is older; how many rows went."""
    gone = 0
    for name, (number, moment) in TIMES.items():
        old = select(number).where(moment < before[name]).order_by(number).limit(PORTION)
        ids = session.execute(old).scalars().all()
        session.execute(delete(number.class_).where(number.in_(ids)))
        gone += len(ids)
    return gone
