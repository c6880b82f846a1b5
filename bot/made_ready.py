"""Makes letters ready for their door: files by name, and the message that is redrawn."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from domain.files import fitting_name
from handlers.outgoing import Outgoing, OutgoingFile
from storage import sending
from storage.files import Kept, file_numbered
from storage.outbox import Posted
from storage.sending import Mark

NIGHT_FROM, NIGHT_TO = 21, 7
Stored = Callable[[Kept], OutgoingFile]


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter and what its door needs of it."""

    posted: Posted
    outgoing: Outgoing | None
    """None: it waits for something, and what follows it in its chat waits too; or see `mark`."""
    mark: Mark | None = None
    """It will never go, and what follows it need not wait."""


def made_ready(
    session: Session, letters: Sequence[Posted], stored: Stored, now: datetime
) -> Iterator[Ready]:
    redrawn = {letter.edits for letter in letters if letter.edits is not None}
    originals = sending.sent_as(session, redrawn)
    for letter in letters:
        edits = ""
        if letter.edits is not None:
            state, edits = originals.get(letter.edits, ("", ""))
            if not edits:
                yield Ready(letter, None, _without_original(letter, state))
                continue
        files = [] if edits else list(_files(session, letter, stored))
        complete = None not in files
        enclosed = tuple(file for file in files if file)
        yield Ready(letter, _outgoing(letter, edits, enclosed, now) if complete else None)


def _without_original(letter: Posted, state: str) -> Mark | None:
    """An original that was never delivered cannot be redrawn; one on its way is waited for."""
    if state != "waiting":
        return Mark(letter.id, "sent", tries=letter.tries)
    return None


def _files(session: Session, letter: Posted, stored: Stored) -> Iterable[OutgoingFile | None]:
    """None for one that is not there yet and has no name at the channel."""
    for number, _kind, name in letter.body["files"]:
        kept = file_numbered(session, number)
        if kept is None:
            yield None
            continue
        file = stored(kept)
        if kept.state == "wanted" and not file.known_as:
            yield None
            continue
        called = fitting_name(name or file.name, file.mime)
        yield OutgoingFile(file.kind, called, file.mime, file.known_as, file.content)


def _outgoing(
    letter: Posted, edits: str, files: tuple[OutgoingFile, ...], now: datetime
) -> Outgoing:
    body = letter.body
    return Outgoing(
        letter.address,
        body["text"],
        tuple(tuple((label, token) for label, token in row) for row in body["rows"]),
        tuple(tuple(row) for row in body["menu"]),
        body["wish"],
        body.get("ask", ""),
        files,
        edits,
        silent=letter.push and (now.hour >= NIGHT_FROM or now.hour < NIGHT_TO),
    )
