"""What talks about meetings ask the records to make true.

A meeting under way is a record that several talks write to: each of these touches only what it
names, so two recorders never overwrite one another.
"""

from dataclasses import dataclass, field

from conversations.entries import Spoken
from conversations.messages import FileRef
from domain.meetings.meeting import (
    Action,
    Body,
    Coming,
    Item,
    Meeting,
    Member,
    TopicState,
)
from domain.meetings.minutes import MinutesSheet


@dataclass(frozen=True, slots=True)
class CallMeeting:
    """Keep a new meeting; its roll is the body's list, where the kind calls members."""

    meeting: Meeting
    topics: tuple[str, ...] = ()
    """Numbers of raised topics that are on its agenda now."""


@dataclass(frozen=True, slots=True)
class ChangeMeeting:
    """Keep when, where, stage and who leads; `seen` is its count of changes before."""

    meeting: Meeting
    seen: int
    what: str


@dataclass(frozen=True, slots=True)
class Respond:
    """The one who speaks says whether they come."""

    number: str
    coming: Coming
    proxy: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attend:
    """Somebody came or left. Who is there already comes once only."""

    number: str
    came: bool
    attendee: int = 0
    """A line of the roll; 0 where `name` or `person` is new to it."""
    name: str = ""
    person: int | None = None
    group: int = 0
    votes: bool = True
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class AddItem:
    number: str
    item: Item


@dataclass(frozen=True, slots=True)
class ChangeItem:
    number: str
    item: Item
    seen: int
    what: str


@dataclass(frozen=True, slots=True)
class Speak:
    """Something was said to an item; any number of them, from any number of recorders."""

    number: str
    n: int
    who: str
    said: Spoken


@dataclass(frozen=True, slots=True)
class WriteDown:
    """Somebody listened to a voice and wrote what it says; the voice stays."""

    number: str
    statement: int
    words: str


@dataclass(frozen=True, slots=True)
class GiveAction:
    action: Action


@dataclass(frozen=True, slots=True)
class ChangeAction:
    action: Action
    seen: int
    what: str
    why: Spoken = field(default_factory=Spoken)


@dataclass(frozen=True, slots=True)
class AddPictures:
    number: str
    photos: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True)
class RaiseTopic:
    number: str
    place: str
    said: Spoken
    wish: str = ""


@dataclass(frozen=True, slots=True)
class SettleTopic:
    number: str
    state: TopicState
    meeting: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class MakeMinutes:
    """A version of the minutes; a draft of the same version is written anew."""

    number: str
    sheet: MinutesSheet
    why: str = ""


@dataclass(frozen=True, slots=True)
class SignMinutes:
    """The one who speaks signs; with the second signature the version is final."""

    number: str
    version: int
    role: str
    final: bool


@dataclass(frozen=True, slots=True)
class ProtestMinutes:
    number: str
    version: int
    item: int
    said: Spoken


@dataclass(frozen=True, slots=True)
class AnswerProtest:
    number: str
    version: int
    protest: int
    answer: str


@dataclass(frozen=True, slots=True)
class KeepPaper:
    """The picture of the paper that was signed by hand."""

    number: str
    version: int
    photos: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True)
class KeepBody:
    """A new body, or one whose figures changed."""

    body: Body


@dataclass(frozen=True, slots=True)
class ListMembers:
    body: int
    new: tuple[Member, ...] = ()
    gone: tuple[int, ...] = ()


MeetingEffect = (
    CallMeeting
    | ChangeMeeting
    | Respond
    | Attend
    | AddItem
    | ChangeItem
    | Speak
    | WriteDown
    | GiveAction
    | ChangeAction
    | AddPictures
    | RaiseTopic
    | SettleTopic
    | MakeMinutes
    | SignMinutes
    | ProtestMinutes
    | AnswerProtest
    | KeepPaper
    | KeepBody
    | ListMembers
)
