"""What people say to an item, as a question that stays open: words or voice, as many as come."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from conversations.entries import Spoken, file_problem, pack_file, unpack_file
from conversations.meetings.effects import Speak
from conversations.messages import Attached, FileKind, Said, Wish
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
    Question,
    Taken,
)
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.entry import WordsProblem, clean_words
from domain.masking import hide_numbers

WHO_SAYS = re.compile(r"^([^：:，,。\s]{1,12})(?:说)?[：:]\s*(.+)$", re.DOTALL)
"""王大爷：这个井不能填."""
ENOUGH = {"说完了", "完了", "好了", "没有了", "ok"}
LONGEST = 2000
SPEAKERS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaking(Question[bool]):
    speakers: Mapping[str, str]
    """Who is offered, name by key: those who spoke last, then others who are there. The key stays
    the same though the order changes from turn to turn."""

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del lines_
        kept = _kept(draft)
        who, count = str(kept.get("who", "")), cast("int", kept.get("count", 0))
        told = say("接着记，或者换个人；完了按“说完了”。") if count else self.text
        speaker = say("现在说话的：{who}", who=verbatim(who)) if who else NOTHING
        offered = list(self.speakers.items())[:SPEAKERS]
        keys = [Key(verbatim(name), f"~w{key}") for key, name in offered]
        rows: list[tuple[Key, ...]] = [tuple(keys[n : n + 3]) for n in range(0, len(keys), 3)]
        rows.append((Key(say("✅ 说完了"), "~done"),))
        return Prompt(lines(told, speaker), tuple(rows), Wish.VOICE)

    def take(self, given: Given, draft: Json) -> Taken:
        kept = _kept(draft)
        match given:
            case Picked("~done"):
                return Answered(value=True)
            case Picked(value) if value.startswith("~w"):
                return self._speaker(value[2:], kept)
            case Attached(file) if file.kind is FileKind.VOICE:
                if problem := file_problem(file):
                    return Problem(problem)
                return _heard(kept, str(kept.get("who", "")), {"voice": pack_file(file)})
            case Said(text):
                return self._typed(text.strip(), kept)
            case _:
                return Problem(say("请打字或者发语音。照片回会场按“放照片”。"))

    def _speaker(self, key: str, kept: dict[str, Json]) -> Taken:
        if key not in self.speakers:
            return Problem(say("请按一个名字，或者直接写“名字：他说的话”。"))
        return Drafted({"who": self.speakers[key], "count": kept.get("count", 0)})

    def _typed(self, text: str, kept: dict[str, Json]) -> Taken:
        if text in ENOUGH:
            return Answered(value=True)
        if text in self.speakers.values():
            return Drafted({"who": text, "count": kept.get("count", 0)}, in_place=False)
        said = WHO_SAYS.match(text)
        who, words = (said[1], said[2]) if said else (str(kept.get("who", "")), text)
        cleaned = clean_words(hide_numbers(words), LONGEST)
        if cleaned is WordsProblem.LONG:
            return Problem(say("太长了，请在{n}个字以内，分几次写也行。", n=LONGEST))
        if isinstance(cleaned, WordsProblem):
            return Problem(say("没看清您写的，请再写一遍。"))
        return _heard(kept, who, {"words": cleaned})

    def unpack(self, stored: Json) -> bool:
        if stored is not True:
            raise TypeError(stored)
        return True


def _heard(kept: dict[str, Json], who: str, said: dict[str, Json]) -> Drafted:
    count = cast("int", kept.get("count", 0)) + 1
    draft: Json = {"who": who, "count": count, "said": said}
    name: Words = verbatim(who) if who else say("有人")
    words = verbatim(str(said.get("words", ""))[:60]) if said.get("words") else say("（语音）")
    note = say("记下了：{who}：{words}", who=name, words=words)
    return Drafted(draft, note, in_place=False, kept=True)


def speaks(number: str, item: int, draft: Json) -> tuple[Speak, ...]:
    """The newest thing that was said."""
    kept = _kept(draft)
    said = kept.get("said")
    if not isinstance(said, dict):
        return ()
    voice = said.get("voice")
    spoken = Spoken(str(said.get("words", "")), unpack_file(voice) if voice else None)
    return (Speak(number, item, str(kept.get("who", "")), spoken),)


def _kept(draft: Json) -> dict[str, Json]:
    return draft if isinstance(draft, dict) else {}
