"""Duties as a phone's calendar reads them (iCalendar, RFC 5545)."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from papers.calendar_duty import Duty


def calendar_file(name: str, duties: Sequence[Duty], now: datetime) -> bytes:
    """All in UTC: a phone shows them on its own clock. Asked for again every hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Cunbang//Duty//ZH")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _one_line(name))
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for duty in duties:
        calendar.add_component(_event(duty, now))
    made: bytes = calendar.to_ical()
    return made


def _event(duty: Duty, now: datetime) -> Event:
    event = Event()
    event.add("uid", duty.uid)
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", duty.start.astimezone(UTC))
    event.add("dtend", duty.end.astimezone(UTC))
    event.add("summary", _one_line(duty.title))
    event.add("location", _one_line(duty.where))
    event.add("description", "\n".join(duty.text.splitlines()))
    event.add("sequence", duty.changes)
    event.add_component(_alarm())
    return event


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _alarm() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "值班")
    alarm.add("trigger", timedelta(minutes=-45))
    return alarm
