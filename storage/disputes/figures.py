"""Figures of disputes by month: how many were put on record, how many were settled; no names."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from storage.disputes.tables import Disputes


@dataclass(frozen=True, slots=True)
class Month:
    month: str
    registered: int = 0
    settled: int = 0


def by_month(
    session: Session, place: str, since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[Month, ...]:
    here = and_(Disputes.place >= place, Disputes.place < f"{place}:")
    rows = session.execute(
        select(Disputes.registered_at, Disputes.agreed_at).where(
            here, Disputes.registered_at >= since, Disputes.registered_at < until
        )
    )
    found: dict[str, Month] = {}
    for registered, agreed in rows:
        month = f"{registered.astimezone(zone):%Y-%m}"
        before = found.get(month, Month(month))
        settled = before.settled + (agreed is not None)
        found[month] = Month(month, before.registered + 1, settled)
    return tuple(found[key] for key in sorted(found))


def count_of(session: Session, meeting: str) -> int:
    """How many were put on record at a meeting."""
    query = select(func.count()).select_from(Disputes).where(Disputes.meeting == meeting)
    return session.execute(query).scalar_one()
