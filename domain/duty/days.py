"""What kind of day a duty falls on: fairness counts each kind for itself."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

import chinese_calendar

from domain.workdays import is_workday, known


class DayKind(StrEnum):
    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


SPRING = chinese_calendar.Holiday.spring_festival.value
"""As the calendar names it."""


def kind_of(day: date) -> DayKind:
    """Make-up days are workdays; a year that is not known yet has workdays and weekends only."""
    if is_workday(day):
        return DayKind.WORKDAY
    return DayKind.HOLIDAY if holiday_name(day) else DayKind.WEEKEND


def holiday_name(day: date) -> str:
    """The statutory holiday a day off belongs to; empty for a plain weekend or a workday."""
    if not known(day.year) or is_workday(day):
        return ""
    return chinese_calendar.get_holiday_detail(day)[1] or ""


def is_make_up(day: date) -> bool:
    """A Saturday or Sunday on which offices work (调休)."""
    return day.weekday() >= 5 and is_workday(day)


def days_between(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def unknown_years(first: date, last: date) -> tuple[int, ...]:
    """Years whose holidays are not announced, or not in our calendar yet."""
    return tuple(y for y in range(first.year, last.year + 1) if not known(y))


def day_off(day: date) -> bool:
    return not is_workday(day)
