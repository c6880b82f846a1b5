"""When the clock has to look at a meeting or an action item, and what is due then.

Those called are told a day and two hours before (dossier §4, F3). What an action item's owner owes
is told at half time, a working day before, at the hour, then daily, from the second day on to the
convener too (domain.md, Reminders).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from domain.looks import Look, daily, on_workdays
from domain.meetings.meeting import Action, ActionState, Meeting, Stage
from domain.workdays import add_workdays


class Due(StrEnum):
    DAY_BEFORE = "day-before"
    HOURS_BEFORE = "hours-before"
    NOT_BEGUN = "not-begun"
    """An hour past the time and nobody opened it."""
    STILL_OPEN = "still-open"
    """Nobody ended it."""
    UNSIGNED = "unsigned"
    HALF = "half"
    EVE = "eve"
    OVER = "over"
    LATE = "late"
    """Past due: once on every working day."""


NOT_BEGUN_AFTER = timedelta(hours=1)
STILL_OPEN_AFTER = timedelta(hours=12)


def looks_of_meeting(meeting: Meeting, review_hours: int) -> Iterator[Look[Due]]:
    """All moments of a meeting as it stands, in order, without end where it repeats."""
    match meeting.stage:
        case Stage.CALLED:
            yield from _before(meeting)
        case Stage.OPEN if meeting.opened_at:
            yield from daily(Due.STILL_OPEN, meeting.opened_at + STILL_OPEN_AFTER)
        case Stage.ENDED if meeting.ended_at:
            yield from daily(Due.UNSIGNED, meeting.ended_at + timedelta(hours=review_hours))


def _before(meeting: Meeting) -> Iterator[Look[Due]]:
    start = meeting.starts_at
    day_before, hours_before = start - timedelta(days=1), start - timedelta(hours=2)
    if meeting.called_at < day_before:
        yield Look(Due.DAY_BEFORE, day_before, timedelta(hours=20))
    if meeting.called_at < hours_before:
        yield Look(Due.HOURS_BEFORE, hours_before, timedelta(hours=2))
    yield Look(Due.NOT_BEGUN, start + NOT_BEGUN_AFTER, timedelta(days=3))


def looks_of_action(action: Action, zone: tzinfo) -> Iterator[Look[Due]]:
    """Days are the office's days."""
    if action.state is not ActionState.OPEN:
        return
    given, end = action.given_at.astimezone(zone), action.due_at.astimezone(zone)
    half = given + (end - given) / 2
    eve = datetime.combine(add_workdays(end.date(), -1), end.time(), zone)
    if given < half and half.date() < eve.date():
        yield Look(Due.HALF, half)
    if given < eve:
        yield Look(Due.EVE, eve)
    yield Look(Due.OVER, end)
    yield from on_workdays(Due.LATE, end + timedelta(days=1))


def days_late(action: Action, now: datetime) -> int:
    return max(0, (now.date() - action.due_at.astimezone(now.tzinfo).date()).days)
