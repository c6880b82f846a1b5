"""A record sheet: what the platform has on record of one volunteer in a stretch of days.

What it shows follows the Measures of 2021 (民政部令第67号): who, which activities, when, where, what,
how long, called by whom, who was in charge, training, honours, appraisal. It is no official certificate.
"""

from dataclasses import dataclass
from datetime import date

from domain.activities.activity import Given, Stage


@dataclass(frozen=True, slots=True)
class SheetRow:
    number: str
    day: str
    title: str
    content: str
    where: str
    time: str
    """From when until when, by the activity's own time."""
    minutes: int
    unit: str
    in_charge: str
    rating: int | None = None


@dataclass(frozen=True, slots=True)
class RecordSheet:
    number: str
    check: str
    name: str
    village: str
    since: date
    until: date
    rows: tuple[SheetRow, ...]
    waiting: int
    """Activities of these days whose hours nobody has confirmed yet."""
    made_on: date

    @property
    def minutes(self) -> int:
        return sum(row.minutes for row in self.rows)


def counts(given: Given) -> bool:
    """Whether it stands on a sheet: confirmed, and volunteering."""
    return not given.excluded and given.minutes is not None and given.stage is not Stage.CALLED


def hours_words(minutes: int) -> str:
    """2.5 for 150 minutes; 0.75 is shown as it is."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
