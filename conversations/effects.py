"""What a talk asks the world to make true. The records carry it out in the same transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from conversations.activities.effects import ActivityEffect
from conversations.broadcasts.facts import SendPush
from conversations.disputes.effects import DisputeEffect
from conversations.duty.effects import DutyEffect
from conversations.entries import Spoken
from conversations.issues.effects import BeAway, FileIssue, LogVisit, MoveIssue
from conversations.meetings.effects import MeetingEffect
from conversations.messages import FileRef, Reply
from conversations.notices.effects import NoticeEffect
from conversations.reminders.effects import ReminderEffect
from conversations.whereabouts import Where
from conversations.words import NOTHING, Words
from domain.requests import Move, Stage
from domain.roles import Role
from domain.services import Mode


@dataclass(frozen=True, slots=True)
class Settle:
    """The one who speaks agreed and said who they are."""

    village: str
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    agreed: bool


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """What is held of the one who speaks goes; what the village must keep stays without the name.

    Personal Information Protection Law, article 47.
    """


@dataclass(frozen=True, slots=True)
class Correct:
    """Change what is held of the one who speaks; None leaves a thing as it is."""

    name: str | None = None
    phone: str | None = None
    village: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class AddRelative:
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class PaperGiven:
    key: str
    status: str
    files: tuple[FileRef, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class FileRequest:
    number: str
    service: str
    village: str
    mode: Mode
    accept_by: datetime
    due_at: datetime
    for_name: str = ""
    relation: str = ""
    where: Where = field(default_factory=Where)
    visit: str = ""
    papers: tuple[PaperGiven, ...] = ()
    note: Spoken = field(default_factory=Spoken)
    sensitive_consent: bool = False
    villager_name: str = ""
    """Where an agent files for somebody who stands before them."""
    villager_phone: str = ""


@dataclass(frozen=True, slots=True)
class MoveRequest:
    """Make a move on a request; `seen` is the stage the mover saw: somebody may be quicker."""

    number: str
    move: Move
    seen: Stage
    why: Spoken = field(default_factory=Spoken)
    to_agent: int | None = None
    due_at: datetime | None = None
    accept_by: datetime | None = None
    """Where it goes back to be accepted: until when."""
    asked: tuple[str, ...] = ()
    papers: tuple[PaperGiven, ...] = ()
    files: tuple[FileRef, ...] = ()
    rating: int | None = None
    back_by: str = ""
    original: int | None = None


@dataclass(frozen=True, slots=True)
class TakePost:
    """Take the role that an invitation gives; name and phone where they were not known yet."""

    code: str
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ToldInPerson:
    """Somebody whom no channel reaches was told by phone or on foot."""

    missed: int


@dataclass(frozen=True, slots=True)
class ToPerson:
    person: int


@dataclass(frozen=True, slots=True)
class ToPost:
    """Everybody who has the role at the place."""

    role: Role
    place: str


@dataclass(frozen=True, slots=True)
class ToGroup:
    """A group chat of a village, by its address."""

    address: str


@dataclass(frozen=True, slots=True)
class Tell:
    """Post a letter to somebody else. The same key is never posted twice to one person."""

    to: ToPerson | ToPost | ToGroup
    reply: Reply
    key: str
    own_danger: bool = False
    """The reader reported a danger: told of it also if they never agreed to anything else."""
    beside: int = 0
    """Somebody at the post who knows it already: the one who acted."""
    urgent: bool = False
    """A danger, or a duty that has begun: it goes through everybody's quiet hours."""
    good_until: datetime | None = None
    """Later than that it is worth nothing: what has not gone out by then never does."""
    cause: str = ""
    """What it reminds of, as somebody may have put it off until another day."""
    on_list: Words = NOTHING
    """What the village's list says instead, where no channel reaches the reader: names stay away."""


@dataclass(frozen=True, slots=True)
class RedrawCards:
    """Every card about a request or an issue that staff hold shows how it stands now."""

    number: str


@dataclass(frozen=True, slots=True)
class MakePaper:
    """Make a document or a picture and send it to the one who speaks."""

    kind: str
    """`entrustment`, `map`, `ledger` or `geojson`."""
    subject: str
    """What it is made of: a request's number, or the code of a place."""


Effect = (
    Settle
    | Consent
    | ForgetMe
    | Correct
    | AddRelative
    | FileRequest
    | MoveRequest
    | TakePost
    | ToldInPerson
    | FileIssue
    | MoveIssue
    | LogVisit
    | BeAway
    | Tell
    | RedrawCards
    | MakePaper
    | MeetingEffect
    | DisputeEffect
    | NoticeEffect
    | ActivityEffect
    | DutyEffect
    | ReminderEffect
    | SendPush
)
