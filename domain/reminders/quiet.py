"""The hours in which somebody wants no news: what is not urgent waits until they are over."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class Quiet:
    """From one full hour to another; from 21 to 7 goes over midnight."""

    begins: int
    ends: int

    def over(self, hour: int) -> bool:
        if self.begins <= self.ends:
            return self.begins <= hour < self.ends
        return hour >= self.begins or hour < self.ends


USUAL = Quiet(21, 7)
"""Of the whole house (domain.md, Reminders)."""


def wait_until(quiet: Quiet | None, now: datetime) -> datetime | None:
    """When somebody may be written to who is to be left alone now; `now` on the office's clock."""
    if quiet is None or quiet.begins == quiet.ends or not quiet.over(now.hour):
        return None
    end = datetime.combine(now.date(), time(quiet.ends), now.tzinfo)
    return end if end > now else end + timedelta(days=1)
