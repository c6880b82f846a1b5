"""When the clock has to look at an activity, and what is due then."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from heapq import merge

from domain.activities.activity import Activity, Stage
from domain.activities.kinds import ActivityRules
from domain.looks import Look, on_workdays
from domain.workdays import add_workdays

EVENING, MORNING = time(19), time(9)
ASKED_AT, LATEST = time(20), time(20, 45)
"""Nobody is written to at night (domain.md, Reminders)."""


class Due(StrEnum):
    SIGNED_UP = "signed-up"
    """Sign-up has closed: the organiser hears how many come."""
    EVE = "eve"
    HOUR = "hour"
    NOT_OUT = "not-out"
    """Whoever never checked out is asked when they left."""
    SETTLE = "settle"
    """Hours wait to be confirmed; daily until they are."""
    ENTER = "enter"
    """Two working days are left to enter the records in the national system."""
    ENTER_LATE = "enter-late"


def looks_of_activity(
    activity: Activity, rules: ActivityRules, zone: tzinfo
) -> Iterator[Look[Due]]:
    """All moments of an activity as it stands, in order."""
    if activity.stage is Stage.CALLED:
        ahead = sorted(_ahead(activity, zone), key=lambda look: look.at)
        yield from merge(ahead, _after(activity, rules, zone), key=lambda look: look.at)
    elif activity.stage is Stage.SETTLED and not activity.excluded:
        yield from _entering(activity, rules, zone)


def _ahead(activity: Activity, zone: tzinfo) -> Iterator[Look[Due]]:
    start = activity.starts_at
    day_before = start.astimezone(zone).date() - timedelta(days=1)
    eve, hour = datetime.combine(day_before, EVENING, zone), start - timedelta(hours=1)
    if activity.until and activity.until < start:
        yield Look(Due.SIGNED_UP, activity.until, timedelta(hours=12))
    if activity.called_at < eve:
        yield Look(Due.EVE, eve, timedelta(hours=10))
    if activity.called_at < hour:
        yield Look(Due.HOUR, hour, timedelta(minutes=55))


def _after(activity: Activity, rules: ActivityRules, zone: tzinfo) -> Iterator[Look[Due]]:
    end = activity.ends_at.astimezone(zone)
    yield Look(Due.NOT_OUT, asked_at(end), timedelta(hours=20))
    next_day = datetime.combine(end.date() + timedelta(days=1), MORNING, zone)
    reminders = on_workdays(Due.SETTLE, next_day)
    yield from merge(reminders, _entering(activity, rules, zone), key=lambda look: look.at)


def asked_at(end: datetime) -> datetime:
    """The same evening; where that is too late, the next morning."""
    if end.time() <= time(19, 40):
        return datetime.combine(end.date(), ASKED_AT, end.tzinfo)
    if end.time() <= LATEST:
        return end
    return datetime.combine(end.date() + timedelta(days=1), time(8), end.tzinfo)


def enter_by(activity: Activity, days: int, zone: tzinfo) -> date:
    """The last of so many working days after the end; the day of the end does not count."""
    return add_workdays(activity.ends_at.astimezone(zone).date(), days)


def _entering(activity: Activity, rules: ActivityRules, zone: tzinfo) -> Iterator[Look[Due]]:
    if activity.excluded:
        return
    remind = enter_by(activity, rules.remind_on, zone)
    last = enter_by(activity, rules.enter_days, zone)
    yield Look(Due.ENTER, datetime.combine(remind, MORNING, zone), timedelta(days=2))
    yield from on_workdays(
        Due.ENTER_LATE, datetime.combine(last + timedelta(days=1), MORNING, zone)
    )
