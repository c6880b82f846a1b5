"""What a village may be asked for: services, and certificates it must not issue."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.activities.kinds import ActivityRules
from domain.duty.rules import DutyRules
from domain.issues.kinds import IssueRules
from domain.meetings.kinds import MeetingRules
from domain.names import Name
from domain.reminders.rules import ReminderRules


class Mode(StrEnum):
    """The three ways of service (三种方式)."""

    DESK = "desk"
    """定点: brought to the village desk."""
    TOUR = "tour"
    """流动: on the agent's tour, often market day."""
    HOME = "home"
    """上门: the agent comes to the door."""


@dataclass(frozen=True, slots=True)
class Material:
    key: str
    """Short ASCII, unique within its service."""
    name: Name
    hint: Name = Name("")
    """When it is needed or how it should look, in one short sentence."""
    sensitive: bool = False
    """Health, disability, identity or finance: shown to the agent alone (PIPL §28)."""


@dataclass(frozen=True, slots=True)
class Service:
    key: str
    """Short ASCII, at most 12 characters: it travels in buttons."""
    name: Name
    group: str
    synonyms: tuple[str, ...]
    window: Name
    """Where the agent takes it, and who decides."""
    materials: tuple[Material, ...]
    limit_days: int
    """Working days from acceptance to the answer."""
    notice_days: int
    """Days a public notice (公示) runs in the village, 0 if none; the clock stands still then."""
    modes: tuple[Mode, ...]
    source: str
    """Where the figures come from; "T" marks a default that an office must review."""
    entrustment: bool = False
    """Applying for a family needs a written entrustment (委托书)."""
    in_person: Name = Name("")
    """What the person must still do themselves, if anything."""
    guide_only: bool = False
    """The village may only guide, not act (no mode applies)."""
    follow_up: Name = Name("")
    """What is seen to after the answer."""
    limit_note: Name = Name("")
    """What the figure of limit_days leaves out: at once, exceptional cases, who takes how long."""
    notice_note: Name = Name("")
    """Who is never put on notice (children), and what the notice may say."""


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    key: str
    name: Name
    icon: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """A proof that no village may be asked to write (民发〔2020〕20号)."""

    key: str
    name: Name
    synonyms: tuple[str, ...]
    why: Name
    instead: Name
    """Where to go, or what to show instead."""
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All an office edits, in one value."""

    version: str
    groups: tuple[ServiceGroup, ...]
    services: Mapping[str, Service]
    certificates: Mapping[str, Certificate]
    issues: IssueRules
    meetings: MeetingRules
    activities: ActivityRules
    duty: DutyRules
    reminders: ReminderRules

    def services_of(self, group: str) -> tuple[Service, ...]:
        return tuple(s for s in self.services.values() if s.group == group)
