"""Moments at which the clock says something of a record, and which of them is due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from typing import Generic, TypeVar

from domain.workdays import is_workday

D = TypeVar("D", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Look(Generic[D]):
    """One moment at which something is said."""

    due: D
    at: datetime
    stale_after: timedelta = timedelta(days=1)
    """Later than that it is worth nothing any more."""


def next_look(looks: Iterable[Look[D]], after: datetime) -> datetime | None:
    """The first moment later than `after`; the looks come in order and may go on for ever."""
    return next((look.at for look in looks if look.at > after), None)


def due_now(looks: Iterable[Look[D]], now: datetime) -> Look[D] | None:
    """The newest moment that has come and is still worth saying."""
    newest = None
    for look in looks:
        if look.at > now:
            break
        newest = look
    return newest if newest and now - newest.at <= newest.stale_after else None


def daily(due: D, first: datetime) -> Iterator[Look[D]]:
    moment = first
    while True:
        yield Look(due, moment)
        moment += timedelta(days=1)


def on_workdays(due: D, first: datetime) -> Iterator[Look[D]]:
    return (look for look in daily(due, first) if is_workday(look.at.date()))


def zone_of(now: datetime) -> tzinfo:
    """The office's zone: the house's clock shows it (bot/app.py); the records forget it."""
    if now.tzinfo is None:
        raise ValueError("a moment without a zone")
    return now.tzinfo
