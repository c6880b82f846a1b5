"""Rosters and shifts as they are looked for."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from domain.duty.rights import ON_DUTY
from domain.duty.shift import Leave, Roster, RosterStage, Shift, Stage, Swap, SwapStage
from domain.records import PersonRef
from storage.duty.reading import read_leave, read_roster, read_shifts, read_swap
from storage.duty.tables import Leaves, Rosters, Shifts, Swaps
from storage.issues.tables import Absences, Issues
from storage.tables import People, Posts, Requests

ONE_DAY = timedelta(days=1)


def shift_numbered(session: Session, number: int) -> Shift | None:
    row = session.get(Shifts, number)
    return read_shifts(session, [row])[0] if row else None


def shifts_of(
    session: Session, places: Collection[str], first: datetime, last: datetime
) -> tuple[Shift, ...]:
    """Published ones that touch a stretch of time, by their beginning."""
    rows = session.execute(
        select(Shifts)
        .where(
            Shifts.place.in_(places),
            Shifts.stage == Stage.ON.value,
            Shifts.starts_at > first - 2 * ONE_DAY,
            Shifts.starts_at < last,
            Shifts.ends_at > first,
        )
        .order_by(Shifts.starts_at, Shifts.id)
    )
    return read_shifts(session, rows.scalars().all())


def midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone)


def shifts_of_person(session: Session, person: int, now: datetime, limit: int) -> tuple[Shift, ...]:
    """Published ones that are not over, soonest first."""
    rows = session.execute(
        select(Shifts)
        .where(
            Shifts.person_id == person,
            Shifts.stage == Stage.ON.value,
            Shifts.starts_at > now - 2 * ONE_DAY,
            Shifts.ends_at > now,
        )
        .order_by(Shifts.starts_at)
        .limit(limit)
    )
    return read_shifts(session, rows.scalars().all())


def shifts_between(
    session: Session, first: datetime, last: datetime, *where: ColumnElement[bool]
) -> tuple[Shift, ...]:
    """Published ones that begin in a stretch of time."""
    rows = session.execute(
        select(Shifts)
        .where(Shifts.stage == Stage.ON.value, Shifts.starts_at >= first, Shifts.starts_at < last)
        .where(*where)
        .order_by(Shifts.starts_at, Shifts.id)
    )
    return read_shifts(session, rows.scalars().all())


def around_days(
    session: Session, people: Collection[int], days: Sequence[date], zone: tzinfo
) -> tuple[Shift, ...]:
    if not days or not people:
        return ()
    near = (
        and_(
            Shifts.starts_at >= midnight(day - ONE_DAY, zone),
            Shifts.starts_at < midnight(day + 2 * ONE_DAY, zone),
        )
        for day in days
    )
    rows = session.execute(
        select(Shifts)
        .where(Shifts.person_id.in_(people), Shifts.stage == Stage.ON.value, or_(*near))
        .order_by(Shifts.starts_at)
    )
    return read_shifts(session, rows.scalars().all())


def next_shifts(session: Session, after: int) -> tuple[Shift, ...]:
    """All that begin at the first next beginning at the place of a shift."""
    row = session.get(Shifts, after)
    if row is None:
        return ()
    later = and_(
        Shifts.place == row.place,
        Shifts.stage == Stage.ON.value,
        Shifts.starts_at > row.starts_at,
    )
    first = session.execute(select(func.min(Shifts.starts_at)).where(later)).scalar()
    if first is None:
        return ()
    rows = session.execute(select(Shifts).where(later, Shifts.starts_at == first))
    return read_shifts(session, rows.scalars().all())


def roster_numbered(session: Session, number: str) -> Roster | None:
    row = session.execute(select(Rosters).where(Rosters.number == number)).scalar()
    if row is None:
        return None
    shifts = session.execute(
        select(Shifts)
        .where(Shifts.roster_id == row.id, Shifts.stage != Stage.OFF.value)
        .order_by(Shifts.starts_at, Shifts.id)
    ).scalars()
    return read_roster(session, row, shifts.all())


def rosters_of(session: Session, places: Collection[str], limit: int) -> tuple[Roster, ...]:
    rows = session.execute(
        select(Rosters)
        .where(Rosters.place.in_(places), Rosters.stage != RosterStage.DROPPED.value)
        .order_by(Rosters.last_day.desc(), Rosters.id.desc())
        .limit(limit)
    ).scalars()
    return tuple(read_roster(session, row) for row in rows)


def waiting_rosters(session: Session, limit: int = 5) -> tuple[Roster, ...]:
    """Those to be drawn or read from a file, oldest first."""
    rows = session.execute(
        select(Rosters)
        .where(Rosters.stage == RosterStage.WAITING.value)
        .order_by(Rosters.id)
        .limit(limit)
    ).scalars()
    return tuple(read_roster(session, row) for row in rows)


def staff_of(session: Session, place: str) -> tuple[PersonRef, ...]:
    """Whoever may be put on a village's roster: its own staff and its grids'."""
    rows = session.execute(
        select(People.id, People.name, People.phone)
        .join(Posts, Posts.person_id == People.id)
        .where(
            Posts.place >= place,
            Posts.place < f"{place}~",
            Posts.ended_at.is_(None),
            Posts.role.in_([role.value for role in ON_DUTY]),
        )
        .group_by(People.id)
        .order_by(func.min(Posts.id))
    )
    return tuple(PersonRef(id_, name, phone) for id_, name, phone in rows)


def days_away(
    session: Session, people: Collection[int], first: date, last: date
) -> dict[int, frozenset[date]]:
    rows = session.execute(
        select(Absences.person_id, Absences.first_day, Absences.last_day).where(
            Absences.person_id.in_(people),
            Absences.ended_at.is_(None),
            Absences.first_day <= last,
            Absences.last_day >= first,
        )
    )
    found: dict[int, frozenset[date]] = {}
    for person, begins, ends in rows:
        start, stop = max(begins, first), min(ends, last)
        days = {start + timedelta(days=n) for n in range((stop - start).days + 1)}
        found[person] = found.get(person, frozenset()) | days
    return found


def due_shifts(session: Session, now: datetime, limit: int = 200) -> tuple[Shift, ...]:
    query = select(Shifts).where(Shifts.look_at <= now).order_by(Shifts.look_at).limit(limit)
    return read_shifts(session, session.execute(query).scalars().all())


def swap_numbered(session: Session, number: int) -> Swap | None:
    row = session.get(Swaps, number)
    return read_swap(session, row) if row else None


def swap_for(session: Session, shift: int) -> Swap | None:
    """What was asked for a shift last, answered or not."""
    query = select(Swaps).where(Swaps.shift_id == shift).order_by(Swaps.id.desc()).limit(1)
    row = session.execute(query).scalar()
    return read_swap(session, row) if row else None


def swaps_over(session: Session, now: datetime) -> tuple[Swap, ...]:
    """Asked, and nobody has answered in time."""
    rows = session.execute(
        select(Swaps).where(Swaps.look_at <= now, Swaps.stage == SwapStage.ASKED.value)
    ).scalars()
    return tuple(read_swap(session, row) for row in rows)


def leave_numbered(session: Session, number: int) -> Leave | None:
    row = session.get(Leaves, number)
    return read_leave(session, row) if row else None


def newest_leave(session: Session, person: int) -> Leave | None:
    query = select(Leaves).where(Leaves.person_id == person).order_by(Leaves.id.desc()).limit(1)
    row = session.execute(query).scalar()
    return read_leave(session, row) if row else None


def opened_between(session: Session, place: str, start: datetime, end: datetime) -> tuple[int, int]:
    """How many requests and issues came from a village in a stretch of time."""
    requests = select(func.count()).where(
        Requests.village == place, Requests.sent_at >= start, Requests.sent_at < end
    )
    issues = select(func.count()).where(
        Issues.area >= place,
        Issues.area < f"{place}~",
        Issues.reported_at >= start,
        Issues.reported_at < end,
    )
    return session.execute(requests).scalar_one(), session.execute(issues).scalar_one()
