"""What records of every kind have: people they name, and a history."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PersonRef:
    id: int
    name: str
    phone: str = ""


NOBODY = PersonRef(0, "")
"""The house itself where it acts alone, and whoever is not known."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the record's history: who, when, what, why."""

    at: datetime
    who: str
    what: str
    why: str = ""
    files: tuple[int, ...] = ()
