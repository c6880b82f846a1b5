"""Working days and office hours of China, make-up days (调休) included."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

import chinese_calendar

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """When the desk is open on a working day; the default is [T] (dossier §6), for review."""

    spans: tuple[tuple[time, time], ...] = (
        (time(8, 30), time(12, 0)),
        (time(14, 0), time(17, 30)),
    )
    """Opening and closing, in order, without overlap."""

    @property
    def closes(self) -> time:
        return self.spans[-1][1]

    @property
    def day_length(self) -> timedelta:
        day = date(2000, 1, 1)
        return sum(
            (
                datetime.combine(day, end) - datetime.combine(day, start)
                for start, end in self.spans
            ),
            timedelta(),
        )


OFFICE_HOURS = OfficeHours()


@lru_cache(maxsize=64)
def known(year: int) -> bool:
    """Whether the State Council's notice for this year is in our calendar."""
    try:
        chinese_calendar.is_workday(date(year, 12, 31))
    except NotImplementedError:
        return False
    return True


@lru_cache(maxsize=4096)
def is_workday(day: date) -> bool:
    """Whether offices work; a year that is not known yet counts Monday to Friday."""
    if known(day.year):
        return bool(chinese_calendar.is_workday(day))
    return day.weekday() < 5


def add_workdays(start: date, n: int) -> date:
    """The n-th working day after `start`, before it when n is negative; 0 is `start` itself."""
    day, step = start, ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not is_workday(day):
            day += step
    return day


def working_time_between(a: datetime, b: datetime, hours: OfficeHours = OFFICE_HOURS) -> timedelta:
    """Office hours between two moments, told in the zone of `a`; nothing when b is not later."""
    b = b.astimezone(a.tzinfo)
    total = timedelta()
    for opens, closes in _spans_from(a, hours):
        if opens >= b:
            break
        total += max(min(closes, b) - max(opens, a), timedelta())
    return total


def add_working_hours(
    start: datetime, length: float | timedelta, hours: OfficeHours = OFFICE_HOURS
) -> datetime:
    """The earliest moment by which so many office hours have passed; 0 is `start` itself."""
    left = length if isinstance(length, timedelta) else timedelta(hours=length)
    if left <= timedelta():
        return start
    for opens, closes in _spans_from(start, hours):
        begin = max(opens, start)
        if closes - begin >= left:
            return begin + left
        left -= max(closes - begin, timedelta())
    raise AssertionError("office days never end")


def _spans_from(start: datetime, hours: OfficeHours) -> Iterator[tuple[datetime, datetime]]:
    """Every opening of the office from the day of `start` on, without end."""
    day = start.date()
    while True:
        if is_workday(day):
            for opens, closes in hours.spans:
                yield (
                    datetime.combine(day, opens, start.tzinfo),
                    datetime.combine(day, closes, start.tzinfo),
                )
        day += ONE_DAY
