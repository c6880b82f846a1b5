"""Keys for records that no house opened."""

import tempfile
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Engine

from bot.keyring import Keyring
from storage.sealing import attach


@lru_cache
def ring() -> Keyring:
    """One for the whole run, as a house has one."""
    return Keyring(Path(tempfile.mkdtemp(prefix="cunbang-keys-")) / "personal.keys")


def with_keys(engine: Engine, data: Path | None = None) -> Engine:
    """Those of a house's folder, or the run's own."""
    attach(engine, Keyring(data / "personal.keys") if data else ring())
    return engine
