"""Files are fetched after the commit, kept by their content, and tried again until they are there."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from bot.file_room import FileRoom, Gone
from conversations.messages import FileKind, FileRef
from domain.files import MAX_BYTES
from handlers.outgoing import SendLater
from handlers.telegram.files import ways
from storage.files import Kept, file_numbered, mark_refused, note_file
from tests.keys import bytes_in, store_in
from tests.pictures import EAST, NORTH, SECRETS, drawn, exif, photo, written
from tests.test_courier import Pillar, post, running
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


def wanted(
    village: Village,
    kind: FileKind = FileKind.PHOTO,
    name: str = "x.jpg",
    mime: str = "image/jpeg",
    source: str = "telegram:abc",
) -> int:
    ref = FileRef(source, kind, 10, name, mime, seconds=7)
    note = partial(note_file, file=ref, about="request:DB-1", now=village.now)
    return village.records.run_here(note)


def found(village: Village, number: int) -> Kept:
    kept = village.records.run_here(partial(file_numbered, number=number))
    assert kept
    return kept


def room_of(village: Village, folder: Path) -> FileRoom:
    return FileRoom(village.records, store_in(folder), lambda: village.now)


async def works_until(
    village: Village,
    folder: Path,
    shelf: Shelf,
    done: Callable[[], bool],
    told: list[int] | None = None,
) -> None:
    async def tell(number: int) -> None:
        assert told is not None
        told.append(number)

    room = room_of(village, folder)
    room.sources["telegram"] = shelf
    if told is not None:
        room.told_by_photo = tell
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
    assert bytes_in(tmp_path, digest) == JPEG


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


@pytest.mark.parametrize(
    ("name", "mime", "kept_as"),
    [
        ("IMG_1.HEIC", "image/heic", "IMG_1.jpg"),
        ("IMG_1.JPG", "application/octet-stream", "IMG_1.JPG"),
        ("表.pdf", "application/pdf", "表.pdf"),
    ],
)
async def test_a_picture_that_came_as_a_document_is_cleaned_and_what_it_said_is_known(
    tmp_path: Path, name: str, mime: str, kept_as: str
) -> None:
    village, told = Village(), list[int]()
    number = wanted(village, FileKind.DOCUMENT, name, mime)
    shelf = Shelf(photo("HEIF" if mime == "image/heic" else "JPEG"))
    await works_until(village, tmp_path, shelf, lambda: told == [number], told)
    kept = found(village, number)
    assert (kept.state, kept.mime, kept.name) == ("kept", "image/jpeg", kept_as)
    assert (kept.taken_at, kept.latitude, kept.longitude) == ("2026-11-23T09:30:05", NORTH, EAST)
    assert kept.seconds == 7
    (path,) = (path for path in tmp_path.rglob("*") if path.is_file())
    assert path.name == kept.digest
    data = bytes_in(tmp_path, kept.digest)
    assert len(data) == kept.size
    assert [secret for secret in SECRETS if secret in data] == []


async def test_nobody_is_told_of_a_photo_that_names_no_place(tmp_path: Path) -> None:
    village, told = Village(), list[int]()
    number = wanted(village)
    shelf = Shelf(written(drawn(), exif=exif({})))
    await works_until(
        village, tmp_path, shelf, lambda: found(village, number).state == "kept", told
    )
    assert (found(village, number).taken_at, told) == ("2026-11-23T09:30:05", [])


async def test_a_picture_that_cannot_be_cleaned_is_refused(tmp_path: Path) -> None:
    village = Village()
    number = wanted(village, FileKind.DOCUMENT, "a.heic", "image/heic")
    shelf = Shelf(photo("HEIF")[:400])
    await works_until(village, tmp_path, shelf, lambda: found(village, number).state == "refused")
    assert list(tmp_path.iterdir()) == []


def goes_as(village: Village, folder: Path, number: int) -> list[str]:
    kept = found(village, number)
    return [str(medium) for _, medium in ways(room_of(village, folder).outgoing(kept))]


@pytest.mark.parametrize(
    ("kind", "name", "mime", "by_id"),
    [
        (FileKind.DOCUMENT, "a.jpg", "", False),
        (FileKind.DOCUMENT, "a.pdf", "image/png", False),
        (FileKind.DOCUMENT, "表.pdf", "application/pdf", True),
        (FileKind.PHOTO, "", "image/jpeg", True),
        (FileKind.VOICE, "", "audio/ogg", True),
    ],
)
def test_a_document_that_is_a_picture_never_goes_as_telegram_has_it(
    tmp_path: Path, kind: FileKind, name: str, mime: str, *, by_id: bool
) -> None:
    village = Village()
    number = wanted(village, kind, name, mime)
    assert goes_as(village, tmp_path, number) == (["abc"] if by_id else [])
    refuse = partial(mark_refused, number=number)
    village.records.run_here(refuse)
    assert goes_as(village, tmp_path, number) == (["abc"] if by_id else [])


async def test_a_letter_waits_until_its_document_is_clean_and_takes_that_along(
    tmp_path: Path,
) -> None:
    village, pillar = Village(), Pillar()
    number = wanted(village, FileKind.DOCUMENT, "IMG_1.HEIC", "image/heic")
    post(village, "picture", files=[[number, "document", "IMG_1.HEIC"]])
    async with running(village, pillar, room_of(village, tmp_path).outgoing):
        await asyncio.sleep(0.05)
        assert pillar.sent == []
        shelf = Shelf(photo("HEIF"))
        await works_until(village, tmp_path, shelf, lambda: pillar.sent != [])
    (sent,) = pillar.sent[0].files
    assert (sent.name, sent.mime, sent.known_as) == ("IMG_1.jpg", "image/jpeg", "")
    assert sent.content
    clean = b"".join([piece async for piece in sent.content.stream()])
    assert clean
    assert b"SECRET" not in clean
