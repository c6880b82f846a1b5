"""What the office lays down about meetings: who must be there, who may decide what, how early they are called."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.names import Name


class Base(StrEnum):
    """What is counted to see whether enough are there."""

    ADULTS = "adults"
    """Villagers of 18 and above."""
    HOUSEHOLDS = "households"
    """One representative each."""
    MEMBERS = "members"
    """Members of the body: representatives, committee, Party members."""


class Called(StrEnum):
    """Who is called to a kind of meeting."""

    EVERYBODY = "everybody"
    """All villagers of the place: the roll fills as they come."""
    MEMBERS = "members"
    """The body's own list."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole that must be reached: two thirds (at least), or more than half."""

    numerator: int
    denominator: int
    more: bool = False
    """More than the part, not just it."""

    def of(self, whole: int) -> int:
        """The least count of heads that is enough."""
        exact, rest = divmod(whole * self.numerator, self.denominator)
        return exact + 1 if self.more or rest else exact


@dataclass(frozen=True, slots=True)
class MeetingKind:
    key: str
    """Short ASCII, at most 10 characters: it travels in buttons."""
    name: Name
    quorum: Mapping[Base, Share]
    """By each way of counting that the law allows; empty where nobody in particular must be there."""
    passes: Share | None
    """Of the voters present. None: this kind talks and advises, it does not vote."""
    called: Called
    decides: bool
    """May decide reserved matters (§24)."""
    notice_days: int = 0
    """Whole days between the announcement and the day of the meeting."""
    every_quarter: bool = False
    of_group: bool = False
    """Of one group (组), not of the whole village."""
    source: str = ""
    """Law and article, with its version; "T" marks a default that an office must review."""


@dataclass(frozen=True, slots=True)
class Reserved:
    """A matter that only the villagers' assembly or its representatives may decide."""

    key: str
    name: Name
    words: tuple[str, ...] = ()
    """What people say for it, to ask the recorder back."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four deliberations and two publications (四议两公开)."""

    key: str
    name: Name
    kinds: tuple[str, ...] = ()
    """The kinds of meeting that take it; none for a publication."""
    after: str = ""
    """The step that must be done before."""


@dataclass(frozen=True, slots=True)
class MediationRules:
    target_days: int = 30
    confirm_days: int = 30
    """Judicial confirmation is asked for jointly within so many days of the agreement."""
    visit_days: tuple[int, ...] = (7, 30)
    """Return visits after the agreement."""
    office: str = "justice"
    """Short key of the township's office for justice (司法所)."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeetingRules:
    version: str
    law: str
    """The law and the version that the figures come from, as minutes quote it."""
    kinds: Mapping[str, MeetingKind]
    reserved: Mapping[str, Reserved] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    publication_days: int = 7
    review_hours: int = 24
    """How long those who attended may say "that is not what was said" before the minutes are final."""
    plan_weeks: int = 3
    """So many weeks before the end of a quarter somebody is reminded that no meeting is planned."""
    mediation: MediationRules = field(default_factory=MediationRules)

    def kind(self, key: str) -> MeetingKind:
        return self.kinds[key]
