"""The code that is said aloud or shown at an activity: six digits, new every half minute (RFC 6238).

It proves being there at a moment, also when it is told later: each code belongs to its half minute.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pyotp

from domain.activities.activity import Activity
from domain.activities.kinds import ActivityRules

DIGITS = 6
ANSWERED_WITHIN = timedelta(minutes=3)
"""Somebody who is asked a second thing may take so long."""


def code_at(activity: Activity, moment: datetime, rules: ActivityRules) -> str:
    return _clock(activity, rules).at(moment)


def seconds_left(moment: datetime, rules: ActivityRules) -> int:
    """Until the next code."""
    return rules.code_seconds - int(moment.timestamp()) % rules.code_seconds


def is_now(activity: Activity, code: str, now: datetime, rules: ActivityRules) -> bool:
    """The code of this half minute or a neighbour of it: people type slowly, clocks differ."""
    return bool(activity.secret) and _clock(activity, rules).verify(
        code, for_time=now, valid_window=1
    )


def is_fresh(activity: Activity, code: str, now: datetime, rules: ActivityRules) -> bool:
    """The code of now, or one that was told a moment ago and waited for another answer."""
    if is_now(activity, code, now, rules):
        return True
    steps = int(ANSWERED_WITHIN.total_seconds()) // rules.code_seconds
    back = (timedelta(seconds=n * rules.code_seconds) for n in range(2, steps + 1))
    return bool(activity.secret) and any(code_at(activity, now - by, rules) == code for by in back)


def moments_of(
    activity: Activity, code: str, now: datetime, rules: ActivityRules
) -> tuple[datetime, ...]:
    """When this code was shown, from the first check-in until now; the newest first.

    Whatever the phone's clock said: the code itself tells the time.
    """
    if not activity.secret or len(code) != DIGITS or not code.isdecimal():
        return ()
    clock = _clock(activity, rules)
    return tuple(m for m in _shown(activity, now, rules) if clock.at(m) == code)


def _shown(activity: Activity, now: datetime, rules: ActivityRules) -> Iterator[datetime]:
    first = activity.starts_at - timedelta(minutes=rules.early_minutes)
    last = min(now, activity.ends_at + timedelta(minutes=rules.early_minutes))
    step = timedelta(seconds=rules.code_seconds)
    moment = last - timedelta(seconds=int(last.timestamp()) % rules.code_seconds)
    moment = moment.replace(microsecond=0)
    while moment >= first:
        yield moment
        moment -= step


def _clock(activity: Activity, rules: ActivityRules) -> pyotp.TOTP:
    return pyotp.TOTP(activity.secret, digits=DIGITS, interval=rules.code_seconds)
