"""A letter on its way through a door, and what can become of it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol


class Content(Protocol):
    """Bytes that the house keeps."""

    @property
    def size(self) -> int: ...

    def stream(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        """From one byte to before another."""
        ...


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    kind: str
    """`photo`, `voice`, `video` or `document`."""
    name: str
    mime: str
    known_as: str
    """The channel's own name of the file, where it came from there; else ""."""
    content: Content | None
    """Its bytes, where the house has them."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    address: str
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Buttons: what is read on them, and what they carry."""
    menu: tuple[tuple[str, ...], ...] = ()
    """The labels of the large menu, where it is to be shown."""
    wish: str = ""
    """`photo`, `voice`, `place` or `phone`: what the question would like best."""
    ask: str = ""
    """The label of a key that sends the phone number or the place, where one is wished for."""
    files: tuple[OutgoingFile, ...] = ()
    edits: str = ""
    """The channel's name of the message that this one takes the place of."""
    silent: bool = False
    """Arrives without a sound (quiet hours)."""


class Unreachable(Exception):  # noqa: N818  # what happened, not whose fault it is
    """The person blocked the bot or is gone."""


class SendLater(Exception):  # noqa: N818
    """The channel asks for patience, or the line is down."""

    def __init__(self, seconds: float | None, *, sent_perhaps: bool = False) -> None:
        super().__init__(f"again in {seconds} s" if seconds else "again with growing pauses")
        self.seconds = seconds
        """What the channel asked for; None where it did not say."""
        self.sent_perhaps = sent_perhaps
        """The request went out and no answer came: it may have arrived."""


class NeverSendable(Exception):  # noqa: N818
    """The channel will not take this letter however often it is tried: a bug to be looked at."""


class Door(Protocol):
    """A channel that letters are sent through."""

    async def send(self, letter: Outgoing) -> str:
        """The channel's name of the message; raises the errors above."""
        ...
