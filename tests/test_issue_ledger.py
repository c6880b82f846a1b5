"""The ledger of issues: a workbook an office can sort, count and print, and that does no harm."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from papers.issue_ledger import COLUMNS, LedgerHead, LedgerRow, VisitRow, ledger
from papers.workbook import plain
from tests.village import ZONE

HEAD = LedgerHead(
    "样例·清泉村", "2026年11月1日—2026年11月25日", ZONE, ("紧急", "一般", "咨询"), ("待接", "办结")
)
ROW = LedgerRow(
    number="WG-20261123-0012",
    kind="路灯不亮",
    severity="一般",
    stage="待接",
    grid="样例·清泉村 第1网格（1—3组）",
    place="黄桷树",
    words="灯坏了三天",
    source="群众报的",
    reported_at=datetime(2026, 11, 22, 16, 30, 59, 123, tzinfo=UTC),
    replied_at=None,
    due_at=datetime(2026, 12, 2, 9, 0, tzinfo=UTC),
    closed_at=None,
    owner="样例·网格员",
    reporters=3,
    bounces=1,
    reopened=0,
    longitude=106.0785,
    latitude=31.7584,
)
VISIT = VisitRow("ZF-20261123-0001", ROW.due_at, ROW.grid, "三***家", "看望", "都好", "样例·李")


def opened(
    rows: Sequence[LedgerRow], visits: Sequence[VisitRow] | None = None
) -> tuple[Workbook, Worksheet]:
    book = load_workbook(BytesIO(ledger(rows, HEAD, visits)))
    return book, book["台账"]


def cells(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.values]


def test_one_row_an_issue_under_a_title_with_place_and_span() -> None:
    _, sheet = opened([ROW])
    title, titles, row = sheet.values
    assert title[0] == "样例·清泉村 网格问题台账（2026年11月1日—2026年11月25日）"
    assert titles == tuple(column.title for column in COLUMNS)
    assert row[:8] == (
        "WG-20261123-0012",
        "路灯不亮",
        "一般",
        "待接",
        "样例·清泉村 第1网格（1—3组）",
        "黄桷树",
        "灯坏了三天",
        "群众报的",
    )
    assert row[12:] == ("样例·网格员", 3, 1, 0, 106.0785, 31.7584)


def test_moments_are_real_ones_on_the_clock_of_the_office() -> None:
    _, sheet = opened([ROW])
    at, replied, due, closed = (cell.value for cell in sheet[3][8:12])
    assert (at, due) == (datetime(2026, 11, 23, 0, 30), datetime(2026, 12, 2, 17, 0))  # noqa: DTZ001
    assert (replied, closed) == (None, None)
    assert sheet["I3"].number_format == "yyyy-mm-dd hh:mm"


def test_it_can_be_filtered_scrolled_and_printed() -> None:
    _, sheet = opened([ROW, ROW])
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B3", "A2:R4")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr
    assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"
    assert sheet.oddFooter
    assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
    assert sheet.column_dimensions["G"].width == 40
    assert sheet["G3"].alignment.wrap_text is True


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x.example","点我")', '\'=HYPERLINK("http://x.example","点我")'),
        ("+86 的灯", "'+86 的灯"),
        ("-2号灯", "'-2号灯"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("#REF!", "#REF!"),
        ("a\r\nb\x00\x0b\ud800", "a\nb"),
        ("字" * 40_000, "字" * 32_767),
        ("3-4组之间", "3-4组之间"),
    ],
)
def test_no_words_become_a_formula(said: str, kept: str) -> None:
    _, sheet = opened([replace(ROW, words=said, place=said)])
    assert (sheet["G3"].value, sheet["G3"].data_type) == (kept, "s")
    assert sheet["F3"].data_type == "s"
    assert plain(said) == kept


def test_words_that_were_left_out_leave_an_empty_cell() -> None:
    _, sheet = opened([replace(ROW, words="", longitude=None)])
    assert (sheet["G3"].value, sheet["Q3"].value) == (None, None)


def test_counts_by_kind_and_severity_and_by_stage() -> None:
    late = replace(ROW, severity="紧急", overdue=True)
    rows = [ROW, late, replace(ROW, kind="垃圾"), replace(ROW, severity="旧的", stage="办结")]
    book, _ = opened(rows)
    assert cells(book["统计"])[1:] == [
        ["类别", "紧急", "一般", "咨询", "旧的", "合计"],
        ["路灯不亮", 1, 1, 0, 1, 3],
        ["垃圾", 0, 1, 0, 0, 1],
        ["合计", 1, 2, 0, 1, 4],
        [],
        ["环节", "件数"],
        ["待接", 3],
        ["办结", 1],
        [],
        ["超期", 1],
    ]


def test_a_ledger_without_issues_is_a_ledger_still() -> None:
    book, sheet = opened([])
    assert book.sheetnames == ["台账", "统计"]
    assert len(cells(sheet)) == 2
    assert cells(book["统计"])[2] == ["合计", 0, 0, 0, 0]


def test_visits_have_a_sheet_where_they_were_asked_for() -> None:
    book, _ = opened([ROW], [VISIT])
    title, titles, visit = cells(book["走访"])
    assert title == ["样例·清泉村 走访记录（2026年11月1日—2026年11月25日）"]
    assert titles[3:] == ["哪一家", "为什么去", "看到什么", "谁去的"]
    assert visit == [
        "ZF-20261123-0001",
        datetime(2026, 12, 2, 17, 0),  # noqa: DTZ001
        ROW.grid,
        "三***家",
        "看望",
        "都好",
        "样例·李",
    ]
    empty, _ = opened([ROW], [])
    assert len(cells(empty["走访"])) == 2
