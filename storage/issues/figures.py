"""Figures of open issues, counted in the records."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conversations.issues.facts import Figures
from domain.issues.issue import TO_BE_SEEN, Issue
from domain.issues.kinds import Severity
from domain.issues.routing import CITY, TOWNSHIP
from storage.issues.lists import IS_OPEN, NOT_COMPLAINT, how_many, in_area, values
from storage.issues.tables import Issues


def figures_by_place(session: Session, now: datetime) -> dict[str, Figures]:
    """Of every township with something open, and of its city; complaints are not counted here."""
    township = func.substr(Issues.area, 1, TOWNSHIP)
    rows = session.execute(
        select(
            township,
            func.count(),
            how_many(Issues.severity == Severity.URGENT.value),
            how_many(Issues.due_at <= now),
            how_many(Issues.stage.in_([stage.value for stage in TO_BE_SEEN])),
        )
        .where(IS_OPEN, NOT_COMPLAINT)
        .group_by(township)
    )
    found: dict[str, Figures] = {}
    for place, *counted in rows:
        for whole in dict.fromkeys((place, place[:CITY])):
            before = found.get(whole, Figures())
            found[whole] = before + Figures(*counted)
    return found


def oldest(session: Session, place: str, count: int) -> tuple[Issue, ...]:
    query = (
        select(Issues)
        .where(IS_OPEN, NOT_COMPLAINT, in_area(place))
        .order_by(Issues.reported_at)
        .limit(count)
    )
    return values(session, session.execute(query).scalars().all())
