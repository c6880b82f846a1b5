"""The house for one command of an operator."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bot.logs import log_to_stderr
from bot.plainly import plainly
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.house import House


@contextmanager
def opened(wanted: Settings) -> "Iterator[House]":
    """The house for one command; it may be running beside us."""
    log_to_stderr(wanted.log)
    with plainly():
        from bot.house import open_house  # noqa: PLC0415  # slow to read

        house = open_house(wanted)
        try:
            yield house
        finally:
            house.records.close()
