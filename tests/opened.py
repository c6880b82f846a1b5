"""The data of a house that was opened before, so that opening it again has nothing to make or load."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import SecretStr

from bot.house import open_house
from bot.settings import Settings
from tests import postgresql

FILE, KEYS = "cunbang.sqlite", "personal.keys"


def opened_before(data: Path, on: str = postgresql.CHOSEN) -> SecretStr | None:
    """Where the database is, if not in the folder."""
    data.mkdir(exist_ok=True)
    (data / KEYS).write_bytes(_first_day(on)[1])
    if on == "postgresql":
        return SecretStr(postgresql.fresh(_first_day(on)[0].decode()))
    (data / FILE).write_bytes(_first_day(on)[0])
    return None


@lru_cache
def _first_day(on: str) -> tuple[bytes, bytes]:
    """Migrated, and with the sample city in it: the file or the name of the database, and the keys."""
    with TemporaryDirectory() as folder:
        data, database, name = Path(folder), None, postgresql.new_name()
        if on == "postgresql":
            postgresql.make(name)
            database = SecretStr(postgresql.address(name))
        open_house(Settings(data=data, database=database, sample=True)).records.close()
        made = name.encode() if database else (data / FILE).read_bytes()
        return made, (data / KEYS).read_bytes()
