"""An Excel workbook that an office can print: every cell is a plain value, none is a formula."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from papers.sheets import Book

Value = str | int | float | datetime | None

MOMENT, DEGREES = "yyyy-mm-dd hh:mm", "0.00000"
LONGEST = 32_767
"""Signs in one cell, as Excel counts them."""
_UNWRITABLE = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""
_OPENS_A_FORMULA = re.compile(r"[=+\-@＝＋－＠]")
"""The broad ones too: a Chinese Excel takes them for the others when it reads a CSV."""


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    width: float
    """In signs of the usual size; a Chinese one counts as two."""
    form: str = "General"
    """How a date or a figure is shown, as Excel writes it."""


def new_book(title: str) -> "Book":
    """Its library is read when the first workbook is made, not when the house opens."""
    from papers.sheets import Book  # noqa: PLC0415  # slow to read

    return Book(title)


def plain(text: str) -> str:
    """The words as a cell may hold them.

    Where they begin like a formula, an apostrophe goes before: this program would write them as
    words anyhow, but whoever saves the sheet as CSV and opens that would run them.
    """
    text = _UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n").strip()
    return f"'{text}"[:LONGEST] if _OPENS_A_FORMULA.match(text) else text[:LONGEST]
