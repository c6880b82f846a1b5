"""The data of a house that was opened before, so that opening it again has nothing to make or load."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.house import open_house
from bot.settings import Settings
from tests import postgresql

FILE = "cunbang.sqlite"


def opened_before(data: Path, on: str = postgresql.CHOSEN) -> SecretStr | None:
    """Where the database is, if not in the folder."""
    data.mkdir(exist_ok=True)
    if on == "postgresql":
        return SecretStr(postgresql.fresh(_first_day_on_postgresql()))
    (data / FILE).write_bytes(_first_day())
    return None


@lru_cache
def _first_day() -> bytes:
    """Migrated, and with the sample city in it."""
    with TemporaryDirectory() as folder:
        open_house(Settings(data=Path(folder), sample=True)).records.close()
        return (Path(folder) / FILE).read_bytes()


@lru_cache
def _first_day_on_postgresql() -> str:
    name = postgresql.new_name()
    postgresql.make(name)
    database = SecretStr(postgresql.address(name))
    with TemporaryDirectory() as folder:
        open_house(Settings(data=Path(folder), database=database, sample=True)).records.close()
    return name
