"""Photos and papers lie sealed on the disk, and are opened piece by piece for whoever may see them."""

import os
import time
from collections.abc import AsyncIterator, MutableMapping
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from starlette.requests import Request

from bot.file_store import FileStore
from bot.keyring import Keyring
from bot.sealed_file import PIECE, TAG
from handlers.web_parts import in_parts
from storage.sealing import KeysMissing
from tests.keys import content_at

SECRET = "样例：身份证照片".encode()
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 7]


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "personal.keys")


@pytest.fixture
def store(tmp_path: Path, keys: Keyring) -> FileStore:
    return FileStore(tmp_path / "files", keys)


async def in_pieces(data: bytes, size: int = 10_000) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def put(store: FileStore, data: bytes) -> str:
    digest, size = await store.keep(in_pieces(data))
    assert size == len(data)
    return digest


def the_file(folder: Path) -> Path:
    (path,) = (path for path in (folder / "files").rglob("*") if path.is_file())
    return path


def looked_at(store: FileStore, digest: str) -> bytes:
    content = store.content(digest)
    assert content
    return content.read()


@pytest.mark.parametrize("size", SIZES)
async def test_what_goes_in_comes_out_whole_and_in_parts(store: FileStore, size: int) -> None:
    data = os.urandom(size)
    digest = await put(store, data)
    content = store.content(digest)
    assert content
    assert (content.size, content.read(), store.head(digest)) == (size, data, data[:16])
    for start, stop in ((0, 1), (PIECE - 2, PIECE + 2), (1, size), (size, size + 5), (PIECE, None)):
        part = b"".join([piece async for piece in content.stream(start, stop)])
        assert part == data[start:stop], (start, stop)


async def test_nothing_of_it_can_be_read_on_the_disk_not_even_while_it_arrives(
    store: FileStore, tmp_path: Path
) -> None:
    async with store.arriving(in_pieces(SECRET * 10_000)) as coming:
        assert SECRET not in coming.path.read_bytes()
        assert coming.read() == SECRET * 10_000
        coming.change(SECRET * 20_000)
        assert coming.read() == SECRET * 20_000
        await store.settle(coming)
    assert SECRET not in the_file(tmp_path).read_bytes()


async def test_a_file_that_was_cut_or_changed_is_not_shown(
    store: FileStore, tmp_path: Path
) -> None:
    digest = await put(store, bytes(3 * PIECE))
    path, whole = the_file(tmp_path), the_file(tmp_path).read_bytes()
    a_piece = PIECE + TAG
    for spoilt in (
        whole[a_piece:],
        whole[:a_piece] + whole[2 * a_piece :],
        whole[a_piece : 2 * a_piece] + whole[:a_piece] + whole[2 * a_piece :],
        whole[:5] + bytes([whole[5] ^ 1]) + whole[6:],
    ):
        path.write_bytes(spoilt)
        with pytest.raises(InvalidTag):
            looked_at(store, digest)


async def test_files_are_sealed_anew_and_those_from_before_too(
    store: FileStore, keys: Keyring, tmp_path: Path
) -> None:
    digest, old = await put(store, SECRET), tmp_path / "files" / "ab" / ("ab" * 32)
    old.parent.mkdir(exist_ok=True)
    old.write_bytes(SECRET * 10_000)
    assert looked_at(store, old.name) == SECRET * 10_000
    newest = keys.add()
    changed = [store.reseal(path) for path in store.under_older(newest)]
    assert changed == [True, True]
    assert ([*store.under_older(newest)], [*store.under("k1")]) == ([], [])
    keys.drop("k1")
    assert looked_at(store, digest) == SECRET
    assert looked_at(store, old.name) == SECRET * 10_000
    assert SECRET not in old.read_bytes()
    keys.add()
    keys.drop(newest)
    with pytest.raises(KeysMissing):
        looked_at(store, digest)


async def test_a_file_that_is_forgotten_meanwhile_does_not_come_back(
    store: FileStore, keys: Keyring, tmp_path: Path
) -> None:
    digest, newest = await put(store, SECRET), keys.add()
    (path,) = store.under_older(newest)
    store.forget(digest)
    store.forget(digest)
    assert store.reseal(path) is False
    assert store.content(digest) is None
    assert [path for path in (tmp_path / "files").rglob("*") if path.is_file()] == []


def test_bytes_of_which_no_folder_is_left_can_be_forgotten(store: FileStore) -> None:
    """As in a house that was set up again without its files."""
    store.forget("ab" * 32)
    assert store.content("ab" * 32) is None


def test_an_upload_that_is_settled_while_others_are_swept_is_no_trouble(
    store: FileStore, tmp_path: Path
) -> None:
    """The name is still in the list, the file is gone: a link that leads nowhere is the same."""
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "coming-gone").symlink_to(tmp_path / "nowhere")
    store.sweep()


async def test_uploads_of_a_process_that_died_are_swept_away(
    store: FileStore, tmp_path: Path
) -> None:
    digest = await put(store, SECRET)
    stale, fresh = tmp_path / "files" / "coming-a", tmp_path / "files" / "coming-b"
    for left in (stale, fresh):
        left.write_bytes(b"half")
    os.utime(stale, (time.time() - 4000, time.time() - 4000))
    store.sweep()
    assert (stale.exists(), fresh.exists()) == (False, True)
    assert looked_at(store, digest) == SECRET


@pytest.mark.parametrize(
    ("asked", "status", "told", "got"),
    [
        ("", 200, None, b"0123456789"),
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-3", 206, "bytes 7-9/10", b"789"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=5-2", 416, "bytes */10", b""),
        ("bytes=-0", 416, "bytes */10", b""),
        ("bytes=-", 200, None, b"0123456789"),
        ("bytes=0-1,3-4", 200, None, b"0123456789"),
        ("bytes=٣-", 200, None, b"0123456789"),
        ("lines=0-3", 200, None, b"0123456789"),
    ],
)
async def test_a_phone_may_ask_for_a_part_of_a_sound(
    tmp_path: Path, asked: str, status: int, told: str | None, got: bytes
) -> None:
    (tmp_path / "sound").write_bytes(b"0123456789")
    request = Request({"type": "http", "headers": [(b"range", asked.encode("utf-8"))]})
    answer = in_parts(request, content_at(tmp_path / "sound"), "audio/ogg", {"X-More": "1"})
    sent = bytearray()

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.extend(message.get("body", b""))

    async def receive() -> MutableMapping[str, Any]:
        raise AssertionError

    scope = {"type": "http", "method": "GET", "asgi": {"spec_version": "2.4"}}
    await answer(scope, receive, send)
    assert (answer.status_code, answer.headers.get("content-range")) == (status, told)
    assert bytes(sent) == got
    if status != 416:
        assert answer.headers["content-length"] == str(len(got))
