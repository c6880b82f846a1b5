"""A question answered by sending an Excel file."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.entries import file_problem, pack_file, unpack_file
from conversations.messages import Attached, FileKind, FileRef, Wish
from conversations.questions import (
    Answered,
    Given,
    Json,
    Line,
    Problem,
    Prompt,
    Question,
    Taken,
)
from conversations.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcelFile(Question[FileRef]):
    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text, wish=Wish.FILE)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        if not isinstance(given, Attached):
            return Problem(say("请把填好的 Excel 文件发过来（.xlsx）。"))
        if given.file.kind is not FileKind.DOCUMENT:
            return Problem(say("照片不行，要 Excel 文件（.xlsx），按“文件”发。"))
        if given.file.name.lower().endswith(".xls"):
            return Problem(say("这是旧格式（.xls）。请在 Excel 里另存为 .xlsx 再发。"))
        if not given.file.name.lower().endswith(".xlsx"):
            return Problem(say("这个不是 Excel 文件。请发 .xlsx 的。"))
        if problem := file_problem(given.file):
            return Problem(problem)
        return Answered(pack_file(given.file))

    def unpack(self, stored: Json) -> FileRef:
        return unpack_file(stored)
