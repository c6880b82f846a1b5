"""Columns whose words are sealed on their way into the database, and opened on their way out."""

import json
from typing import Any, Protocol

from sqlalchemy import JSON, Dialect, Engine, String, TypeDecorator
from sqlalchemy.orm import Session

compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
SIGN = "~"
"""What is sealed begins with it, then the key's name: `~k1~…`. What does not is from earlier."""


class KeysMissing(Exception):  # noqa: N818
    """Something is sealed with a key that is not here: whoever runs the house has to bring it back."""


class Ring(Protocol):
    """Who seals and opens (bot/keyring.py)."""

    def seal(self, words: str, place: str) -> str: ...
    def open(self, sealed: str, place: str) -> str: ...
    def mark(self, words: str) -> str: ...


def is_sealed(words: str) -> bool:
    return words.startswith(f"{SIGN}k")


def attach(engine: Engine, ring: Ring) -> None:
    """Every engine that touches personal data needs one."""
    vars(engine.dialect)["ring"] = ring


def ring_of(dialect: Dialect) -> Ring:
    ring: Ring = vars(dialect)["ring"]
    return ring


def mark_of(session: Session, words: str) -> str:
    """By which sealed words are found again."""
    return ring_of(session.get_bind().dialect).mark(words)


class Sealed(TypeDecorator[str]):
    """Words; nothing stays nothing. It cannot be compared with: each sealing differs."""

    impl = String
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return value and ring_of(dialect).seal(value, self.place)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        return value and ring_of(dialect).open(value, self.place)


class SealedJson(TypeDecorator[Any]):
    """A JSON value, kept as a JSON string of its sealed text."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        if not value:
            return value  # nothing, or an empty list: there is nothing to hide
        return ring_of(dialect).seal(compact(value), self.place)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if isinstance(value, str) and is_sealed(value):
            return json.loads(ring_of(dialect).open(value, self.place))
        return value
