"""What talks about meetings ask the records."""

from dataclasses import dataclass

from conversations.questions import Lookup
from domain.meetings.meeting import Action, Body, Meeting, Topic
from domain.meetings.minutes import Minutes


@dataclass(frozen=True)
class MeetingNumbered(Lookup[Meeting | None]):
    """The whole of it: roll, items with what was said, action items, history."""

    number: str


@dataclass(frozen=True)
class MeetingCoded(Lookup[str]):
    """The number of the open meeting whose code hangs on the wall; "" if there is none."""

    code: str


@dataclass(frozen=True)
class MeetingsAround(Lookup[tuple[Meeting, ...]]):
    """Those I am called to or that are held where I serve or live, without roll and items.

    Those under way first, then those ahead by time, then the newest past ones.
    """

    village: str
    limit: int = 6


@dataclass(frozen=True)
class BodiesAt(Lookup[tuple[Body, ...]]):
    """Bodies of these villages, without their members."""

    villages: tuple[str, ...]


@dataclass(frozen=True)
class BodyWithId(Lookup[Body | None]):
    """With its members."""

    id: int


@dataclass(frozen=True)
class OpenActions(Lookup[tuple[Action, ...]]):
    """What is still open from a body's meetings, by due date."""

    body: int


@dataclass(frozen=True)
class MyActions(Lookup[tuple[Action, ...]]):
    """Open ones that I owe, by due date; those I convened that are overdue, too."""

    limit: int = 10


@dataclass(frozen=True)
class ActionNumbered(Lookup[Action | None]):
    number: str


@dataclass(frozen=True)
class TopicNumbered(Lookup[Topic | None]):
    number: str


@dataclass(frozen=True)
class TopicsWaiting(Lookup[tuple[Topic, ...]]):
    """What people of a village want to have talked about, the oldest first."""

    village: str
    limit: int = 20


@dataclass(frozen=True)
class MyTopics(Lookup[tuple[Topic, ...]]):
    limit: int = 5


@dataclass(frozen=True)
class MinutesOf(Lookup[tuple[Minutes, ...]]):
    """All versions of a meeting's minutes, the newest first."""

    number: str


@dataclass(frozen=True)
class NewCode(Lookup[str]):
    """Six digits by chance, for the wall; the machine room answers (bot/turns.py)."""
