"""Whether somebody may check in now, and whether a shared location is the place."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.activities.activity import Activity, Stage
from domain.activities.kinds import ActivityRules
from domain.nearby import distance


class NotNow(StrEnum):
    EARLY = "early"
    OVER = "over"
    CALLED_OFF = "called_off"


def not_now(activity: Activity, now: datetime, rules: ActivityRules) -> NotNow | None:
    """Why nobody can check in at this moment; late is no reason, hours begin with the check-in."""
    if activity.stage is Stage.CALLED_OFF:
        return NotNow.CALLED_OFF
    if now < activity.starts_at - timedelta(minutes=rules.early_minutes):
        return NotNow.EARLY
    over = activity.stage is not Stage.CALLED or now >= activity.ends_at
    return NotNow.OVER if over else None


def running(activity: Activity, now: datetime, rules: ActivityRules) -> bool:
    return not_now(activity, now, rules) is None


def takes_late_codes(activity: Activity, now: datetime, rules: ActivityRules) -> bool:
    """A phone without a line may tell its code until a day after."""
    if activity.stage is not Stage.CALLED:
        return False
    first = activity.starts_at - timedelta(minutes=rules.early_minutes)
    return first <= now <= activity.ends_at + timedelta(hours=rules.late_hours)


def shows_codes(activity: Activity, now: datetime, rules: ActivityRules) -> bool:
    """From the first check-in until the last have left; a code of later proves nothing."""
    around = timedelta(minutes=rules.early_minutes)
    in_time = activity.starts_at - around <= now <= activity.ends_at + around
    return activity.stage is Stage.CALLED and in_time


class Verdict(StrEnum):
    HERE = "here"
    FAR = "far"
    COARSE = "coarse"
    """So inexact that it says nothing."""
    OLD = "old"
    NO_PLACE = "no_place"
    """The activity has no place on the map."""


@dataclass(frozen=True, slots=True)
class Judged:
    verdict: Verdict
    metres: int = 0


@dataclass(frozen=True, slots=True)
class Here:
    """A location as a phone shared it; WGS-84."""

    latitude: float
    longitude: float
    accuracy: float | None = None
    """Metres; None where the phone does not say."""
    age: float | None = None
    """Seconds; None where nobody says."""


def judged(activity: Activity, here: Here, rules: ActivityRules) -> Judged:
    """Whoever may be within the radius is there: the phone's own error is on their side."""
    if activity.latitude is None or activity.longitude is None:
        return Judged(Verdict.NO_PLACE)
    away = distance(activity.latitude, activity.longitude, here.latitude, here.longitude)
    metres, error = round(away), here.accuracy or 0
    if here.age is not None and here.age > rules.location_seconds:
        return Judged(Verdict.OLD, metres)
    if away + error <= activity.radius:
        return Judged(Verdict.HERE, metres)
    if error > rules.coarsest:
        far = away - error > activity.radius
        return Judged(Verdict.FAR if far else Verdict.COARSE, metres)
    return Judged(Verdict.HERE if away - error <= activity.radius else Verdict.FAR, metres)
