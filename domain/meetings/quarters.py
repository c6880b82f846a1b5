"""Bodies that must meet every quarter, and when somebody is told that no meeting is planned."""

from datetime import date, timedelta

from domain.meetings.kinds import MeetingRules


def quarter_of(day: date) -> tuple[int, int]:
    """Year and number of the quarter, 1 to 4."""
    return day.year, (day.month - 1) // 3 + 1


def quarter_end(day: date) -> date:
    year, quarter = quarter_of(day)
    first_after = date(year + 1, 1, 1) if quarter == 4 else date(year, quarter * 3 + 1, 1)
    return first_after - timedelta(days=1)


def remind_from(day: date, weeks: int) -> date:
    return quarter_end(day) - timedelta(weeks=weeks)


def due_for_reminder(rules: MeetingRules, today: date, *, planned: bool) -> bool:
    return not planned and today >= remind_from(today, rules.plan_weeks)
