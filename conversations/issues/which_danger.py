"""The question which danger it is: a few on a screen, and any words or voice will do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from conversations.entries import Spoken, file_problem, pack_file, unpack_file
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
from conversations.words import Words, say, verbatim
from domain.entry import WordsProblem, clean_words
from domain.issues.kinds import Danger
from domain.masking import hide_numbers

PAGE = 4
"""Dangers on a screen, beside the one that is not listed and the one that turns the page."""
OTHER = Key(say("别的危险、说不清"), "other")


@dataclass(frozen=True, slots=True)
class Feared:
    danger: str = ""
    """Its key; empty where only a person can tell."""
    spoken: Spoken = field(default_factory=Spoken)


def _none_found(_text: str) -> Danger | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichDanger(Question[Feared]):
    dangers: tuple[Danger, ...]
    find: Callable[[str], Danger | None] = _none_found

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        page = draft if isinstance(draft, int) else 0
        numbered = list(enumerate(self.dangers, 1))[page * PAGE : (page + 1) * PAGE]
        rows = [(Key(say("{n} {name}", n=n, name=d.name), d.key),) for n, d in numbered]
        more = (page + 1) % -(-len(self.dangers) // PAGE)
        turn = [(Key(say("别的 ▶"), f"~{more}"),)] if len(self.dangers) > PAGE else []
        return Prompt(self.text, (*rows, *turn, (OTHER,)), Wish.VOICE)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked(value) if value.startswith("~") and value[1:].isdecimal():
                return Drafted(min(int(value[1:4]), len(self.dangers) // PAGE))
            case Picked(value) if value == OTHER.value or self._known(value):
                return Answered({"danger": value})
            case Said(text):
                return self._said(text.strip())
            case Attached(file) if file.kind is FileKind.VOICE:
                problem = file_problem(file)
                return Problem(problem) if problem else Answered({"voice": pack_file(file)})
            case _:
                return Problem(say("请按一个按钮，或者写几个字。"))

    def _known(self, key: str) -> bool:
        return any(d.key == key for d in self.dangers)

    def _said(self, text: str) -> Taken:
        """Whatever is said is taken: in danger nobody is asked to put it differently."""
        if text.isdecimal() and len(text) < 3 and 1 <= int(text) <= len(self.dangers):
            return Answered({"danger": self.dangers[int(text) - 1].key})
        said = clean_words(hide_numbers(text)[:1000], 1000)
        if isinstance(said, WordsProblem):
            return Problem(say("请按一个按钮，或者写几个字。"))
        named = next((d for d in self.dangers if d.name.zh == said), None) or self.find(said)
        return Answered({"danger": named.key if named else "", "text": said})

    def unpack(self, stored: Json) -> Feared:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        voice, key = stored.get("voice"), str(stored.get("danger", ""))
        spoken = Spoken(str(stored.get("text") or ""), unpack_file(voice) if voice else None)
        return Feared(key if self._known(key) else "", spoken)

    def show(self, stored: Json) -> Words:
        feared = self.unpack(stored)
        name = next((d.name for d in self.dangers if d.key == feared.danger), None)
        if name:
            return say("{name}", name=name)
        return verbatim(feared.spoken.text) if feared.spoken.text else OTHER.label
