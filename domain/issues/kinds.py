"""What can be wrong in a village, how bad it is, and who sees to it, as the office lays it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.names import Name
from domain.places import Level
from domain.roles import Role


class Severity(StrEnum):
    """How pressing an issue is (dossier §3)."""

    URGENT = "urgent"
    """紧急: life is in danger."""
    PRESSING = "pressing"
    ORDINARY = "ordinary"
    ADVICE = "advice"
    COMPLAINT = "complaint"
    """投诉举报: misconduct; goes to the supervisors (1+X) and to nobody else."""


STEPS = (Severity.ADVICE, Severity.ORDINARY, Severity.PRESSING, Severity.URGENT)
"""From the least to the most pressing; a complaint stands beside them."""


def one_step_up(severity: Severity) -> Severity:
    """The next more pressing one; the top and complaints stay what they are."""
    if severity not in STEPS:
        return severity
    return STEPS[min(STEPS.index(severity) + 1, len(STEPS) - 1)]


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time: hours by the clock on the wall, office hours, or working days."""

    hours: float = 0
    office_hours: float = 0
    workdays: int = 0


@dataclass(frozen=True, slots=True)
class Grade:
    """What a severity means."""

    severity: Severity
    name: Name
    mark: str
    """A coloured sign."""
    first: Span
    """Until somebody answers for the first time."""
    finish: Span
    """Until it is mended."""
    again: Span
    """How long every further level has after it went up or was opened again."""
    source: str


@dataclass(frozen=True, slots=True)
class Danger:
    """A danger to life: what gives it away, and what to do at once."""

    key: str
    name: Name
    words: tuple[str, ...]
    """Any of these; `坡+裂` means both words, in either order."""
    calls: tuple[str, ...]
    """Numbers to call first: 119, 110, 120."""
    advice: Name
    source: str


@dataclass(frozen=True, slots=True)
class KindGroup:
    key: str
    name: Name
    icon: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One category of issues."""

    key: str
    """Short ASCII, at most 12 characters: it travels in buttons."""
    name: Name
    group: str
    synonyms: tuple[str, ...]
    severity: Severity
    source: str
    danger: str = ""
    """The danger it means by itself, if any."""
    office: str = ""
    """The township's office (所) for it, by the key of its department code."""
    department: str = ""
    """The city's department for it."""
    starts: str = ""
    """The tier that has it first, where that is not the lowest."""
    restricted: bool = False
    """About people rather than places: never shown to neighbours, on maps or to other systems."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One level of the line from the grid to the city (中心—所—站; names and number are data)."""

    key: str
    name: Name
    role: Role
    at: Level
    """The kind of place the role is held at."""
    by_kind: bool = False
    """The office or department that the kind of issue names."""


@dataclass(frozen=True, slots=True)
class IssueRules:
    """Everything about issues that an office edits, in one value."""

    version: str
    groups: tuple[KindGroup, ...]
    kinds: Mapping[str, Kind]
    dangers: Mapping[str, Danger]
    grades: Mapping[Severity, Grade]
    tiers: tuple[Tier, ...]
    """From the lowest to the highest."""
    unknown: str = "unknown"
    """The kind of what nobody could name: a person sorts it."""
    near_metres: int = 300
    reporters_raise: int = 5
    """So many reporters raise the severity by one step."""
    most_bounces: int = 2
    """After so many times sent back, the centre names the owner."""
    names_owner: str = "centre"
    """The tier that then decides."""
    alerted: tuple[str, ...] = ("grid", "station", "centre")
    """The tiers that hear of a danger at the same moment."""
    confirm_days: int = 3
    """Working days a reporter or a checker has to look at the fix."""
    reopen_days: int = 15
    """Days after the end in which a reporter can open an issue again."""
    most_an_hour: int = 5
    """Reports one phone may send in an hour, dangers and staff aside."""
    old_photo_days: int = 30
    """A picture older than this is asked about."""
    digest_at: str = "08:30"
    """When townships and the city read their morning digest, on working days."""
    by_severity: Mapping[Severity, str] = field(default_factory=dict)
    """The tier a severity starts at, where that is not the lowest."""
    accused: tuple[str, ...] = ()
    """Whoever holds a post, as people call them: 书记, 干部."""
    accusing: tuple[str, ...] = ()
    """What they are accused of: with one of `accused` it is a complaint; `a+b` means both."""
    misconduct: str = ""
    """The kind of a complaint of which no more is known."""
    harmless: tuple[str, ...] = ()
    """What sounds like a danger and is none: 打火机, 火灾隐患, a place called 洪山镇."""

    def kinds_of(self, group: str) -> tuple[Kind, ...]:
        return tuple(k for k in self.kinds.values() if k.group == group)

    def kind(self, key: str) -> Kind:
        """The kind of this key, or a bare one where the office has taken it out."""
        gone = Kind(key, Name(key), "", (), Severity.ORDINARY, "", restricted=True)
        return self.kinds.get(key, gone)

    def tier(self, key: str) -> int:
        """How high a tier stands; one that was taken out counts as the lowest."""
        return next((n for n, t in enumerate(self.tiers) if t.key == key), 0)
