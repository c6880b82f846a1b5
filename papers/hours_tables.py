"""Volunteer hours as Excel: one's own, and rows for entry in the national system."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import datetime

from papers.workbook import MOMENT, Column, new_book

OWN = (
    Column("编号", 19),
    Column("活动", 30),
    Column("种类", 18),
    Column("开始", 16, MOMENT),
    Column("结束", 16, MOMENT),
    Column("地点", 22),
    Column("小时", 8, "0.00"),
    Column("现在", 14),
    Column("组织单位", 20),
    Column("负责人", 14),
)
ENTRY = (
    Column("姓名", 14),
    Column("证件类型", 12),
    Column("证件号码", 22),
    Column("联系方式", 16),
    Column("活动名称", 30),
    Column("服务内容", 30),
    Column("服务地点", 22),
    Column("开始时间", 16, MOMENT),
    Column("结束时间", 16, MOMENT),
    Column("服务时长（小时）", 10, "0.00"),
    Column("组织单位", 20),
    Column("活动负责人", 14),
    Column("活动编号", 19),
    Column("录入期限", 12, "yyyy-mm-dd"),
    Column("备注", 24),
)
NOTE = (
    "姓名、活动名称、日期、地点、内容、时间、组织单位、负责人是办法（民政部令第67号）要的项目；"
    "证件类型、证件号码村帮不收，请在全国系统里按本人的注册信息核对。"
    "全国系统的导入模板以登录后下载的为准，列名对不上时按意思对应。"
)


@dataclass(frozen=True, slots=True)
class OwnRow:
    number: str
    title: str
    kind: str
    start: datetime
    """By the clock on the office's wall: Excel knows no zones."""
    end: datetime
    where: str
    hours: float | None
    state: str
    unit: str
    in_charge: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    name: str
    id_kind: str
    id_number: str
    phone: str
    title: str
    content: str
    where: str
    start: datetime
    end: datetime
    hours: float
    unit: str
    in_charge: str
    number: str
    due: datetime
    note: str


def own_hours(title: str, rows: Iterable[OwnRow]) -> bytes:
    book = new_book(title)
    sheet = book.sheet("志愿服务", OWN, "B3")
    sheet.title(title)
    sheet.table(astuple(row) for row in rows)
    return book.written()


def for_entry(title: str, rows: Iterable[EntryRow]) -> bytes:
    """The titles stand in the first row, as an import expects them; what they mean is a sheet of its own."""
    book = new_book(title)
    sheet = book.sheet("志愿服务时间", ENTRY, "A2")
    sheet.table(astuple(row) for row in rows)
    about = book.sheet("说明", (Column("说明", 100),))
    about.row((title,))
    about.row((NOTE,))
    return book.written()
