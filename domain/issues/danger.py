"""Words that mean a danger to life, found in whatever somebody writes.

When in doubt it is one: a needless call costs a few minutes. Only what the office calls harmless
(打火机, 火灾隐患) and what is plainly denied (没有着火, 防溺水) is passed over.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from domain.issues.kinds import Danger, IssueRules

LONGEST_DENIAL = 4
GAP = "\n"
"""Stands for a harmless phrase, so that what is left around it does not grow together."""
_DENIED = re.compile(
    r"(?<![有是])(?:没有|没得|没|未|并非)$"
    r"|(?<![是这那还莫要怕该岂])(?:不是|不算)$"
    r"|(?:预防|防止|防范|避免|(?<!消)防)$"
)
"""没有…, 不是…, 防… right before a word. Not 是不是着火了, 怕不是着火了, 屋头没人着火了."""
_ASKED = re.compile(r"了?[吗嘛吧么哇?]")
"""没着火吧, 不是滑坡吗: somebody is not sure."""


def danger_in(text: str, rules: IssueRules) -> Danger | None:
    """The danger to life that the words speak of; the longest word that fits tells which."""
    said = _squeezed(text)
    for phrase in _phrases(rules.harmless):
        said = said.replace(phrase, GAP)
    words = _words(tuple(rules.dangers.values()))
    return next((d for parts, d in words if parts[0] in said and _meant(parts, said)), None)


def _squeezed(text: str) -> str:
    """Half width and without spaces; signs stay, for what they part is no one word."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


@lru_cache(maxsize=8)
def _phrases(harmless: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(map(_squeezed, harmless), key=len, reverse=True))


@lru_cache(maxsize=8)
def _words(dangers: tuple[Danger, ...]) -> tuple[tuple[tuple[str, ...], Danger], ...]:
    """Every word in its parts (坡+裂 has two) with its danger, the longest first."""
    words = [(tuple(_squeezed(word).split("+")), d) for d in dangers for word in d.words]
    return tuple(sorted(words, key=lambda each: -sum(map(len, each[0]))))


def _meant(parts: Sequence[str], said: str) -> bool:
    """All parts are there, and each of them at least once without being denied."""
    return all(any(_stands(part, said, place) for place in _places(part, said)) for part in parts)


def _stands(part: str, said: str, place: int) -> bool:
    asked = _ASKED.match(said, place + len(part))
    return bool(asked) or not _DENIED.search(said[max(0, place - LONGEST_DENIAL) : place])


def _places(part: str, said: str) -> Iterator[int]:
    place = said.find(part)
    while place >= 0:
        yield place
        place = said.find(part, place + 1)
