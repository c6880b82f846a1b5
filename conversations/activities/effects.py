"""What talks about volunteer activities ask the records to make true."""

from dataclasses import dataclass
from datetime import datetime

from conversations.messages import FileRef
from domain.activities.activity import Activity, Flag, Group, How
from domain.activities.record import RecordSheet


@dataclass(frozen=True, slots=True)
class CallActivity:
    """Keep a new activity, or one for each week of a series."""

    activities: tuple[Activity, ...]


@dataclass(frozen=True, slots=True)
class ChangeActivity:
    """Keep when, where and stage; `seen` is its count of changes before."""

    activity: Activity
    seen: int
    what: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody to be put on the list."""

    name: str
    person: int | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True)
class JoinIn:
    number: str
    who: tuple[Newcomer, ...]


@dataclass(frozen=True, slots=True)
class Withdraw:
    number: str
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ComeIn:
    """Somebody is there. Who is there already comes once only."""

    number: str
    at: datetime
    how: How
    line: int = 0
    """0 where the person or the name is new to the list."""
    name: str = ""
    person: int | None = None
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class GoOut:
    """Somebody left; nothing happens to who is not there."""

    number: str
    line: int
    at: datetime
    how: How


@dataclass(frozen=True, slots=True)
class SayLeft:
    """When somebody who never checked out says they left; the organiser confirms it."""

    number: str
    line: int
    at: datetime


@dataclass(frozen=True, slots=True)
class WrongCode:
    """A code that fits nothing: after a few of them nobody looks any more."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    line: int
    minutes: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class SettleHours:
    """The organiser confirms who came and how long."""

    activity: Activity
    seen: int
    lines: tuple[Confirmed, ...]


@dataclass(frozen=True, slots=True)
class FixHours:
    """Another time than was counted, with the reason; 0 for who did not come."""

    number: str
    line: int
    minutes: int
    why: str


@dataclass(frozen=True, slots=True)
class ObjectToHours:
    number: str
    line: int
    words: str


@dataclass(frozen=True, slots=True)
class RateActivity:
    number: str
    line: int
    stars: int
    word: str


@dataclass(frozen=True, slots=True)
class AddWorkPhotos:
    number: str
    photos: tuple[FileRef, ...]


@dataclass(frozen=True, slots=True)
class WishKinds:
    """The kinds the one who speaks wants to hear of, instead of those before."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeepGroup:
    """A new group, or one with another leader."""

    group: Group


@dataclass(frozen=True, slots=True)
class KeepSheet:
    """A record sheet as it is given out."""

    sheet: RecordSheet
    person: int | None


@dataclass(frozen=True, slots=True)
class ForgetVolunteer:
    """The name of the one who speaks goes from all lists and sheets; the hours stay."""


ActivityEffect = (
    CallActivity
    | ChangeActivity
    | JoinIn
    | Withdraw
    | ComeIn
    | GoOut
    | SayLeft
    | WrongCode
    | SettleHours
    | FixHours
    | ObjectToHours
    | RateActivity
    | AddWorkPhotos
    | WishKinds
    | KeepGroup
    | KeepSheet
    | ForgetVolunteer
)
