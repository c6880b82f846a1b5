"""Sentences written in Chinese and put into the reader's language when they are posted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.names import Name

Part = "str | int | Words | Name | date | datetime"


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence with gaps. Gaps are filled as text and never read as a pattern again."""

    pattern: str
    gaps: Mapping[str, object] = field(default_factory=dict)
    plain: bool = False
    """A person's own words: not to be translated."""
    joined: tuple["Words", ...] = ()
    by: str = ""

    def __add__(self, other: "Words") -> "Words":
        return lines(self, other, by="")


def say(pattern: str, /, **gaps: object) -> Words:
    """A sentence of the house, in Chinese; the other languages are in locales/."""
    return Words(pattern, gaps)


def verbatim(text: str) -> Words:
    """Somebody's own words, or a number: the same in every language."""
    return Words(text, plain=True)


def lines(*parts: Words, by: str = "\n") -> Words:
    return Words("", joined=tuple(p for p in parts if p.pattern or p.joined), by=by)


def short(text: str, limit: int = 14) -> str:
    """The beginning of a text, as it fits on a button."""
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


NOTHING = Words("")
TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])
"""Signs that turn the direction of what follows: in somebody's words they could turn ours around."""
LIST, AND = say("、").pattern, say("，").pattern
"""Marks between parts of one line, for `lines(…, by=LIST)`; they have an English form too."""

Translate = Callable[[str], str]
ShowDay = Callable[[date], str]
ShowMoment = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class Tongue:
    """One reader's language: how sentences, days and moments are shown."""

    language: str
    translate: Translate
    show_day: ShowDay
    show_moment: ShowMoment

    def render(self, words: Words) -> str:
        if words.joined:
            return self.translate(words.by).join(self.render(part) for part in words.joined)
        if words.plain or not words.pattern:
            return words.pattern.translate(TURNS)
        pattern = self.translate(words.pattern)
        return pattern.format_map({k: self._gap(v) for k, v in words.gaps.items()})

    def _gap(self, value: object) -> str:
        match value:
            case Words():
                return self.render(value)
            case Name():
                return value.to(self.language)
            case datetime():
                return self.show_moment(value)
            case date():
                return self.show_day(value)
            case _:
                return str(value).translate(TURNS)
