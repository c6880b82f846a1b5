"""python-telegram-bot as a second, independent reader of what goes over the line."""

from collections.abc import Iterator
from functools import cache
from typing import Any

import telegram

from tests.telegram.schema import Json


@cache
def _bot() -> telegram.Bot:
    """Never initialised: it only lends its defaults to what is read."""
    return telegram.Bot("42:SAMPLE")


def read_update(update: Json) -> None:
    _agree("update", update, telegram.Update.de_json(update, _bot()))


def read_message(message: Json) -> None:
    _agree("message", message, telegram.Message.de_json(message, _bot()))


def _agree(what: str, told: Json, read: telegram.TelegramObject) -> None:
    strangers = [*_unknown(what, read)]
    assert strangers == [], f"python-telegram-bot does not know {strangers}"
    lost = [*_differences(what, told, read.to_dict())]
    assert lost == [], f"python-telegram-bot reads otherwise: {lost}"


def _unknown(where: str, read: Any) -> Iterator[str]:
    """Fields which no class of python-telegram-bot has a place for."""
    if isinstance(read, tuple | list):
        for number, item in enumerate(read):
            yield from _unknown(f"{where}[{number}]", item)
    if isinstance(read, telegram.TelegramObject):
        yield from (f"{where}.{name}" for name in read.api_kwargs)
        for name, value in read._get_attrs(include_private=False, recursive=False).items():
            if name != "api_kwargs":
                yield from _unknown(f"{where}.{name}", value)


def _differences(where: str, told: Any, read: Any) -> Iterator[str]:
    """What was told and is not read the same; what the reader adds of its own does not matter."""
    if isinstance(told, dict) and isinstance(read, dict):
        for name, value in told.items():
            yield from _differences(f"{where}.{name}", value, read.get(name))
    elif isinstance(told, list) and isinstance(read, list) and len(told) == len(read):
        for number, (mine, theirs) in enumerate(zip(told, read, strict=True)):
            yield from _differences(f"{where}[{number}]", mine, theirs)
    elif told != read:
        yield f"{where}: {told!r} became {read!r}"
