"""Until when a request must be answered: a clock in working days that can stand still.

A limit of n days ends when the office closes on the n-th working day after the day of
acceptance (民法典 §201: the first day does not count; §203: closing time ends the day).
Office time under a pause (papers missing, public notice) is added up, every moment once, and
a begun day of it counts whole, so that the end is always a closing time. A pause that only
begins when the request is already late does not make it punctual again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from domain.workdays import (
    OFFICE_HOURS,
    OfficeHours,
    add_workdays,
    add_working_hours,
    is_workday,
    working_time_between,
)

HOURS_TO_ACCEPT = 4
"""Working hours until the village secretary is asked (issue 2, point 6)."""


@dataclass(frozen=True, slots=True)
class Pause:
    """A stretch in which the clock stands still; an open one has no end yet."""

    start: datetime
    end: datetime | None = None


class Reminder(StrEnum):
    HALF_TIME = "half"
    DAY_BEFORE = "day-before"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Moment:
    reminder: Reminder
    at: datetime


def standing_still(pauses: Iterable[Pause], now: datetime) -> bool:
    return any(p.start <= now and (p.end is None or now < p.end) for p in pauses)


def due(
    accepted_at: datetime,
    limit_days: int,
    pauses: Iterable[Pause],
    now: datetime,
    zone: tzinfo,
    *,
    hours: OfficeHours = OFFICE_HOURS,
) -> datetime:
    """The closing time, in `zone`, by which the answer is owed; an open pause counts until now."""
    first = _without_pauses(accepted_at.astimezone(zone), limit_days, hours)
    until, paused = first, timedelta()
    for start, end in _stretches(pauses, accepted_at, now):
        if start >= until:
            break
        paused += working_time_between(start.astimezone(zone), end, hours)
        begun_days = -(-paused // hours.day_length)
        until = _closing(first, begun_days, hours)
    return until


def remind_at(
    accepted_at: datetime,
    limit_days: int,
    pauses: Iterable[Pause],
    now: datetime,
    zone: tzinfo,
    *,
    hours: OfficeHours = OFFICE_HOURS,
) -> tuple[Moment, ...]:
    """When the owner is reminded, in order: half time, one working day before, at the hour.

    Nothing while the clock stands still. On short limits what would fall before the acceptance, or
    half time on or after the day before, is left out: never two messages for one cause in a day.
    """
    pauses = tuple(pauses)
    if standing_still(pauses, now):
        return ()
    accepted = accepted_at.astimezone(zone)
    end = due(accepted, limit_days, pauses, now, zone, hours=hours)
    eve = _closing(end, -1, hours)
    half = _half_time(accepted, limit_days, end, hours)
    moments = [Moment(Reminder.DUE, end)]
    if eve > accepted:
        moments.insert(0, Moment(Reminder.DAY_BEFORE, eve))
    if accepted < half and half.date() < eve.date():
        moments.insert(0, Moment(Reminder.HALF_TIME, half))
    return tuple(moments)


def accept_by(sent_at: datetime, zone: tzinfo, hours: OfficeHours = OFFICE_HOURS) -> datetime:
    """From this moment on, a request that nobody accepted goes to the village secretary."""
    return add_working_hours(sent_at.astimezone(zone), HOURS_TO_ACCEPT, hours)


def _without_pauses(accepted: datetime, limit_days: int, hours: OfficeHours) -> datetime:
    """A limit of 0 ("at once") means today while the desk is open, else the next working day."""
    if limit_days < 0:
        raise ValueError("a limit cannot be less than 0 days")
    open_today = is_workday(accepted.date()) and accepted.time() < hours.closes
    return _closing(accepted, limit_days if open_today else max(limit_days, 1), hours)


def _closing(moment: datetime, workdays_later: int, hours: OfficeHours) -> datetime:
    day = add_workdays(moment.date(), workdays_later)
    return datetime.combine(day, hours.closes, moment.tzinfo)


def _half_time(accepted: datetime, limit_days: int, end: datetime, hours: OfficeHours) -> datetime:
    """Half of the bare limit is left: pauses move half time as they move the end."""
    first = _without_pauses(accepted, limit_days, hours)
    left = working_time_between(accepted, first, hours) / 2
    return add_working_hours(accepted, working_time_between(accepted, end, hours) - left, hours)


def _stretches(
    pauses: Iterable[Pause], accepted_at: datetime, now: datetime
) -> list[tuple[datetime, datetime]]:
    """Pauses since acceptance in order, overlapping ones made one."""
    merged: list[tuple[datetime, datetime]] = []
    for pause in sorted(pauses, key=lambda p: p.start):
        start, end = max(pause.start, accepted_at), pause.end or now
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
