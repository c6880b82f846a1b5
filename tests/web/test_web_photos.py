"""Files through the web door into a real store: the house knows a photo's place, and nobody else does."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from aiohttp import ClientSession
from itsdangerous import URLSafeSerializer

from conversations.messages import Attached, FileKind, FileRef
from handlers.web_passes import Passes
from tests.keys import bytes_in
from tests.pictures import EAST, NORTH, SECRETS, drawn, photo, written
from tests.web.conftest import SECRET
from tests.web.pretend_village import PretendVillage
from tests.web.visitor import address_of, on_the_line, visiting

SHOT_AT = "2026-11-23T09:30:05"
SPOILT = "这张照片打不开。请重新拍一张，或者换一张发来。"


@pytest_asyncio.fixture(loop_scope="session")
async def visitor(keeping_door: str) -> AsyncIterator[ClientSession]:
    async with visiting(keeping_door) as visitor:
        yield visitor


async def uploaded(visitor: ClientSession, data: bytes, mime: str, ask: str) -> FileRef:
    headers = {"Content-Type": mime}
    async with visitor.post(f"/upload?{ask}", data=data, headers=headers) as answer:
        token = (await answer.json())["file"]
    file = Passes(SECRET, windows=False).uploaded(await address_of(visitor), token)
    assert file
    return file


def kept(folder: Path) -> list[bytes]:
    return [bytes_in(folder, path.name) for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("kind", "name", "mime", "as_name"),
    [
        ("photo", "坑.jpg", "image/jpeg", "坑.jpg"),
        ("document", "IMG_1.HEIC", "image/heic", "IMG_1.jpg"),
        ("document", "坑.jpg", "application/octet-stream", "坑.jpg"),
    ],
)
async def test_a_photo_is_kept_clean(
    visitor: ClientSession, tmp_path: Path, kind: str, name: str, mime: str, as_name: str
) -> None:
    data = photo("HEIF" if "heic" in mime else "JPEG")
    file = await uploaded(visitor, data, mime, f"kind={kind}&name={name}")
    assert (file.kind, file.name, file.mime) == (FileKind(kind), as_name, "image/jpeg")
    (clean,) = kept(tmp_path)
    assert [secret for secret in SECRETS if secret in clean] == []
    digest = file.source.split(":")[1]
    assert (bytes_in(tmp_path, digest), file.size) == (clean, len(clean))


async def test_where_and_when_it_was_taken_is_heard_with_it(
    visitor: ClientSession, keeping_door: str, village: PretendVillage
) -> None:
    async with visitor.post("/upload?kind=photo", data=photo()) as answer:
        token = (await answer.json())["file"]
    async with on_the_line(visitor, keeping_door) as line:
        await line.send(id="33333333-0001", file=token)
        await line.told()
    (event,) = village.heard
    assert isinstance(event.input, Attached)
    file = event.input.file
    assert (file.taken_at, file.latitude, file.longitude) == (SHOT_AT, NORTH, EAST)


async def test_papers_and_sounds_are_kept_as_they_came(
    visitor: ClientSession, tmp_path: Path
) -> None:
    paper = b"%PDF-1.7 a paper"
    file = await uploaded(visitor, paper, "application/pdf", "kind=document&name=表.pdf")
    assert (file.name, file.mime, file.taken_at) == ("表.pdf", "application/pdf", "")
    assert kept(tmp_path) == [paper]


async def test_a_film_is_kept_without_its_place(visitor: ClientSession, tmp_path: Path) -> None:
    film, note = b"\0\0\0\x08ftyp\0\0\0\x16moov", b"\0\0\0\x0eudtaSECRET"
    file = await uploaded(visitor, film + note, "video/mp4", "kind=video&name=路.mp4")
    assert (file.kind, file.name, file.mime) == (FileKind.VIDEO, "路.mp4", "video/mp4")
    assert kept(tmp_path) == [film + b"\0\0\0\x0efree" + bytes(6)]


@pytest.mark.parametrize(
    ("told", "seconds"), [("&seconds=12", 12), ("", 0), ("&seconds=9999", 600), ("&seconds=x", 0)]
)
async def test_how_long_somebody_spoke_is_heard(
    visitor: ClientSession, told: str, seconds: int
) -> None:
    file = await uploaded(visitor, b"ogg", "audio/ogg", f"kind=voice{told}")
    assert (file.kind, file.seconds) == (FileKind.VOICE, seconds)


async def test_a_photo_that_cannot_be_cleaned_is_not_kept(
    visitor: ClientSession, tmp_path: Path
) -> None:
    for data in (photo("HEIF")[:400], photo("WEBP")[:90]):
        async with visitor.post("/upload?kind=photo", data=data) as answer:
            assert (answer.status, await answer.json()) == (422, {"why": SPOILT})
    assert kept(tmp_path) == []


async def test_the_same_clean_photo_is_kept_once(visitor: ClientSession, tmp_path: Path) -> None:
    for data in (written(drawn()), photo(), photo()):
        await uploaded(visitor, data, "image/jpeg", "kind=photo")
    assert kept(tmp_path) == [written(drawn())]


def test_an_upload_signed_before_files_had_a_place_is_still_taken() -> None:
    old = URLSafeSerializer(SECRET, salt="cunbang.web.upload")
    parts = ["web:k", "web:1", "photo", 9, "a.jpg", "image/jpeg"]
    passes = Passes(SECRET, windows=False)
    token = str(old.dumps(parts))
    assert passes.uploaded("web:k", token) == FileRef(
        "web:1", FileKind.PHOTO, 9, "a.jpg", "image/jpeg"
    )
    assert passes.uploaded("web:other", token) is None
    fresh = FileRef("web:1", FileKind.PHOTO, 9, "a.jpg", "image/jpeg", SHOT_AT, NORTH, EAST, 3)
    assert passes.uploaded("web:k", passes.upload("web:k", fresh)) == fresh
    assert passes.uploaded("web:other", passes.upload("web:k", fresh)) is None
