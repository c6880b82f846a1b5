"""A grid issue: what stands in its record, and the stages it goes through."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.deadlines import Pause
from domain.issues.kinds import Severity
from domain.records import Entry, PersonRef
from domain.roles import Role


class Stage(StrEnum):
    """Where an issue stands (dossier §3: 上报 → 受理 → 处置 → 反馈 → 核查 → 结案; 并案, 误报)."""

    REPORTED = "reported"
    TAKEN = "taken"
    ASKED = "asked"
    """The reporter was asked back; the clock stands still."""
    DONE = "done"
    """Said to be mended; somebody else has to see it."""
    DOUBTED = "doubted"
    """Said to be no issue; a second person has to see it."""
    CLOSED = "closed"
    FALSE = "false"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Stage.REPORTED, Stage.TAKEN, Stage.ASKED, Stage.DONE, Stage.DOUBTED})
IN_HAND = frozenset({Stage.REPORTED, Stage.TAKEN, Stage.ASKED})
"""Something is still to be done at the place itself."""
TO_BE_SEEN = frozenset({Stage.DONE, Stage.DOUBTED})
"""Somebody other than the one who acted has to look."""


class Source(StrEnum):
    """How it came to be known."""

    VILLAGER = "villager"
    PATROL = "patrol"
    """巡查发现."""
    TOLD = "told"
    """群众当面说的."""
    ASSIGNED = "assigned"
    """上级交办."""
    SYSTEM = "system"
    """Another city system (Open311)."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Whose matter it is: a level, a role at a place, and the person there if one is named."""

    tier: str
    role: Role
    place: str
    person: PersonRef | None = None


@dataclass(frozen=True, slots=True)
class Issue:
    number: str
    kind: str
    severity: Severity
    stage: Stage
    seat: Seat
    area: str
    """Code of the grid; of the village or the city where no more is known."""
    reporter: PersonRef
    reported_at: datetime
    first_by: datetime
    """Until when somebody must have answered for the first time."""
    counted_from: datetime
    """When the days to the due time began to count."""
    due_at: datetime
    """Until when it must be mended, or looked at in the stages TO_BE_SEEN."""
    source: Source = Source.VILLAGER
    unnamed: bool = False
    """Towards everyone but the city desk (dossier §3, ⑥)."""
    danger: str = ""
    words: str = ""
    voice: int | None = None
    understood: str = ""
    """What an officer wrote down of a voice note."""
    since: str = ""
    landmark: str = ""
    latitude: float | None = None
    longitude: float | None = None
    photos: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    """Pictures of the fix."""
    followers: tuple[int, ...] = ()
    """Others who reported the same."""
    replied_at: datetime | None = None
    again: bool = False
    """It went up or was opened again: the shorter span of its grade counts."""
    pauses: tuple[Pause, ...] = ()
    asked: str = ""
    handler: PersonRef | None = None
    """Who says that it is mended, or that it is none."""
    checker: PersonRef | None = None
    """Who must look, where that is not the reporter."""
    bounces: int = 0
    fixed: bool = False
    """The owner was named by the centre and cannot send it back any more."""
    trail: tuple[Seat, ...] = ()
    """Who had it before and passed it on, oldest first."""
    reopened: int = 0
    merged_into: str = ""
    closed_at: datetime | None = None
    moves: int = 0
    """Counts every change, so that two who act at once are told apart."""
    history: tuple[Entry, ...] = field(default=(), compare=False)

    @property
    def village(self) -> str:
        return self.area[:12] if len(self.area) >= 12 else ""

    @property
    def located(self) -> bool:
        return self.latitude is not None and self.longitude is not None

    @property
    def reporters(self) -> int:
        return 1 + len(self.followers)

    @property
    def open(self) -> bool:
        return self.stage in OPEN
