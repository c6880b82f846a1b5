"""The question after a paper: pictures of it, or why there are none yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar, cast

from conversations.entries import file_problem, pack_file, unpack_file
from conversations.messages import Attached, FileKind, FileRef, Said, Wish
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

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is of one paper: pictures of it, or why there are none yet."""

    status: str
    """`photo`, or the value of one of the other keys (`later`, `lacking`)."""
    files: tuple[FileRef, ...] = ()
    words: str = ""
    """What was written under the pictures."""


ENOUGH = Key(say("✅ 够了，下一步"), "~enough")
WANTED = say("这里要照片，照清楚就行。没有的话请按按钮。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured(Question[T], Generic[T]):
    """A question that takes pictures, as many as come: those of an album arrive one by one."""

    most: int = 15

    def more(self, stored: Json, given: Attached) -> Json:
        """The same answer with one more picture."""
        raise NotImplementedError

    def full(self, stored: Json) -> bool:
        files = stored.get("files") if isinstance(stored, dict) else None
        return isinstance(files, list) and len(files) >= self.most

    def no_room(self, stored: Json, file: FileRef) -> Words | None:
        """Why this one cannot join the others, in a sentence for the one who sent it."""
        if problem := file_problem(file):
            return problem
        if self.full(stored):
            return say("最多放{n}张，前面的都收好了，再多的放不下了。", n=self.most)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos(Pictured[Sheet]):
    """Pictures or a scanned document, as many as it takes: a paper has a front and a back."""

    others: tuple[Key, ...] = ()
    """Answers without a picture."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        if draft is None:
            return Prompt(self.text, tuple((k,) for k in self.others), Wish.PHOTO)
        more = say("照片收到了。还有背面、别的页就接着发，够了就按一下。")
        return Prompt(more, ((ENOUGH,),), Wish.PHOTO)

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked("~enough") if draft is not None:
                return Answered(draft)
            case Picked(value) if any(k.value == value for k in self.others):
                return Answered({"status": value})
            case Attached(file) if file.kind in {FileKind.PHOTO, FileKind.DOCUMENT}:
                problem = self.no_room(draft, file)
                if problem:
                    return Problem(problem)
                return Drafted(self.more(draft, given), in_place=False)
            case Said(text):
                return self._typed(text.strip(), draft)
            case _:
                return Problem(WANTED)

    def _typed(self, text: str, draft: Json) -> Taken:
        if draft is not None:
            enough = text in {"1", "够了", "好", "好了", "没有了", "下一步", "ok"}
            return Answered(draft) if enough else Problem(say("还有就接着发照片，够了就按一下。"))
        for number, key in enumerate(self.others, 1):
            if text in {key.label.pattern, str(number)}:
                return Answered({"status": key.value})
        return Problem(WANTED)

    def more(self, stored: Json, given: Attached) -> Json:
        """The same answer with one more picture, as far as it can be taken and there is room."""
        kept = stored if isinstance(stored, dict) else {}
        if file_problem(given.file):
            return stored
        files = cast("list[Json]", kept.get("files", []))
        said = clean_words(given.caption, 300)
        told = "" if isinstance(said, WordsProblem) else hide_numbers(said)
        words = "\n".join(part for part in (str(kept.get("words", "")), told) if part)
        return {
            "status": "photo",
            "files": [*files, pack_file(given.file)][: self.most],
            "words": words[:1000],
        }

    def unpack(self, stored: Json) -> Sheet:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        files = cast("list[Json]", stored.get("files", []))
        words = str(stored.get("words", ""))
        return Sheet(str(stored["status"]), tuple(unpack_file(f) for f in files), words)

    def show(self, stored: Json) -> Words:
        sheet = self.unpack(stored)
        if sheet.status == "photo":
            words = say("“{words}”", words=sheet.words) if sheet.words else NOTHING
            return lines(say("照片{n}张", n=len(sheet.files)), words, by=" ")
        return next((k.label for k in self.others if k.value == sheet.status), verbatim(""))
