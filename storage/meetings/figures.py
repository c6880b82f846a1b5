"""Figures of meetings by month and kind of body, and rows for the ledger; no names of people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from domain.meetings.meeting import Meeting, Stage
from storage.meetings.lists import MEETING, MEETINGS, read_meetings
from storage.meetings.tables import AgendaItems, Bodies, Meetings

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one body."""

    month: str
    """2026-11, of the office's calendar."""
    kind: str
    """Key of the catalogue."""
    body: str
    sessions: int = 0
    matters: int = 0
    """Items on their agendas."""


def in_place(place: str) -> ColumnElement[bool]:
    """All that lies in a place: its code begins theirs. Told as a range, so that an index serves."""
    return and_(Meetings.place >= place, Meetings.place < f"{place}:")


HELD = Meetings.stage.in_([Stage.OPEN.value, Stage.ENDED.value, Stage.FINAL.value])


def by_month(
    session: Session, place: str, since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[Month, ...]:
    """Meetings that were held, by the month they began in, and by body."""
    when = Meetings.starts_at >= since, Meetings.starts_at < until
    held = (
        select(Meetings.id, Meetings.kind, Bodies.name, Meetings.starts_at)
        .join(Bodies, Bodies.id == Meetings.body_id)
        .where(in_place(place), *when, HELD)
    )
    rows = session.execute(held).all()
    matters = _matters(session, held.with_only_columns(Meetings.id).subquery().select())
    found: dict[tuple[str, str, str], Month] = {}
    for number, kind, body, starts in rows:
        key = (f"{starts.astimezone(zone):%Y-%m}", kind, body)
        before = found.get(key, Month(*key))
        found[key] = Month(*key, before.sessions + 1, before.matters + matters.get(number, 0))
    return tuple(found[key] for key in sorted(found))


def _matters(session: Session, which: object) -> dict[int, int]:
    counted: dict[int, int] = {}
    query = select(AgendaItems.meeting_id).where(AgendaItems.meeting_id.in_(which))  # type: ignore[arg-type]
    for (meeting,) in session.execute(query):
        counted[meeting] = counted.get(meeting, 0) + 1
    return counted


def ids_of(
    session: Session, place: str, since: datetime, until: datetime, limit: int
) -> tuple[int, ...]:
    """Meetings of a place and time for the ledger, the newest first."""
    rows = session.execute(
        select(Meetings.id)
        .where(in_place(place), Meetings.starts_at >= since, Meetings.starts_at < until)
        .order_by(Meetings.starts_at.desc())
        .limit(limit)
    )
    return tuple(rows.scalars())


def whole_meetings(session: Session, ids: Sequence[int]) -> tuple[Meeting, ...]:
    newest_first = MEETING.where(MEETINGS.c.id.in_(ids)).order_by(MEETINGS.c.starts_at.desc())
    return read_meetings(session, newest_first, {}, whole=True)
