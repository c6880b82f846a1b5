"""What comes in through a door (Event) and what goes out (Reply), the same on every channel."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from conversations.words import Words


class FileKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file that someone sent, by where its bytes can be fetched after the commit."""

    source: str
    """`telegram:<file_id>` or `web:<sha256>`."""
    kind: FileKind
    size: int = 0
    """Bytes; 0 where the channel does not say."""
    name: str = ""
    mime: str = ""
    taken_at: str = ""
    """What a photo's camera noted, ISO, in local time; it names no zone."""
    latitude: float | None = None
    longitude: float | None = None
    """Where a photo was taken, as its camera noted it; WGS-84."""
    seconds: int = 0
    """How long a voice message or a film lasts; 0 where nobody says."""


@dataclass(frozen=True, slots=True)
class Said:
    text: str


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was pressed; `token` is what the button carried, unchecked."""

    token: str
    message: str = ""
    """The channel's name for the message the button hung on."""


@dataclass(frozen=True, slots=True)
class Attached:
    file: FileRef
    caption: str = ""
    album: str = ""


@dataclass(frozen=True, slots=True)
class Located:
    """WGS-84 degrees."""

    latitude: float
    longitude: float
    accuracy: float | None = None
    """Metres, where the phone says so."""
    sent_at: datetime | None = None
    """When the phone found it, where the channel tells by a clock of its own."""
    seconds: float | None = None
    """How old it was when it was sent, where the phone tells: its clock may be wrong."""

    def age(self, now: datetime) -> float | None:
        """Seconds; None where nobody says."""
        if self.seconds is not None:
            return self.seconds
        return (now - self.sent_at).total_seconds() if self.sent_at else None


@dataclass(frozen=True, slots=True)
class SharedContact:
    phone: str
    name: str
    own: bool
    """The contact is the sender's own card."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The door was opened: /start, a deep link, the first visit of the page."""

    payload: str = ""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something no talk can use: a sticker, a dice, a poll."""

    what: str


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot or closed the account."""


@dataclass(frozen=True, slots=True)
class TooFast:
    """Something came that was not looked at: far too much came before it."""


class InGroup(StrEnum):
    """What somebody did with the bot in a group chat."""

    ADDED = "added"
    BIND = "bind"
    UNBIND = "unbind"
    DUTY = "duty"
    GONE = "gone"
    """The bot was put out of the group, or the group is closed."""
    MOVED = "moved"
    """The channel gave the group another address."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """Something happened in a group: its address is the event's, and the answer goes there."""

    what: InGroup
    group: str
    title: str = ""
    by: str = ""
    """The private address of whoever did it."""
    rest: str = ""
    """What was written behind the command; the new address of a group that moved."""


Input = (
    Said
    | Tapped
    | Attached
    | Located
    | SharedContact
    | Opened
    | Unusable
    | Left
    | Grouped
    | TooFast
)


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    """Unique for ever: `telegram:<bot>:<update id>`. Makes a second delivery harmless."""
    address: str
    """Where the answer goes: `telegram:7`, `web:k3…`, `console:1`."""
    input: Input
    language: str = ""
    """What the channel believes the person reads; empty if it does not say."""
    name: str = ""
    """What the channel calls the person; offered, never taken for granted."""


Hear = Callable[[Sequence[Event]], Awaitable[None]]
"""What a door is given: hands events in and returns once they are on record."""


@dataclass(frozen=True, slots=True)
class Button:
    label: Words
    token: str
    """What comes back in `Tapped`; ASCII, at most 64 bytes (Telegram's limit for callback data)."""


class Wish(StrEnum):
    """What the question would like best, so that a channel can offer its own means."""

    NOTHING = ""
    PHOTO = "photo"
    VOICE = "voice"
    PLACE = "place"
    PHONE = "phone"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes out with a reply."""

    file: int
    """The record's number of the file."""
    kind: FileKind
    name: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    text: Words
    rows: tuple[tuple[Button, ...], ...] = ()
    wish: Wish = Wish.NOTHING
    menu: bool = False
    """Show the big numbered menu that is always there."""
    files: tuple[Enclosure, ...] = ()
    attached: tuple[FileRef, ...] = ()
    """Files that came in this very turn and go along; they belong to what `attached_to` names."""
    attached_to: str = ""
    about: str = ""
    """What the message shows, e.g. `request:DB-20261123-0007`, so that it can be redrawn later."""
