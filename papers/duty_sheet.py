"""A month of duty as an office files it: every shift, and the hours of each; nobody is ranked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from papers.workbook import MOMENT, Column, new_book

COLUMNS = (
    Column("日期", 12, "yyyy-mm-dd"),
    Column("哪种日子", 12),
    Column("开始", 18, MOMENT),
    Column("结束", 18, MOMENT),
    Column("小时", 8, "0.0"),
    Column("地点", 20),
    Column("做什么", 30),
    Column("排的人", 14),
    Column("实际的人", 14),
    Column("副班", 14),
    Column("怎么来的", 12),
    Column("到岗", 18, MOMENT),
    Column("交班", 18, MOMENT),
    Column("没办完的事", 30),
    Column("接班的人", 14),
)
TOTALS = (
    Column("姓名", 16),
    Column("平日几次", 12),
    Column("周末几次", 12),
    Column("节日几次", 12),
    Column("小时", 12, "0.0"),
    Column("换出去几次", 14),
    Column("顶别人几次", 14),
)


@dataclass(frozen=True, slots=True)
class ShiftRow:
    day: datetime
    kind: str
    start: datetime
    end: datetime
    hours: float
    where: str
    tasks: str
    planned: str
    person: str
    deputy: str
    how: str
    came: datetime | None
    handed: datetime | None
    left_open: str
    taken_by: str


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    workdays: int
    weekends: int
    holidays: int
    hours: float
    given_away: int
    stood_in: int


def duty_sheet(title: str, shifts: Sequence[ShiftRow], people: Sequence[PersonRow]) -> bytes:
    book = new_book(title)
    sheet = book.sheet("值班", COLUMNS, "A4")
    sheet.title(title)
    sheet.row(["排班是安排，到岗是本人点的，只为有人在；不是考勤，不排名。"])
    sheet.table(_cells(row) for row in shifts)
    totals = book.sheet("每个人", TOTALS, "B2")
    totals.table(
        [p.name, p.workdays, p.weekends, p.holidays, p.hours, p.given_away, p.stood_in]
        for p in people
    )
    return book.written()


def _cells(row: ShiftRow) -> list[str | int | float | datetime | None]:
    return [
        row.day,
        row.kind,
        row.start,
        row.end,
        row.hours,
        row.where,
        row.tasks,
        row.planned,
        row.person,
        row.deputy,
        row.how,
        row.came,
        row.handed,
        row.left_open,
        row.taken_by,
    ]
