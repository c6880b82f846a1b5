"""The question after what is to be seen: pictures, a short film, words or voice, and where if it comes along."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from conversations.entries import file_problem, pack_file, unpack_file
from conversations.messages import Attached, FileKind, FileRef, Located, Said, Wish
from conversations.questions import (
    Answered,
    Drafted,
    Given,
    Json,
    Key,
    Line,
    Picked,
    Problem,
    Prompt,
    Taken,
)
from conversations.sheets import Pictured
from conversations.whereabouts import Where
from conversations.words import LIST, NOTHING, Words, lines, say, verbatim
from domain.entry import WordsProblem, clean_words, in_city
from domain.masking import hide_numbers

Alarming = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Seen:
    files: tuple[FileRef, ...] = ()
    words: str = ""
    voice: FileRef | None = None
    where: Where | None = None


ENOUGH = Key(say("✅ 够了，下一步"), "~enough")
HERE = Key(say("就是这里"), "~sure")
SHOWN = frozenset({FileKind.PHOTO, FileKind.DOCUMENT, FileKind.VIDEO})
LONGEST = 1000


def _calm(_text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight(Pictured[Seen]):
    """Any of pictures, film, words and voice, in any order; a shared place settles it."""

    skip: Words
    whole: bool = True
    """Words or a voice note say all of it; else more may follow, and a place."""
    alarming: Alarming = _calm
    """Words that must be answered at once."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        if draft is None:
            return Prompt(self.text, ((Key(self.skip, "~none"),),), Wish.PHOTO)
        if isinstance(draft, dict) and "far" in draft:
            return Prompt(say("您发的位置不在本市，是这里吗？"), ((HERE,), (ENOUGH,)), Wish.PLACE)
        if self.whole:
            return Prompt(say("收到了。还有就接着发，说一句也行；够了就按一下。"), ((ENOUGH,),))
        more = say("收到了。还可以接着发照片、说几句。\n好了就发个位置📍，或者按“够了”。")
        return Prompt(more, ((ENOUGH,),), Wish.PLACE)

    def take(self, given: Given, draft: Json) -> Taken:
        kept = draft if isinstance(draft, dict) else {}
        match given:
            case Picked("~none") if draft is None:
                return Answered({})
            case Picked("~enough") if draft is not None:
                return Answered({k: v for k, v in kept.items() if k != "far"})
            case Picked("~sure") if "far" in kept:
                return Answered({**kept, "here": kept["far"], "far": None})
            case Attached(file):
                return self._file(given, file, draft)
            case Located(latitude, longitude) if not self.whole:
                return _located(kept, latitude, longitude)
            case Said(text):
                return self._typed(text.strip(), kept, draft)
            case _:
                return Problem(say("这里发照片、说一段话、写几个字都行。"))

    def _file(self, given: Attached, file: FileRef, draft: Json) -> Taken:
        kept = draft if isinstance(draft, dict) else {}
        voice = file.kind is FileKind.VOICE
        problem = file_problem(file) if voice else self.no_room(draft, file)
        if problem:
            return Problem(problem)
        if voice:
            heard: Json = {**kept, "voice": pack_file(file)}
            return Answered(heard) if self.whole else Drafted(heard, in_place=False)
        more = self.more(draft, given)
        if self.alarming(given.caption):
            return Answered(more)
        return Drafted(more, in_place=False)

    def _typed(self, text: str, kept: dict[str, Json], draft: Json) -> Taken:
        if draft is not None and text in {"1", "够了", "好", "好了", "没有了", "下一步", "ok"}:
            return Answered({k: v for k, v in kept.items() if k != "far"})
        if draft is None and text in {"1", "没有", "莫得", self.skip.pattern}:
            return Answered({})
        said = clean_words(hide_numbers(text), LONGEST)
        if isinstance(said, WordsProblem):
            return Problem(say("太长了或者看不清，请短一点，说不完的可以发语音。"))
        words = "\n".join(part for part in (str(kept.get("words", "")), said) if part)
        taken = {**kept, "words": words[:LONGEST]}
        settled = self.whole or self.alarming(words)
        return Answered(taken) if settled else Drafted(taken, in_place=False)

    def more(self, stored: Json, given: Attached) -> Json:
        kept = stored if isinstance(stored, dict) else {}
        if file_problem(given.file) or given.file.kind not in SHOWN:
            return stored
        files = cast("list[Json]", kept.get("files", []))
        said = clean_words(hide_numbers(given.caption), LONGEST)
        told = "" if isinstance(said, WordsProblem) else said
        words = "\n".join(part for part in (str(kept.get("words", "")), told) if part)
        return {
            **kept,
            "files": [*files, pack_file(given.file)][: self.most],
            "words": words[:LONGEST],
        }

    def unpack(self, stored: Json) -> Seen:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        files, voice = cast("list[Json]", stored.get("files", [])), stored.get("voice")
        return Seen(
            tuple(unpack_file(f) for f in files),
            str(stored.get("words", "")),
            unpack_file(voice) if voice else None,
            _where(stored.get("here")),
        )

    def show(self, stored: Json) -> Words:
        seen = self.unpack(stored)
        films = sum(f.kind is FileKind.VIDEO for f in seen.files)
        photos = len(seen.files) - films
        parts = (
            say("照片{n}张", n=photos) if photos else NOTHING,
            say("视频{n}段", n=films) if films else NOTHING,
            say("（语音）") if seen.voice else NOTHING,
            verbatim(seen.words),
            say("发了位置") if seen.where else NOTHING,
        )
        shown = lines(*parts, by=LIST)
        return shown if shown.joined else say("没有")


def _located(kept: dict[str, Json], latitude: float, longitude: float) -> Taken:
    here: Json = {"lat": round(latitude, 6), "lon": round(longitude, 6)}
    if in_city(latitude, longitude):
        return Answered({**kept, "here": here})
    return Drafted({**kept, "far": here}, in_place=False)


def _where(here: Json) -> Where | None:
    if not isinstance(here, dict):
        return None
    return Where("", float(cast("float", here["lat"])), float(cast("float", here["lon"])))
