"""The ledger of meetings as an Excel workbook: meetings, what was decided, who does what."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from papers.workbook import MOMENT, Column, new_book

MEETINGS = (
    Column("编号", 19),
    Column("村", 16),
    Column("谁开会", 26),
    Column("哪种会", 16),
    Column("题目", 36),
    Column("时间", 16, MOMENT),
    Column("地点", 22),
    Column("应到", 8),
    Column("实到", 8),
    Column("够不够数", 10),
    Column("议题", 8),
    Column("定了", 8),
    Column("任务", 8),
    Column("办完", 8),
    Column("现在", 14),
)
ITEMS = (
    Column("会议编号", 19),
    Column("第几项", 8),
    Column("议题", 40),
    Column("结果", 16),
    Column("赞成", 8),
    Column("反对", 8),
    Column("弃权", 8),
    Column("决定", 48),
)
TASKS = (
    Column("编号", 19),
    Column("会议编号", 19),
    Column("做什么", 48),
    Column("谁做", 14),
    Column("哪天前", 16, MOMENT),
    Column("现在", 10),
    Column("为什么", 36),
)
BELOW_TITLES = "B3"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    number: str
    village: str
    body: str
    kind: str
    topic: str
    at: datetime
    """By the clock on the office's wall: Excel knows no zones."""
    where: str
    due: int
    present: int
    enough: str
    items: int
    decided: int
    tasks: int
    done: int
    stage: str


@dataclass(frozen=True, slots=True)
class ItemRow:
    meeting: str
    n: int
    topic: str
    outcome: str
    ayes: int | None
    noes: int | None
    abstained: int | None
    decision: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    number: str
    meeting: str
    what: str
    who: str
    due: datetime
    state: str
    why: str


def ledger(
    title: str, meetings: Iterable[MeetingRow], items: Iterable[ItemRow], tasks: Iterable[TaskRow]
) -> bytes:
    """An .xlsx file of three sheets."""
    book = new_book(title)
    for name, columns, rows in (
        ("会议", MEETINGS, meetings),
        ("议题", ITEMS, items),
        ("任务", TASKS, tasks),
    ):
        sheet = book.sheet(name, columns, BELOW_TITLES)
        sheet.title(title)
        sheet.table(astuple(row) for row in rows)
    return book.written()
