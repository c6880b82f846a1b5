"""One person's duty: who, when, where, what (四定), and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from domain.records import NOBODY, PersonRef

STALE = "stale"
"""It could not be said in time, and the secretary knows of it."""
NOT_NEEDED = "not needed"
"""Whoever has it heard of it otherwise: it was published or given to them later than that."""


class Stage(StrEnum):
    DRAFT = "draft"
    ON = "on"
    """Published."""
    OFF = "off"
    """Taken out: another roster has taken its place, or the secretary struck it."""


class How(StrEnum):
    """How it came to whoever has it now."""

    PLANNED = "planned"
    SWAPPED = "swapped"
    """Two colleagues agreed."""
    DEPUTY = "deputy"
    """The deputy stands in for somebody on leave."""
    SUBSTITUTE = "substitute"
    """The secretary put somebody else in."""


@dataclass(frozen=True, slots=True)
class Handover:
    at: datetime
    by: PersonRef
    note: str = ""
    voice: int = 0
    """Number of the file, where the note was spoken."""
    left_open: tuple[str, ...] = ()
    """Matters the next one has to see to."""
    keys: bool = True
    """Keys and seal were seen and are handed on."""
    taken_at: datetime | None = None
    taken_by: PersonRef = NOBODY


@dataclass(frozen=True, slots=True)
class Shift:
    id: int
    place: str
    """Code of the village."""
    day: date
    starts_at: datetime
    ends_at: datetime
    person: PersonRef
    where: str = ""
    tasks: tuple[str, ...] = ()
    """Keys of the catalogue."""
    deputy: PersonRef = NOBODY
    on_call: bool = False
    roster: str = ""
    planned: PersonRef = NOBODY
    """Who had it when it was published."""
    stage: Stage = Stage.DRAFT
    how: How = How.PLANNED
    told: Mapping[str, str] = field(default_factory=dict)
    """By reminder: when it was said, ISO; or STALE, or NOT_NEEDED."""
    came_at: datetime | None = None
    came: PersonRef = NOBODY
    handover: Handover | None = None
    changes: int = 0

    @property
    def hours(self) -> float:
        return (self.ends_at - self.starts_at).total_seconds() / 3600

    def told_at(self, what: str) -> datetime | None:
        said = self.told.get(what, STALE)
        return None if said in {STALE, NOT_NEEDED} else datetime.fromisoformat(said)

    def runs(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at

    def overlaps(self, other: "Shift") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


class RosterStage(StrEnum):
    WAITING = "waiting"
    """To be drawn, or to be read from a file."""
    FAILED = "failed"
    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Roster:
    number: str
    place: str
    first: date
    last: date
    stage: RosterStage
    made_by: PersonRef
    made_at: datetime
    wish: Mapping[str, object] = field(default_factory=dict)
    """What it is drawn from, or the file it is read from."""
    shifts: tuple[Shift, ...] = ()


class SwapStage(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Swap:
    """Somebody asks a colleague to take a shift, perhaps for one of theirs."""

    id: int
    mine: Shift
    theirs: Shift | None
    """None: nothing is asked in return."""
    asker: PersonRef
    asked: PersonRef
    stage: SwapStage
    until: datetime


class LeaveStage(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Leave:
    id: int
    person: PersonRef
    first: date
    last: date
    reason: str
    place: str
    stage: LeaveStage = LeaveStage.ASKED
    asked_at: datetime | None = None
