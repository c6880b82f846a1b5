"""What a talk may look up about duty."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from conversations.questions import Lookup
from domain.duty.shift import Leave, Roster, Shift, Swap
from domain.records import PersonRef


@dataclass(frozen=True)
class ShiftNumbered(Lookup[Shift | None]):
    id: int


@dataclass(frozen=True)
class ShiftsOf(Lookup[tuple[Shift, ...]]):
    """Published shifts of these villages that touch the days, by their beginning."""

    places: tuple[str, ...]
    first: date
    last: date


@dataclass(frozen=True)
class MyShifts(Lookup[tuple[Shift, ...]]):
    """Published shifts of the one who speaks that are not over."""

    limit: int = 12


@dataclass(frozen=True)
class AroundDays(Lookup[tuple[Shift, ...]]):
    """Published shifts of these people on these days and the days beside them, wherever."""

    people: tuple[int, ...]
    days: tuple[date, ...]


@dataclass(frozen=True)
class AwayDays(Lookup[Mapping[int, frozenset[date]]]):
    """By person: the days on leave between two days."""

    people: tuple[int, ...]
    first: date
    last: date


@dataclass(frozen=True)
class StaffOf(Lookup[tuple[PersonRef, ...]]):
    """Whoever may be put on a village's roster, by name."""

    place: str


@dataclass(frozen=True)
class NextShift(Lookup[tuple[Shift, ...]]):
    """Those that follow a shift at its place: all that begin at the first next beginning."""

    after: int


@dataclass(frozen=True)
class RosterNumbered(Lookup[Roster | None]):
    number: str


@dataclass(frozen=True)
class RostersOf(Lookup[tuple[Roster, ...]]):
    """Of these villages, newest first, without their shifts; those dropped are left out."""

    places: tuple[str, ...]
    limit: int = 8


@dataclass(frozen=True)
class SwapFor(Lookup[Swap | None]):
    """What was asked for a shift last, answered or not."""

    shift: int


@dataclass(frozen=True)
class LeaveOf(Lookup[Leave | None]):
    """What somebody asked for last, answered or not."""

    person: int


@dataclass(frozen=True)
class OpenedBetween(Lookup[tuple[int, int]]):
    """How many requests and issues came from a village between two moments."""

    place: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class GroupAt(Lookup[str]):
    """The village that a group chat is bound to; "" if it is none's."""

    address: str


@dataclass(frozen=True)
class FeedKey(Lookup[str]):
    """The key of my calendar's private address; "" if there is none yet."""
