"""The question after a paper: pictures of it, or why there are none yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from conversations.entries import file_problem, pack_file, unpack_file
from conversations.messages import Attached, FileKind, FileRef, Said, Wish
from conversations.questions import (
    Answered,
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """What there is of one paper: pictures of it, or why there are none yet."""

    status: str
    """`photo`, or the value of one of the other keys (`later`, `lacking`)."""
    files: tuple[FileRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Photos(Question[Sheet]):
    """Pictures or a scanned document; one message answers, an album adds its other pictures."""

    others: tuple[Key, ...] = ()
    """Answers without a picture."""
    most: int = 15

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text, tuple((k,) for k in self.others), Wish.PHOTO)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked(value) if any(k.value == value for k in self.others):
                return Answered({"status": value})
            case Attached(file) if file.kind in {FileKind.PHOTO, FileKind.DOCUMENT}:
                problem = file_problem(file)
                if problem:
                    return Problem(problem)
                return Answered(
                    {"status": "photo", "files": [pack_file(file)]}, say("照片收到了。")
                )
            case Said(text):
                return self._typed(text.strip())
            case _:
                return Problem(say("这里要照片,照清楚就行。没有的话请按按钮。"))

    def _typed(self, text: str) -> Taken:
        for number, key in enumerate(self.others, 1):
            if text in {key.label.pattern, str(number)}:
                return Answered({"status": key.value})
        return Problem(say("这里要照片,照清楚就行。没有的话请按按钮。"))

    def more(self, stored: Json, file: FileRef) -> Json:
        """The same answer with one more picture of its album, as far as there is room."""
        if not isinstance(stored, dict) or file_problem(file):
            return stored
        files = stored.get("files")
        kept = files if isinstance(files, list) else []
        return {"status": "photo", "files": [*kept, pack_file(file)][: self.most]}

    def unpack(self, stored: Json) -> Sheet:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        files = cast("list[Json]", stored.get("files", []))
        return Sheet(str(stored["status"]), tuple(unpack_file(f) for f in files))

    def show(self, stored: Json) -> Words:
        sheet = self.unpack(stored)
        if sheet.status == "photo":
            return say("照片{n}张", n=len(sheet.files))
        return next((k.label for k in self.others if k.value == sheet.status), verbatim(""))
