"""What talks about grid issues ask the records to make true."""

from dataclasses import dataclass, field
from datetime import date

from conversations.entries import Spoken
from conversations.messages import FileRef
from domain.issues.issue import Issue


@dataclass(frozen=True, slots=True)
class FileIssue:
    """Keep a new issue; its pictures and voice get their numbers in the record."""

    issue: Issue
    photos: tuple[FileRef, ...] = ()
    voice: FileRef | None = None


@dataclass(frozen=True, slots=True)
class MoveIssue:
    """Keep an issue as it stands after a move; `seen` is its count of moves before: who is quicker?"""

    issue: Issue
    seen: int
    what: str
    """The move, for the history."""
    why: Spoken = field(default_factory=Spoken)
    photos: tuple[FileRef, ...] = ()
    mended: bool = False
    """The pictures show the fix."""
    merged: Issue | None = None
    """The issue it was merged into, with its reporters."""


@dataclass(frozen=True, slots=True)
class LogVisit:
    number: str
    area: str
    household: str
    purpose: str
    findings: Spoken
    photos: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True)
class BeAway:
    """The one who speaks is away on these days; None: is back."""

    first_day: date | None = None
    last_day: date | None = None
