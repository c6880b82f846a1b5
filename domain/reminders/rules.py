"""What the office lays down about reminders: for each kind of matter, and for ledgers that come round."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from enum import StrEnum

from domain.names import Name
from domain.roles import Role


@dataclass(frozen=True, slots=True)
class Rule:
    """When the one who owes something is reminded of it (domain.md, Reminders)."""

    half: bool = True
    eve: bool = True
    """One working day before."""
    due: bool = True
    daily: bool = True
    """On working days, once it is late."""
    superior_after: int = 2
    """From this day late on their superior hears of it too."""


class Every(StrEnum):
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger or a figure that is asked for again and again: what, by when, of whom."""

    key: str
    name: Name
    every: Every
    by_day: int
    """Of the week (1 is Monday), of the month, of the last month of the quarter, of the year."""
    role: Role
    source: str = ""


@dataclass(frozen=True, slots=True)
class ReminderRules:
    version: str
    source: str
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """By kind of matter: `request`, `ledger`."""
    ledgers: tuple[Ledger, ...] = ()
    at: time = time(9)
    """When what is late, and what comes round, is spoken of."""
    again_at: time = time(8, 30)
    """When somebody is reminded of what they put off until tomorrow."""
    digest_day: int = 0
    digest_at: time = time(8)
    gathered: int = 3
    """More than that for one person at once are one letter."""
    give_up_after: int = 10
    """Working days after which nobody is reminded of a late ledger any more: the next one comes."""

    def rule(self, kind: str) -> Rule:
        return self.rules.get(kind, Rule())

    def ledger(self, key: str) -> Ledger | None:
        return next((each for each in self.ledgers if each.key == key), None)
