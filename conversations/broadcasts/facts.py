"""What a talk may look up about pushes, and ask to make true."""

from dataclasses import dataclass

from conversations.questions import Lookup
from domain.broadcasts.push import Progress, Push


@dataclass(frozen=True)
class CountReceivers(Lookup[tuple[int, int]]):
    """How many a push would go to, and how many of them no channel reaches."""

    place: str
    to: str


@dataclass(frozen=True)
class PushNumbered(Lookup[tuple[Push, Progress] | None]):
    number: str


@dataclass(frozen=True)
class MyPushes(Lookup[tuple[Push, ...]]):
    """Those of the one who speaks, newest first."""

    limit: int = 6


@dataclass(frozen=True, slots=True)
class SendPush:
    """Many letters are to be written; the machine room posts them in portions."""

    push: Push
