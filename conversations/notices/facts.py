"""What talks about notices and big decisions ask the records."""

from dataclasses import dataclass

from conversations.questions import Lookup
from domain.notices.decision import Decision
from domain.notices.notice import Notice


@dataclass(frozen=True)
class NoticeNumbered(Lookup[Notice | None]):
    number: str


@dataclass(frozen=True)
class NoticesAt(Lookup[tuple[Notice, ...]]):
    """Open ones of a village, the newest first."""

    village: str
    limit: int = 6


@dataclass(frozen=True)
class DecisionNumbered(Lookup[Decision | None]):
    number: str


@dataclass(frozen=True)
class DecisionsAt(Lookup[tuple[Decision, ...]]):
    """Of a village, the newest first."""

    village: str
    limit: int = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """A meeting that may take a step: what it voted on the matter."""

    number: str
    topic: str
    kind: str
    ended: str
    item: int
    due: int
    present: int
    ayes: int
    carried: bool


@dataclass(frozen=True)
class MeetingsThatMayTake(Lookup[tuple[Taken, ...]]):
    """Voted items of ended meetings of these kinds in a village, the newest first."""

    village: str
    kinds: tuple[str, ...]
    limit: int = 8


@dataclass(frozen=True)
class NamesOf(Lookup[tuple[str, ...]]):
    """Everybody of a village who is known by name: none of them stands on a notice in full."""

    village: str
