"""What a roster is drawn from, and what comes of it. The drawing itself is in drawing.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.duty.days import DayKind

Days = frozenset[date]


@dataclass(frozen=True, slots=True)
class Past:
    """What somebody had in the weeks before; fairness goes on where it stood."""

    counts: Mapping[DayKind, int] = field(default_factory=dict)
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    id: int
    off: Days = frozenset()
    """Days on leave, and holidays that are not this one's turn."""
    past: Past = field(default_factory=Past)


@dataclass(frozen=True, slots=True)
class Wish:
    first: date
    last: date
    people: tuple[Candidate, ...]
    together: int = 1
    """How many are on duty at the same time."""
    women: frozenset[int] = frozenset()
    """Where not empty: at least one of them in every pair (dossier §6)."""
    weekends: int = 2
    """Days off in one month that one person may get, as far as there are people enough [T]."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Who is on duty on which day; as many as were wished for, in the order of `people`."""

    by_day: Mapping[date, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Short:
    """A day for which nobody is left."""

    day: date
    away: tuple[int, ...]
    """Of the people on the list, those who are on leave that day."""
    woman: bool = False
    """There are people enough, but no woman among them."""


@dataclass(frozen=True, slots=True)
class Impossible:
    """No roster keeps the rules; the days that cannot be filled."""

    short: tuple[Short, ...]
