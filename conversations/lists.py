"""A question answered by several lines, as many messages as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from conversations.entries import typed
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
from conversations.words import Words, lines, say, verbatim
from domain.entry import WordsProblem, clean_words
from domain.masking import hide_numbers

DONE = Key(say("✅ 就这些"), "~done")
ENOUGH = {"就这些", "够了", "没有了", "完了", "ok", "好了"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines(Question[tuple[str, ...]]):
    none: Words
    """The label that answers with nothing at all."""
    longest: int = 200
    """Characters of one line."""
    most: int = 30

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del lines_
        kept = _kept(draft)
        if not kept:
            return Prompt(self.text, ((Key(self.none, "~none"),),))
        shown = [say("{n}. {words}", n=n, words=verbatim(w)) for n, w in enumerate(kept, 1)]
        return Prompt(lines(say("记下了，还有就接着写："), *shown), ((DONE,),))

    def take(self, given: Given, draft: Json) -> Taken:
        kept = _kept(draft)
        match given:
            case Picked("~none") if not kept:
                return Answered([])
            case Picked("~done") if kept:
                return Answered(cast("Json", kept))
        said = typed(given).strip()
        if said in ENOUGH or said == self.none.pattern:
            return Answered(cast("Json", kept))
        return self._more(kept, said)

    def _more(self, kept: list[str], said: str) -> Taken:
        cleaned = [clean_words(hide_numbers(line), self.longest) for line in said.split("\n")]
        if WordsProblem.LONG in cleaned:
            return Problem(say("有一行太长了，一行最多{n}个字。", n=self.longest))
        new = [line for line in cleaned if not isinstance(line, WordsProblem)]
        if not new:
            return Problem(say("请打字，一行写一个；没有就按按钮。"))
        if len(kept) + len(new) > self.most:
            return Problem(say("太多了，最多{n}个。", n=self.most))
        return Drafted(cast("Json", [*kept, *new]), in_place=False)

    def unpack(self, stored: Json) -> tuple[str, ...]:
        if not isinstance(stored, list):
            raise TypeError(stored)
        return tuple(str(line) for line in stored)

    def show(self, stored: Json) -> Words:
        kept = self.unpack(stored)
        return lines(*(verbatim(line) for line in kept), by="；") if kept else self.none


def _kept(draft: Json) -> list[str]:
    return [str(line) for line in draft] if isinstance(draft, list) else []
