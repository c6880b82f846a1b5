"""What a villager's own words mean: services, certificates, issues, by characters and by sound.

Dialect and phone keyboards mix up sounds, so z/zh, c/ch, s/sh, n/l, f/h, in/ing and en/eng count as
alike; a sound alone is weaker than a character, and never enough for a short word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from rapidfuzz import fuzz

from domain.issues.kinds import IssueRules
from domain.names import Name
from domain.services import Catalogue, Service

ENOUGH = 70
ENOUGH_IN_SEARCH = 50
ENOUGH_IN_ENGLISH = 50
BESIDE_THE_BEST = 20
"""What scores so much less than the best guess is not worth a button."""
LONGEST_TEXT = 80
"""Beyond this it is a letter rather than a request, and only its beginning is read."""

_FILLERS = (
    "我们家|我们|我想|我要|我妈妈|我妈|我爸爸|我爸|妈老汉|老汉儿|老汉|屋头|家里|家头|娃儿|爷爷|奶奶|婆婆|"
    "你们|您们|麻烦|请问|问一下|问哈|问下|问问|咨询|想要|需要|应该|可以|能不能|可不可以|能够|"
    "怎么样|怎么|怎样|如何|咋个|咋过|啷个|咋子|咋办|咋|哪个|哪里|哪儿|在哪|什么|啥子|啥|多少|"
    "申请|办理|办一下|办一个|办个|代办|帮忙|帮我|帮|给我|替我|一下|一哈|一张|一个|这个|那个|"
    "没得|没有|还没|不得行|要得|不要|晓得|知道|时候|现在|今年|今天|明天|"
    "您好|你好|谢谢|我|你|您|他|她|想|要|办|搞|弄|整|找|去|嘛|吗|呢|啊|哦|哈|噻|嗦|撒|呀|吧|的|了|是|请"
)
_FILLER = re.compile(_FILLERS)
_SIGNS = re.compile(r"[^\w]+|_")
_PROOF = re.compile(r"证明|证实|开证|盖章|盖个章|公章|打条|写条|开条|开个条")
_ALIKE = re.compile(r"zh|ch|sh|ing|eng|n|f")
_FOLDED = {"zh": "z", "ch": "c", "sh": "s", "ing": "il", "eng": "el", "n": "l", "f": "h"}
_PLAIN_ENGLISH = frozenset(
    re.findall(
        r"\w+",
        "and apply about can card certificate certificates for from get have how need new pay "
        "payment please proof register registration thank thanks the want what where with you",
    )
)


class Named(Protocol):
    """A service, a certificate or an issue: something with a key, a name and other names."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> Name: ...
    @property
    def synonyms(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Match:
    key: str
    score: int
    """0 to 100; 100 is said as it is written in the catalogue."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words prepared for comparison."""

    chars: str
    sound: tuple[str, ...]
    """Folded syllables without tones."""
    latin: str
    """Folded pinyin in one piece, as typed on a phone: canji → calji."""
    initials: str
    parts: frozenset[str]
    """Every character and every sound; what shares none of them is not alike."""


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    names: frozenset[str]
    """Names as written, from four characters on: even 证明我妈是我妈 is one."""
    phrases: tuple[Phrase, ...]
    english: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Index:
    """A catalogue made ready for guessing."""

    services: tuple[Entry, ...]
    certificates: tuple[Entry, ...]


def index_of(catalogue: Catalogue) -> Index:
    """Cheap to ask again: what each name sounds like is remembered."""
    return Index(
        services=_entries(catalogue.services.values()),
        certificates=_entries(catalogue.certificates.values()),
    )


def guess_services(text: str, catalogue: Catalogue | Index) -> tuple[Match, ...]:
    """The services the words may mean, best first; nothing for ordinary chat."""
    index = catalogue if isinstance(catalogue, Index) else index_of(catalogue)
    return _guessed(text, index.services)


def guess_certificates(text: str, catalogue: Catalogue | Index) -> tuple[Match, ...]:
    """The certificates no village may write that the words ask for.

    The words must speak of a proof or a stamp, or be the certificate's name and nothing else:
    "出生登记" is no wish for a proof of birth.
    """
    index = catalogue if isinstance(catalogue, Index) else index_of(catalogue)
    plain = _plain(text)
    if _PROOF.search(plain):
        as_said = _guessed(plain, index.certificates)
        about = _guessed(_PROOF.sub("", plain), index.certificates)
        return as_said if as_said and as_said[0].score == 100 else about
    named = any(plain.strip() in e.names for e in index.certificates)
    english = _english_words(plain) if {"certificate", "proof"} & set(plain.split()) else None
    if english or named:
        return _guessed(plain, index.certificates)
    return ()


def guess_kinds(text: str, rules: IssueRules) -> tuple[Match, ...]:
    """The kinds of issues the words may report, best first; nothing for ordinary chat."""
    return _guessed(text, _entries(rules.kinds.values()))


def search(text: str, services: Iterable[Service]) -> tuple[Match, ...]:
    """For a search box: also beginnings, pinyin (canji) and initials (cjz); best first."""
    plain = _plain(text)
    if not plain.strip():
        return ()
    typed = _folded(plain.replace(" ", ""))
    scores = {}
    for entry in _entries(services):
        typing = _typing_score(typed, plain.replace(" ", ""), entry)
        scores[entry.key] = max(typing, _score(plain, entry, ENOUGH_IN_SEARCH))
    return _ranked(scores)


def _guessed(text: str, entries: Iterable[Entry]) -> tuple[Match, ...]:
    plain = _plain(text)
    matches = _ranked({entry.key: _score(plain, entry, ENOUGH) for entry in entries})
    return tuple(m for m in matches if m.score > matches[0].score - BESIDE_THE_BEST)


def _ranked(scores: dict[str, float]) -> tuple[Match, ...]:
    found = [Match(key, min(100, round(score))) for key, score in scores.items() if score]
    return tuple(sorted(found, key=lambda match: -match.score))


def _score(plain: str, entry: Entry, enough: float) -> float:
    """The best of all its names, or 0 when none is near enough."""
    said, words = _said(plain)
    english = max((_english_score(words, name) for name in entry.english), default=0.0)
    chinese = max((_phrase_score(said, phrase) for phrase in entry.phrases), default=0.0)
    if any(name in plain for name in entry.names):
        chinese = 100.0
    return max(
        english if english >= ENOUGH_IN_ENGLISH else 0.0, chinese if chinese >= enough else 0.0
    )


def _phrase_score(said: Phrase, phrase: Phrase) -> float:
    if len(said.chars) < 2 or said.parts.isdisjoint(phrase.parts):
        return 0.0
    chars = _likeness(said.chars, phrase.chars)
    sound = _likeness(said.sound, phrase.sound)
    if chars == 0 and (len(phrase.chars) < 3 or sound < 90):
        return 0.0
    explained = min(1.0, len(phrase.chars) / len(said.chars))
    return (chars + 0.8 * max(0.0, sound - chars)) * (0.85 + 0.15 * explained)


def _likeness(said: Sequence[str], phrase: Sequence[str]) -> float:
    """How far the phrase is contained in what was said; word order matters little."""
    whole = 0.95 * fuzz.ratio(sorted(said), sorted(phrase))
    if len(phrase) > len(said):
        return max(whole, fuzz.ratio(said, phrase))
    return max(whole, fuzz.partial_ratio(phrase, said))


def _typing_score(typed: str, raw: str, entry: Entry) -> float:
    """Someone is still typing: the beginning of a name, its pinyin or its initials."""
    best = 0.0
    for phrase in entry.phrases:
        if raw in phrase.chars:
            best = max(best, 100.0 if phrase.chars == raw else 95.0)
        if raw.isascii() and len(raw) >= 2:
            if phrase.latin.startswith(typed) or phrase.initials.startswith(raw):
                best = max(best, 95.0)
            elif typed in phrase.latin or raw in phrase.initials:
                best = max(best, 75.0)
    if raw.isascii() and len(raw) >= 3:
        begun = any(word.startswith(raw) for name in entry.english for word in name)
        best = max(best, 90.0 if begun else 0.0)
    return best


def _english_score(said: frozenset[str], name: frozenset[str]) -> float:
    """The share of the name's telling words that were said, spelling slips allowed."""
    if not said or not name:
        return 0.0
    hits = sum(any(fuzz.ratio(word, one) >= 80 for one in said) for word in name)
    return 100.0 * hits / len(name)


@lru_cache(maxsize=8)
def _said(plain: str) -> tuple[Phrase, frozenset[str]]:
    """One text is held against every entry, but taken apart once."""
    return _phrase(_core(plain)), _english_words(plain)


def _plain(text: str) -> str:
    """Lower case, half width, signs and emoji gone."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).lower())


def _core(plain: str) -> str:
    """The Chinese words that carry a meaning, without 我想, 咋个, 一下 and the like."""
    return "".join(c for c in _FILLER.sub("", plain) if not c.isascii())


def _english_words(plain: str) -> frozenset[str]:
    return frozenset(re.findall(r"[a-z]{3,}", plain)) - _PLAIN_ENGLISH


def _entries(named: Iterable[Named]) -> tuple[Entry, ...]:
    return tuple(_entry(one.key, one.name.zh, one.name.en, one.synonyms) for one in named)


@lru_cache(maxsize=1024)
def _entry(key: str, zh: str, en: str, synonyms: tuple[str, ...]) -> Entry:
    names = tuple(_plain(name) for name in (zh, *synonyms))
    return Entry(
        key=key,
        names=frozenset(name for name in names if len(name) >= 4),
        phrases=tuple(dict.fromkeys(p for name in names for p in _phrases(name))),
        english=tuple(words for name in (_plain(en), *names) if (words := _english_words(name))),
    )


def _phrases(name: str) -> Iterator[Phrase]:
    """A name as it stands and without "证明", which says nothing about which certificate."""
    for form in (name, _PROOF.sub("", name)):
        core = _core(form)
        if len(core) >= 2 and _PROOF.sub("", core):
            yield _phrase(core)


@lru_cache(maxsize=2048)
def _phrase(chars: str) -> Phrase:
    from pypinyin import lazy_pinyin  # noqa: PLC0415  # slow to read, and not needed for an answer

    pinyin = lazy_pinyin(chars)
    syllables = [_folded(one) for one in pinyin]
    return Phrase(
        chars=chars,
        sound=tuple(syllables),
        latin="".join(syllables),
        initials="".join(one[:1] for one in pinyin),
        parts=frozenset(chars) | frozenset(syllables),
    )


def _folded(pinyin: str) -> str:
    return _ALIKE.sub(lambda found: _FOLDED[found[0]], pinyin)
