"""How early a meeting has to be called."""

from datetime import date, timedelta

from domain.meetings.kinds import MeetingKind


def earliest_day(kind: MeetingKind, called_on: date) -> date:
    """The first day on which it may be held.

    The day of the announcement does not count (民法典 §201): called on the 1st with ten days'
    notice, it may be held on the 11th.
    """
    return called_on + timedelta(days=kind.notice_days)
