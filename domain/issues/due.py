"""Until when an issue must be answered, mended and looked at (dossier §3), and what is due when."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from enum import StrEnum

from domain.deadlines import Pause, Reminder, due, remind_at
from domain.issues.issue import TO_BE_SEEN, Issue, Stage
from domain.issues.kinds import IssueRules, Severity, Span
from domain.workdays import add_working_hours


def end_of(span: Span, start: datetime, pauses: tuple[Pause, ...], now: datetime) -> datetime:
    """When a span is over: by the wall, by office hours, or at closing time of a working day.

    Only working days stand still under a pause: what is counted in hours is too pressing for that.
    All in the zone of `now`.
    """
    begin = start.astimezone(now.tzinfo)
    if span.hours:
        return begin + timedelta(hours=span.hours)
    if span.office_hours:
        return add_working_hours(begin, span.office_hours)
    assert now.tzinfo is not None
    return due(begin, span.workdays, pauses, now, now.tzinfo)


def span_of(rules: IssueRules, issue: Issue) -> Span:
    """How long its present step may take."""
    if issue.stage in TO_BE_SEEN:
        return Span(workdays=rules.confirm_days)
    grade = rules.grades[issue.severity]
    return grade.again if issue.again else grade.finish


def due_at(rules: IssueRules, issue: Issue, now: datetime) -> datetime:
    return end_of(span_of(rules, issue), issue.counted_from, issue.pauses, now)


def first_by(rules: IssueRules, severity: Severity, reported: datetime) -> datetime:
    """Until when somebody must have answered; in the zone of `reported`."""
    return end_of(rules.grades[severity].first, reported, (), reported)


class Due(StrEnum):
    """What the clock has to say of an issue."""

    FIRST = "first"
    """Nobody has answered, and the time for it is up."""
    HALF = "half"
    EVE = "day-before"
    OVER = "over"
    SILENT = "silent"
    """The reporter who was asked back has not answered."""


_WARNINGS = {Reminder.HALF_TIME: Due.HALF, Reminder.DAY_BEFORE: Due.EVE, Reminder.DUE: Due.EVE}


def moments(rules: IssueRules, issue: Issue, now: datetime) -> Iterator[tuple[datetime, Due]]:
    """Everything the clock will have to say of an open issue as it stands, in no order."""
    if not issue.open:
        return
    if issue.stage is Stage.REPORTED and issue.replied_at is None:
        yield issue.first_by, Due.FIRST
    span = span_of(rules, issue)
    if issue.stage is Stage.ASKED and issue.pauses:
        waits = Span(workdays=rules.confirm_days)
        yield end_of(waits, issue.pauses[-1].start, (), now), Due.SILENT
    if span.hours or span.office_hours:
        yield _middle(span, issue.counted_from.astimezone(now.tzinfo)), Due.HALF
        yield issue.due_at, Due.OVER
        return
    zone = now.tzinfo
    assert zone is not None
    if issue.stage is not Stage.ASKED:
        yield issue.due_at, Due.OVER
    last_day = issue.due_at.astimezone(zone).date()
    for moment in remind_at(issue.counted_from, span.workdays, issue.pauses, now, zone):
        if moment.at.date() < last_day:
            yield moment.at, _WARNINGS[moment.reminder]


def _middle(span: Span, start: datetime) -> datetime:
    if span.hours:
        return start + timedelta(hours=span.hours / 2)
    return add_working_hours(start, span.office_hours / 2)


def due_now(rules: IssueRules, issue: Issue, now: datetime) -> Due | None:
    """The one thing to be said now: what is over goes before what was to be reminded of earlier.

    An urgent issue that nobody answered is over too (issue 3: the next level is called).
    """
    past = sorted((at, what) for at, what in moments(rules, issue, now) if at <= now)
    whats = [what for _, what in past]
    urgent = issue.severity is Severity.URGENT
    for weighty in (Due.OVER, Due.SILENT, *([Due.FIRST] if urgent else [])):
        if weighty in whats:
            return weighty
    return whats[-1] if whats else None


def look_again_at(rules: IssueRules, issue: Issue, now: datetime) -> datetime | None:
    """When the clock must look at an issue next; a day later where nothing is left to come."""
    if not issue.open:
        return None
    coming = [at for at, _ in moments(rules, issue, now) if at > now]
    return min(coming, default=now + timedelta(days=1))


def overdue(issue: Issue, now: datetime) -> bool:
    waits = issue.stage is Stage.ASKED and issue.severity is not Severity.URGENT
    return issue.open and issue.due_at <= now and not waits
