"""What every way of starting needs: settings, catalogue, records."""

import contextlib
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine

from bot.file_store import FileStore
from bot.keyring import Keyring
from bot.letters import World
from bot.records import Records
from bot.settings import HOUSE, Settings
from bot.tongues import tongues
from storage.activities.sample import load_activities, load_groups
from storage.catalogue import Loaded, load_catalogue
from storage.database import migrate, open_postgresql, open_sqlite
from storage.duty.sample import load_duty
from storage.meetings.sample import load_bodies
from storage.meetings.sample_past import load_past
from storage.resealing import anything_sealed, mark_phones
from storage.sample import load_sample
from storage.sealing import KeysMissing, attach, ring_of


@dataclass(frozen=True, slots=True)
class House:
    """The rooms that every way of starting needs."""

    settings: Settings
    loaded: Loaded
    world: World
    records: Records

    def store(self) -> FileStore:
        return FileStore(self.settings.data / "files", ring_of(self.records.engine.dialect))

    def now(self) -> datetime:
        return datetime.now(ZoneInfo(self.world.city.time_zone))


def open_house(settings: Settings) -> House:
    """Read the catalogue, open and migrate the database, load the sample where it is wanted."""
    loaded = load_catalogue(settings.catalogue, sample=settings.with_sample)
    zone = ZoneInfo(loaded.city.time_zone)
    world = World(loaded.catalogue, loaded.city, tongues(HOUSE / "locales", zone), url=settings.url)
    settings.data.mkdir(parents=True, exist_ok=True)
    engine = open_database(settings)
    try:
        migrate(engine)
        attach(engine, Keyring(keys_of(settings.data, engine)))
    except BaseException:
        engine.dispose()
        raise
    house = House(settings, loaded, world, Records(engine))
    while house.records.run_here(mark_phones):
        pass
    if settings.with_sample:
        house.records.run_here(lambda s: load_sample(s, loaded.sample_people, house.now()))
        house.records.run_here(lambda s: load_bodies(s, loaded.city))
        house.records.run_here(lambda s: load_past(s, house.now()))
        house.records.run_here(lambda s: load_groups(s, loaded.city))
        house.records.run_here(lambda s: load_activities(s, house.now()))
        rules = loaded.catalogue.duty
        house.records.run_here(lambda s: load_duty(s, loaded.city, rules, house.now()))
    return house


def open_database(settings: Settings) -> Engine:
    if settings.database:
        return open_postgresql(settings.database.get_secret_value())
    return open_sqlite(settings.data / "cunbang.sqlite")


def keys_of(data: Path, engine: Engine) -> Path:
    """Where the keys of personal data lie.

    Raises KeysMissing where something is sealed already: new keys would open nothing of it.
    """
    file = data / "personal.keys"
    if not file.exists():
        with engine.connect() as connection:
            if anything_sealed(connection):
                raise KeysMissing(f"{file} is gone")
    return file


def web_secret(data: Path) -> str:
    """Signs cookies; made once and kept beside the database, readable by its owner only."""
    file = data / "web.key"
    if not file.exists():
        _make_once(file, secrets.token_hex(32))
    return file.read_text().strip()


def _make_once(file: Path, words: str) -> None:
    """Whole at once, and only by the first of several processes that start together."""
    own = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    own.touch(mode=0o600)
    own.write_text(words)
    with contextlib.suppress(FileExistsError):
        os.link(own, file)
    own.unlink()
