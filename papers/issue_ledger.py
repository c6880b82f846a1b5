"""The ledger of grid issues as an Excel workbook: one row an issue, a sheet of counts, visits."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from papers.workbook import DEGREES, MOMENT, Column, Value, new_book

if TYPE_CHECKING:
    from papers.sheets import Book

COLUMNS = (
    Column("编号", 19),
    Column("类别", 16),
    Column("急缓", 8),
    Column("环节", 12),
    Column("网格", 24),
    Column("地点", 20),
    Column("说的是", 40),
    Column("怎么晓得的", 13),
    Column("报的时间", 16, MOMENT),
    Column("首次回应", 16, MOMENT),
    Column("最晚", 16, MOMENT),
    Column("办结时间", 16, MOMENT),
    Column("谁在办", 18),
    Column("报的人数", 9),
    Column("退回次数", 9),
    Column("重开次数", 9),
    Column("经度", 11, DEGREES),
    Column("纬度", 11, DEGREES),
)
VISITS = (
    Column("编号", 19),
    Column("时间", 16, MOMENT),
    Column("网格", 24),
    Column("哪一家", 14),
    Column("为什么去", 24),
    Column("看到什么", 60),
    Column("谁去的", 14),
)
BELOW_TITLES = "B3"
_KIND, _COUNT = 24, 12
"""Widths on the sheet of counts."""


@dataclass(frozen=True, slots=True)
class LedgerRow:
    number: str
    kind: str
    severity: str
    stage: str
    grid: str
    place: str
    words: str
    source: str
    reported_at: datetime
    replied_at: datetime | None
    due_at: datetime
    closed_at: datetime | None
    owner: str
    reporters: int
    bounces: int
    reopened: int
    longitude: float | None
    latitude: float | None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class VisitRow:
    number: str
    at: datetime
    grid: str
    household: str
    purpose: str
    findings: str
    visitor: str


@dataclass(frozen=True, slots=True)
class LedgerHead:
    place: str
    span: str
    """The days it covers, in words."""
    zone: tzinfo
    """The office's: Excel knows no zones."""
    severities: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    """In the order in which they are counted; others follow."""

    @property
    def title(self) -> str:
        return f"{self.place} 网格问题台账（{self.span}）"


def ledger(
    rows: Sequence[LedgerRow], head: LedgerHead, visits: Sequence[VisitRow] | None = None
) -> bytes:
    """An .xlsx file; a sheet of visits is in it where visits were asked for."""
    book = new_book(head.title)
    issues = book.sheet("台账", COLUMNS, BELOW_TITLES)
    issues.title(head.title)
    issues.table(_issue(row, head.zone) for row in rows)
    _count(book, rows, head)
    if visits is not None:
        walked = book.sheet("走访", VISITS, BELOW_TITLES)
        walked.title(f"{head.place} 走访记录（{head.span}）")
        walked.table(_visit(visit, head.zone) for visit in visits)
    return book.written()


def _issue(row: LedgerRow, zone: tzinfo) -> tuple[Value, ...]:
    moments = (row.reported_at, row.replied_at, row.due_at, row.closed_at)
    return (
        row.number,
        row.kind,
        row.severity,
        row.stage,
        row.grid,
        row.place,
        row.words,
        row.source,
        *(_in_office(moment, zone) for moment in moments),
        row.owner,
        row.reporters,
        row.bounces,
        row.reopened,
        row.longitude,
        row.latitude,
    )


def _visit(visit: VisitRow, zone: tzinfo) -> tuple[Value, ...]:
    told = (visit.grid, visit.household, visit.purpose, visit.findings, visit.visitor)
    return (visit.number, _in_office(visit.at, zone), *told)


def _in_office(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """As the clock on the office's wall shows it, to the minute."""
    if moment is None:
        return None
    return moment.astimezone(zone).replace(second=0, microsecond=0, tzinfo=None)


def _count(book: "Book", rows: Sequence[LedgerRow], head: LedgerHead) -> None:
    """How many of each kind and severity, how many at each stage, how many too late."""
    pairs = Counter((row.kind, row.severity) for row in rows)
    kinds = Counter(row.kind for row in rows)
    stages = Counter(row.stage for row in rows)
    severities = _ordered(head.severities, (row.severity for row in rows))
    titles = ["类别", *severities, "合计"]
    widths = [Column(title, _COUNT) for title in titles[1:]]
    sheet = book.sheet("统计", (Column("", _KIND), *widths))
    sheet.title(f"{head.place} 网格问题统计（{head.span}）")
    sheet.heads(titles)
    for kind, total in kinds.most_common():
        sheet.row((kind, *(pairs[kind, severity] for severity in severities), total))
    totals = (sum(pairs[kind, severity] for kind in kinds) for severity in severities)
    sheet.row(("合计", *totals, len(rows)))
    sheet.gap()
    sheet.heads(["环节", "件数"])
    for stage in _ordered(head.stages, stages):
        sheet.row((stage, stages[stage]))
    sheet.gap()
    sheet.row(("超期", sum(row.overdue for row in rows)))


def _ordered(known: Iterable[str], found: Iterable[str]) -> tuple[str, ...]:
    """The known ones in their order, then what else was found."""
    return tuple(dict.fromkeys((*known, *sorted(set(found) - {*known}))))
