"""Who has a place and who waits: in the order of signing up, and whoever withdraws makes room."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.activities.activity import Activity, SignUp, Stage


@dataclass(frozen=True, slots=True)
class Seats:
    seated: tuple[SignUp, ...]
    waiting: tuple[SignUp, ...]
    free: int | None
    """None where nobody counts."""

    def rank(self, line: int) -> int:
        """On the waiting list, from 1; 0 for whoever has a place."""
        return next((n for n, s in enumerate(self.waiting, 1) if s.id == line), 0)


def seats(activity: Activity) -> Seats:
    wanted = activity.wanted
    if not activity.places:
        return Seats(wanted, (), None)
    seated, waiting = wanted[: activity.places], wanted[activity.places :]
    return Seats(seated, waiting, activity.places - len(seated))


def moved_up(activity: Activity, gone: frozenset[int]) -> tuple[SignUp, ...]:
    """Who gets a place when these lines withdraw."""
    before = {s.id for s in seats(activity).seated}
    left = tuple(s for s in activity.wanted if s.id not in gone)
    after = left[: activity.places] if activity.places else left
    return tuple(s for s in after if s.id not in before)


class Closed(StrEnum):
    """Why nobody can sign up any more."""

    CALLED_OFF = "called_off"
    OVER = "over"
    BEGUN = "begun"
    TOO_LATE = "too_late"
    """After the last moment to sign up."""


def closed(activity: Activity, now: datetime) -> Closed | None:
    if activity.stage is Stage.CALLED_OFF:
        return Closed.CALLED_OFF
    if now >= activity.ends_at:
        return Closed.OVER
    if now >= activity.starts_at:
        return Closed.BEGUN
    return Closed.TOO_LATE if activity.until and now > activity.until else None
