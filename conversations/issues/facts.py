"""What talks about grid issues ask the records."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.questions import Lookup
from domain.issues.issue import Issue
from domain.issues.routing import Staff


@dataclass(frozen=True)
class IssueNumbered(Lookup[Issue | None]):
    number: str


@dataclass(frozen=True)
class StaffAround(Lookup[Staff]):
    """Who serves in the line of an area: its grids, village, township, offices and the city."""

    area: str


@dataclass(frozen=True, slots=True)
class Near:
    issue: Issue
    metres: int | None
    """None where one of the two has no exact place and the landmark is the same."""


@dataclass(frozen=True)
class NearbyIssues(Lookup[tuple[Near, ...]]):
    """Open issues of the same kind close by, or at the same landmark; the nearest first."""

    kind: str
    area: str
    latitude: float | None
    longitude: float | None
    landmark: str


@dataclass(frozen=True)
class MyIssues(Lookup[tuple[Issue, ...]]):
    """Those I reported or follow, the newest first."""

    limit: int = 10


class Show(StrEnum):
    """Which issues a list shows."""

    ALL = "all"
    URGENT = "urgent"
    LATE = "late"
    MINE = "mine"
    AREA = "area"
    """All of the place, also what others have."""
    LOOK = "look"
    """Those I have to look at (核查)."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One page of a list of issues, and figures of all of it."""

    issues: tuple[Issue, ...]
    page: int
    """From 0; the last one where a later page was asked for."""
    total: int
    urgent: int
    late: int


@dataclass(frozen=True)
class IssuesOnDesk(Lookup[Desk]):
    """Open ones that reached me or lie in my area, by urgency and age."""

    show: Show = Show.ALL
    page: int = 0
    size: int = 5


@dataclass(frozen=True, slots=True)
class Lately:
    """How many somebody reported within an hour, dangers aside."""

    count: int
    openly: bool = True
    """None of them unnamed or a complaint: the village may know who it was."""


@dataclass(frozen=True)
class ReportsLately(Lookup[Lately]):
    """What I reported in the last hour."""


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """What a picture says of itself."""

    issue: str
    taken_at: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class PhotoNumbered(Lookup[PhotoFacts | None]):
    file: int


@dataclass(frozen=True, slots=True)
class Visit:
    number: str
    visitor: str
    area: str
    household: str
    purpose: str
    findings: str
    at: datetime


@dataclass(frozen=True)
class VisitsAround(Lookup[tuple[Visit, ...]]):
    """Household visits in my area, the newest first."""

    limit: int = 10


@dataclass(frozen=True, slots=True)
class Figures:
    """How many issues of a place are open, and how they stand."""

    open: int = 0
    urgent: int = 0
    late: int = 0
    to_be_seen: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.open + other.open,
            self.urgent + other.urgent,
            self.late + other.late,
            self.to_be_seen + other.to_be_seen,
        )
