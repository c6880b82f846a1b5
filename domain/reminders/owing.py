"""When somebody who owes something until a moment is reminded of it. Pure: a rule and moments in."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from heapq import merge

from domain.looks import Look, on_workdays
from domain.reminders.rules import Every, Ledger, Rule
from domain.workdays import add_workdays, add_working_hours, is_workday, working_time_between

ONE_DAY = timedelta(days=1)


class Due(StrEnum):
    HALF = "half"
    EVE = "day-before"
    DUE = "due"
    LATE = "late"


def looks_of_owed(
    rule: Rule, start: datetime, due: datetime, at: time, zone: tzinfo
) -> Iterator[Look[Due]]:
    """In order; goes on for ever once it is late. Half time is told on longer terms only."""
    begin, end = start.astimezone(zone), due.astimezone(zone)
    eve = datetime.combine(add_workdays(end.date(), -1), end.time(), zone)
    ahead: list[Look[Due]] = []
    if rule.half:
        half = add_working_hours(begin, working_time_between(begin, end) / 2)
        if begin < half and half.date() < eve.date():
            ahead.append(Look(Due.HALF, half))
    if rule.eve and begin < eve:
        ahead.append(Look(Due.EVE, eve))
    if rule.due:
        ahead.append(Look(Due.DUE, end))
    if not rule.daily:
        yield from ahead
        return
    first = datetime.combine(end.date() + ONE_DAY, at, zone)
    yield from merge(ahead, on_workdays(Due.LATE, first), key=lambda look: look.at)


def days_late(due: datetime, now: datetime, zone: tzinfo) -> int:
    """Calendar days since; 0 while it is not over."""
    return max(0, (now.astimezone(zone).date() - due.astimezone(zone).date()).days)


def due_day(ledger: Ledger, today: date) -> date:
    """Until when a ledger is owed in the period that `today` lies in.

    A day that the month does not have is its last; a day off is the working day before it.
    """
    day = _named_day(ledger, today)
    return day if is_workday(day) else add_workdays(day, -1)


def _named_day(ledger: Ledger, today: date) -> date:
    match ledger.every:
        case Every.WEEK:
            return today - timedelta(days=today.weekday()) + timedelta(days=ledger.by_day - 1)
        case Every.MONTH:
            return _in_month(today.year, today.month, ledger.by_day)
        case Every.QUARTER:
            return _in_month(today.year, 3 * ((today.month - 1) // 3) + 3, ledger.by_day)
        case Every.YEAR:
            return date(today.year, 1, 1) + timedelta(days=ledger.by_day - 1)


def _in_month(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def periods_around(ledger: Ledger, today: date) -> tuple[date, ...]:
    """The due days of the period before and of this one: the last may still be late."""
    first = {
        Every.WEEK: today - timedelta(days=today.weekday()),
        Every.MONTH: today.replace(day=1),
        Every.QUARTER: date(today.year, 3 * ((today.month - 1) // 3) + 1, 1),
        Every.YEAR: date(today.year, 1, 1),
    }[ledger.every]
    return due_day(ledger, first - ONE_DAY), due_day(ledger, today)


def said_today(rule: Rule, due: date, today: date, give_up_after: int) -> Due | None:
    """What is said of a ledger on a day; nothing on days off."""
    if not is_workday(today):
        return None
    if rule.due and today == due:
        return Due.DUE
    if rule.eve and today == add_workdays(due, -1):
        return Due.EVE
    if rule.daily and due < today <= add_workdays(due, give_up_after):
        return Due.LATE
    return None
