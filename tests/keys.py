"""Keys for records that no house opened."""

import tempfile
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

from bot.file_store import FileStore
from bot.keyring import Keyring
from bot.sealed_file import Content
from storage.sealing import attach


@lru_cache
def ring() -> Keyring:
    """One for the whole run, as a house has one."""
    return Keyring(Path(tempfile.mkdtemp(prefix="cunbang-keys-")) / "personal.keys")


def store_in(folder: Path) -> FileStore:
    """A house's files, under the run's own keys."""
    return FileStore(folder, ring())


def bytes_in(folder: Path, digest: str) -> bytes:
    content = store_in(folder).content(digest)
    assert content
    return content.read()


def content_at(path: Path) -> Content:
    """A file that lies open, as a kept one."""
    return Content(path, ring())


def with_keys(engine: Engine, data: Path | None = None) -> Engine:
    """Those of a house's folder, or the run's own."""
    attach(engine, Keyring(data / "personal.keys") if data else ring())
    return engine
