"""What talks about reminders ask the records to make true."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.reminders.quiet import Quiet


@dataclass(frozen=True, slots=True)
class Snooze:
    """Nothing reminds the one who speaks of it until then; then it is told once."""

    cause: str
    until: datetime


@dataclass(frozen=True, slots=True)
class MarkLedger:
    """A ledger was done for a period, or is nobody's business there."""

    ledger: str
    place: str
    due: date
    state: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class SetNews:
    """When and where the one who speaks wants news; None: as the house has it."""

    quiet: Quiet | None
    channel: str


ReminderEffect = Snooze | MarkLedger | SetNews
