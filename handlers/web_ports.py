"""What the web door asks of the rest of the house: letters, files, and in sample mode seats."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from conversations.messages import FileRef
from handlers.outgoing import Content
from handlers.web_words import Sentence


@dataclass(frozen=True, slots=True)
class WebLetter:
    """One letter as the page shows it."""

    id: int
    """Grows from letter to letter; the page asks for what came after the newest it has."""
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Buttons: (label, token)."""
    menu: tuple[tuple[str, ...], ...] = ()
    """Labels of the menu that is always there, in the reader's language; empty when unchanged."""
    wish: str = ""
    """What the question would like best: '', photo, voice, place or phone."""
    files: tuple[tuple[int, str, str], ...] = ()
    """(number of the file, kind, name)."""
    edits: int | None = None
    """The letter whose text and buttons this one replaces."""
    at: str = ""
    """ISO 8601, with its offset from UTC."""


class Mailbox(Protocol):
    async def letters(self, address: str, after: int) -> tuple[WebLetter, ...]:
        """In order, at most 100 with an id above `after`; the newest 50 when `after` is 0."""
        ...

    async def delivered(self, address: str, upto: int) -> None:
        """The page has shown everything up to this letter."""
        ...

    def listening(self, address: str) -> AbstractAsyncContextManager[asyncio.Event]:
        """Yields an event that is set whenever there may be new letters."""
        ...


class FileRefused(Exception):  # noqa: N818 - the plain name of what happened
    """A file was not taken; the sentence is for the person who sent it."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.chinese)
        self.sentence = sentence


class Files(Protocol):
    async def keep(
        self, address: str, kind: str, name: str, mime: str, stream: AsyncIterator[bytes]
    ) -> FileRef:
        """Stores what the stream brings.

        The stream may raise (too much, line broken); nothing must be kept then.

        Raises:
            FileRefused: the house does not take such a file.
        """
        ...

    async def open(self, address: str, file: int) -> tuple[Content, str, str] | None:
        """Its bytes, mime and name; None when it is not there or not for this reader."""
        ...


@dataclass(frozen=True, slots=True)
class SampleSeat:
    key: str
    """Letters, digits, `-` and `_`."""
    name: str
    title: str
    """Role and place in words."""
    group: str
    """Under which heading the seat is offered, e.g. 村民 or 代办员."""


class Seats(Protocol):
    """The sample people whose part a visitor may take; only in sample mode."""

    async def people(self) -> tuple[SampleSeat, ...]: ...

    async def sit(self, key: str) -> str:
        """The address to use.

        Raises:
            KeyError: nobody of that key.
        """
        ...
