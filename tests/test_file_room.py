"""Files are fetched after the commit, kept by their content, and tried again until they are there."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot.file_room import FileRoom, Gone
from bot.file_store import FileStore
from conversations.messages import FileKind, FileRef
from domain.files import MAX_BYTES
from handlers.outgoing import SendLater
from storage.files import Kept, file_numbered, note_file
from tests.village import Village

JPEG = b"\xff\xd8\xff\xe0 a picture"


@dataclass
class Shelf:
    """A source whose deliveries go wrong as they are told."""

    content: bytes = JPEG
    troubles: list[Exception] = field(default_factory=list)

    async def __call__(self, name: str) -> AsyncIterator[bytes]:
        assert name == "abc"
        yield self.content[:5]
        if self.troubles:
            raise self.troubles.pop(0)
        yield self.content[5:]


def wanted(village: Village, kind: FileKind = FileKind.PHOTO) -> int:
    ref = FileRef("telegram:abc", kind, 10, "x.jpg", "image/jpeg")
    note = partial(note_file, file=ref, about="request:DB-1", now=village.now)
    return village.records.run_here(note)


def found(village: Village, number: int) -> Kept:
    kept = village.records.run_here(partial(file_numbered, number=number))
    assert kept
    return kept


async def works_until(
    village: Village, folder: Path, shelf: Shelf, done: Callable[[], bool]
) -> None:
    room = FileRoom(village.records, FileStore(folder), lambda: village.now)
    room.sources["telegram"] = shelf
    task = asyncio.create_task(room.run())
    async with asyncio.timeout(5):
        while not done():  # noqa: ASYNC110  # the records ring no bell
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_photo_is_kept_under_its_content(tmp_path: Path) -> None:
    village = Village()
    number = wanted(village)
    await works_until(village, tmp_path, Shelf(), lambda: found(village, number).state == "kept")
    digest = hashlib.sha256(JPEG).hexdigest()
    assert found(village, number).digest == digest
    assert FileStore(tmp_path).path(digest).read_bytes() == JPEG


async def test_a_line_that_breaks_is_tried_again_also_after_a_restart(tmp_path: Path) -> None:
    village, shelf = Village(), Shelf(troubles=[SendLater(None), OSError()])
    number = wanted(village)
    for tries in (1, 2):
        await works_until(
            village,
            tmp_path,
            shelf,
            lambda t=tries: found(village, number).tries == t,  # type: ignore[misc]
        )
        assert list(tmp_path.iterdir()) == []
        village.passes(minutes=1)
    await works_until(village, tmp_path, shelf, lambda: found(village, number).state == "kept")


async def test_what_is_too_big_or_gone_or_a_program_is_refused_for_good(tmp_path: Path) -> None:
    for shelf in (
        Shelf(content=b"x" * (MAX_BYTES + 10)),
        Shelf(troubles=[Gone("no longer there")]),
        Shelf(content=b"MZ this is no picture"),
    ):
        village = Village()
        number = wanted(village)
        await works_until(
            village,
            tmp_path,
            shelf,
            lambda v=village, n=number: found(v, n).state == "refused",  # type: ignore[misc]
        )
