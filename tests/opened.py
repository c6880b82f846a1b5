"""The data of a house that was opened before, so that opening it again has nothing to make or load."""

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.house import open_house
from bot.settings import Settings

FILE = "cunbang.sqlite"


def opened_before(data: Path) -> None:
    data.mkdir(exist_ok=True)
    (data / FILE).write_bytes(_first_day())


@lru_cache
def _first_day() -> bytes:
    """Migrated, and with the sample city in it."""
    with TemporaryDirectory() as folder:
        open_house(Settings(data=Path(folder), sample=True)).records.close()
        return (Path(folder) / FILE).read_bytes()
