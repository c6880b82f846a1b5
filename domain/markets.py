"""Market days (逢场): by the last digit of the day, solar or lunar, with exceptions."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache

from borax.calendars import LunarDate

LOOKS_AHEAD = timedelta(days=800)
"""A rule that finds nothing for so long finds nothing at all."""


class Calendar(StrEnum):
    SOLAR = "solar"
    LUNAR = "lunar"


@dataclass(frozen=True, slots=True)
class MarketRule:
    calendar: Calendar
    day_endings: tuple[int, ...]
    """Last digits of the days of the month: 一四七 is 1, 4, 7; 逢双 is 2, 4, 6, 8, 0."""
    skips_31st: bool = False
    """Of a solar month: else the 31st and the 1st would stand side by side."""
    closed: tuple[date, ...] = ()
    extra: tuple[date, ...] = ()
    """Held in spite of the rule: moved before the New Year."""
    opens: time | None = None
    where: str = ""
    active: bool = True


def is_market(rule: MarketRule, day: date) -> bool:
    if not rule.active or day in rule.closed:
        return False
    if day in rule.extra:
        return True
    number = LunarDate.from_solar(day).day if rule.calendar is Calendar.LUNAR else day.day
    if rule.calendar is Calendar.SOLAR and rule.skips_31st and number == 31:
        return False
    return number % 10 in rule.day_endings


@lru_cache(maxsize=2048)  # the same few villages and day, several times in a talk
def next_markets(rule: MarketRule, today: date, n: int) -> tuple[date, ...]:
    """The next n market days, today among them if it is one; fewer where the rule gives no more."""
    found: list[date] = []
    day, last = today, today + LOOKS_AHEAD
    while len(found) < n and day <= last:
        if is_market(rule, day):
            found.append(day)
        day += timedelta(days=1)
    return tuple(found)
