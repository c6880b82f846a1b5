"""What talks about duty ask the records to make true."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from conversations.messages import FileRef
from conversations.questions import Json
from domain.duty.shift import How, Shift
from domain.records import PersonRef


@dataclass(frozen=True, slots=True)
class MakeRoster:
    """A roster is to be drawn, or read from a file: the machine room does it after the commit."""

    number: str
    place: str
    first: date
    last: date
    wish: Mapping[str, Json]
    file: FileRef | None = None


@dataclass(frozen=True, slots=True)
class ChangeShift:
    """Somebody else on a shift, with nothing else changed; before or after it was published."""

    shift: int
    to: PersonRef
    how: How
    seen: int
    """Its count of changes before."""
    there: bool = False
    """Whoever takes it is there already."""
    deputy: PersonRef | None = None
    """Another deputy; None leaves them as they are."""


@dataclass(frozen=True, slots=True)
class AddShift:
    """One more person on a day of a roster."""

    roster: str
    shift: Shift


@dataclass(frozen=True, slots=True)
class StrikeShift:
    shift: int
    seen: int


@dataclass(frozen=True, slots=True)
class PublishRoster:
    """It takes the place of what was published for the same days and has not begun."""

    number: str


@dataclass(frozen=True, slots=True)
class DropRoster:
    number: str


@dataclass(frozen=True, slots=True)
class ComeOn:
    """Somebody on duty says that they are there."""

    shift: int


@dataclass(frozen=True, slots=True)
class HandOver:
    shift: int
    note: str
    voice: FileRef | None
    left_open: tuple[str, ...]
    keys: bool


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The next one has read what was handed over."""

    shift: int


@dataclass(frozen=True, slots=True)
class AskSwap:
    mine: int
    theirs: int
    """0: nothing in return."""
    asked: int
    until: datetime


@dataclass(frozen=True, slots=True)
class AnswerSwap:
    swap: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class AskLeave:
    first: date
    last: date
    reason: str
    place: str
    """Whose secretary decides; empty: nobody has to."""


@dataclass(frozen=True, slots=True)
class AnswerLeave:
    leave: int
    agreed: bool


@dataclass(frozen=True, slots=True)
class BindGroup:
    address: str
    title: str
    place: str
    by: int
    """Who bound it: the group speaks, but somebody acts."""


@dataclass(frozen=True, slots=True)
class MoveGroup:
    address: str
    to: str


@dataclass(frozen=True, slots=True)
class UnbindGroup:
    address: str


@dataclass(frozen=True, slots=True)
class KeepFeed:
    """A private address for the calendar of the one who speaks, instead of any before."""

    key: str = field(repr=False)


DutyEffect = (
    MakeRoster
    | ChangeShift
    | AddShift
    | StrikeShift
    | PublishRoster
    | DropRoster
    | ComeOn
    | HandOver
    | TakeOver
    | AskSwap
    | AnswerSwap
    | AskLeave
    | AnswerLeave
    | BindGroup
    | UnbindGroup
    | MoveGroup
    | KeepFeed
)
