"""All that is held of one person, as a workbook to take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.workbook import MOMENT, Column, Value, new_book

MATTERS = (
    Column("编号", 19),
    Column("什么事", 26),
    Column("什么时候", 16, MOMENT),
    Column("现在", 14),
    Column("给谁办", 14),
    Column("说的话", 50),
    Column("在哪里", 26),
)
LOOKS = (
    Column("什么时候", 16, MOMENT),
    Column("谁", 16),
    Column("职务", 24),
    Column("看了什么", 16),
    Column("哪件事", 19),
)
HOURS = (
    Column("编号", 19),
    Column("活动", 30),
    Column("开始", 16, MOMENT),
    Column("结束", 16, MOMENT),
    Column("小时", 8, "0.00"),
)
Rows = Sequence[Sequence[Value]]


@dataclass(frozen=True, slots=True)
class OwnCopy:
    person: Sequence[tuple[str, str]]
    """What it is, and what stands there."""
    requests: Rows
    issues: Rows
    hours: Rows
    looks: Rows


def own_copy(title: str, copy: OwnCopy) -> bytes:
    book = new_book(title)
    first = book.sheet("我", (Column("什么", 16), Column("记着的", 60)))
    first.title(title)
    for row in copy.person:
        first.row(row)
    for name, columns, rows in (
        ("办的事", MATTERS, copy.requests),
        ("反映的问题", MATTERS, copy.issues),
        ("志愿服务", HOURS, copy.hours),
        ("谁看过", LOOKS, copy.looks),
    ):
        book.sheet(name, columns, "A2").table(rows)
    return book.written()
