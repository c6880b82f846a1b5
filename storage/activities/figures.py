"""Hours of volunteers by month and kind of activity; nothing of anybody by name."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.activities.lists import CONFIRMED
from storage.activities.tables import Activities, SignUps


@dataclass(frozen=True, slots=True)
class Month:
    """One month and kind."""

    month: str
    """2026-11, of the office's calendar."""
    kind: str
    held: int = 0
    attended: int = 0
    minutes: int = 0


def by_month(
    session: Session, place: str, since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[Month, ...]:
    """Activities whose hours are confirmed, by the month they began in."""
    rows = session.execute(
        select(
            Activities.starts_at,
            Activities.kind,
            func.count(SignUps.id).label("people"),
            func.sum(SignUps.minutes).label("minutes"),
        )
        .outerjoin(SignUps, (SignUps.activity_id == Activities.id) & (SignUps.minutes > 0))
        .where(Activities.place >= place, Activities.place < f"{place}:")
        .where(Activities.starts_at >= since, Activities.starts_at < until)
        .where(Activities.stage.in_(CONFIRMED), Activities.excluded == "")
        .group_by(Activities.id)
    )
    found: dict[tuple[str, str], Month] = {}
    for starts, kind, people, minutes in rows:
        key = (f"{starts.astimezone(zone):%Y-%m}", kind)
        old = found.get(key, Month(*key))
        found[key] = Month(*key, old.held + 1, old.attended + people, old.minutes + (minutes or 0))
    return tuple(found[key] for key in sorted(found))
