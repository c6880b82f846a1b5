"""What people may enter as names, words and places."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 30
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●﹒", "·"))
_JOINERS = "\u200c\u200d"  # emoji and some scripts are joined by them


class NameProblem(StrEnum):
    EMPTY = "empty"
    LONG = "long"
    DIGITS = "digits"
    """Nothing but digits: a phone number, perhaps."""
    NO_LETTERS = "no-letters"
    """Emoji or signs only."""
    CONTROL = "control"


class WordsProblem(StrEnum):
    EMPTY = "empty"
    LONG = "long"


@dataclass(frozen=True, slots=True)
class Box:
    """A rough frame around the city, WGS-84 degrees."""

    south: float
    north: float
    west: float
    east: float


LANGZHONG = Box(south=31.36, north=31.86, west=105.68, east=106.41)
"""[T] read off a map; only to ask back when a place is clearly elsewhere."""


def clean_name(text: str) -> str | NameProblem:
    """A person's name: any script, rare characters and · kept; else what is wrong with it."""
    if any(unicodedata.category(c) in {"Cc", "Cs"} for c in text.strip()):
        return NameProblem.CONTROL
    name = " ".join("".join(c for c in text if unicodedata.category(c) != "Cf").split())
    name = name.translate(_DOTS)
    if not name:
        return NameProblem.EMPTY
    if len(name) > LONGEST_NAME:
        return NameProblem.LONG
    if any(_is_letter(c) for c in name):
        return name
    return NameProblem.DIGITS if any(c.isdigit() for c in name) else NameProblem.NO_LETTERS


def clean_words(text: str, limit: int) -> str | WordsProblem:
    """Free words without control and direction characters, at most `limit` characters long."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(c for c in text if c == "\n" or c in _JOINERS or not _is_unseen(c))
    words = re.sub(r"\n{3,}", "\n\n", kept).strip().strip(_JOINERS).strip()
    if not words:
        return WordsProblem.EMPTY
    return WordsProblem.LONG if len(words) > limit else words


def in_city(lat: float, lon: float, box: Box = LANGZHONG) -> bool:
    return box.south <= lat <= box.north and box.west <= lon <= box.east


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cf", "Cs"}


def _is_letter(char: str) -> bool:
    """Rare characters count too: newer than Python's tables, or of a private area."""
    rare = 0x20000 <= ord(char) <= 0x3FFFF or unicodedata.category(char) == "Co"
    return rare or unicodedata.category(char).startswith("L")
