"""Grid issues as they leave the house in documents: many at a time, and light rows for a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from domain.issues.issue import Issue, Stage
from domain.issues.kinds import IssueRules, Severity
from domain.issues.routing import COMPLAINTS
from storage.issues.lists import IS_OPEN, URGENCY, in_area, values
from storage.issues.tables import Issues

AT_ONCE = 500
"""Issues read in one go: more would only fill the memory."""


@dataclass(frozen=True, slots=True)
class Spot:
    """As much of an open issue as a map shows."""

    kind: str
    severity: Severity
    stage: Stage
    latitude: float
    longitude: float
    due_at: datetime


def ids_for_export(
    session: Session, place: str, since: datetime | None, until: datetime | None, limit: int
) -> tuple[int, ...]:
    """Of all issues of a place reported in this time, open or not; the newest first.

    Read from an index alone, so that whoever exports 100,000 of them can then read them piece by
    piece, each in a transaction of its own, and nobody has to wait.
    """
    rows = (
        select(Issues.id)
        .where(in_area(place), *_between(since, until))
        .order_by(Issues.reported_at.desc(), Issues.id.desc())
        .limit(limit)
    )
    return tuple(session.execute(rows).scalars())


def _between(since: datetime | None, until: datetime | None) -> list[ColumnElement[bool]]:
    """From `since` on, before `until`."""
    after = [] if since is None else [Issues.reported_at >= since]
    return after if until is None else [*after, Issues.reported_at < until]


def issues_with_ids(session: Session, ids: Sequence[int]) -> tuple[Issue, ...]:
    """In the order of the ids; without their history."""
    rows = session.execute(select(Issues).where(Issues.id.in_(ids))).scalars()
    known = {row.id: row for row in rows}
    return values(session, [known[number] for number in ids if number in known])


def pins_of(session: Session, place: str, rules: IssueRules, limit: int) -> tuple[Spot, ...]:
    """The open ones that may be on a map, by urgency and age as they stand on lists."""
    columns = (
        Issues.kind,
        Issues.severity,
        Issues.stage,
        Issues.latitude,
        Issues.longitude,
        Issues.due_at,
    )
    rows = session.execute(
        select(*columns)
        .where(*_on_maps(place, rules), Issues.cell.is_not(None))
        .order_by(URGENCY, Issues.due_at)
        .limit(limit)
    )
    return tuple(
        Spot(kind, Severity(severity), Stage(stage), latitude or 0, longitude or 0, due_at)
        for kind, severity, stage, latitude, longitude, due_at in rows
    )


def counted_for_map(session: Session, place: str, rules: IssueRules) -> tuple[int, int]:
    """How many open ones may be on a map, and how many of them nobody gave a place."""
    count = select(func.count(), func.count(Issues.cell)).where(*_on_maps(place, rules))
    whole, located = session.execute(count).one()
    return whole, whole - located


def _on_maps(place: str, rules: IssueRules) -> tuple[ColumnElement[bool], ...]:
    """Of kinds that are about places; a kind that was taken out counts as one about people."""
    public = [key for key, kind in rules.kinds.items() if not kind.restricted]
    complaint = or_(Issues.severity == Severity.COMPLAINT.value, Issues.tier == COMPLAINTS)
    return in_area(place), IS_OPEN, Issues.kind.in_(public), ~complaint
