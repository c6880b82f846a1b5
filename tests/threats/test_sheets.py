"""Whatever people wrote, nothing in a sheet that the house writes is run by a clerk's Excel."""

import ast
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.duty.roster_form import empty_sheet
from bot.duty.roster_sheet import Ground, read_roster
from bot.invitation_list import _write
from bot.invite import Invited
from domain.records import PersonRef
from papers.hours_tables import OwnRow, own_hours
from papers.own_copy import OwnCopy, own_copy
from tests.village import HOUSE, ZONE, world

EVIL = "=cmd|'/c calc'!A1"
NOW = datetime(2026, 11, 27, 9, tzinfo=ZONE)
WRITERS = {
    "papers/sheets.py",
    "bot/people_list.py",  # what stands in the catalogue only
    "bot/invitation_list.py",
    "bot/places_form.py",
    "bot/duty/roster_form.py",
}
"""Who makes workbooks: all else goes through papers/workbook.py, whose cells are plain."""


def ground() -> Ground:
    staff = (PersonRef(1, EVIL, "13800000001"), PersonRef(2, "@SUM(1)", "13800000002"))
    rules = world().catalogue.duty
    return Ground("511381116901", "村委会", staff, rules, date(2026, 11, 27), ZONE)


def invitations(folder: Path) -> bytes:
    made = Invited("code", "样例·清泉村代办员", 7, "http://x/i/code", "", folder / "code.png")
    _write(folder / "x.xlsx", [(EVIL, made)])
    return (folder / "x.xlsx").read_bytes()


def hours() -> bytes:
    start = NOW.replace(tzinfo=None)
    return own_hours(EVIL, [OwnRow(EVIL, EVIL, EVIL, start, start, EVIL, 1.0, EVIL, EVIL, EVIL)])


def copy() -> bytes:
    row = [EVIL] * 5
    return own_copy(EVIL, OwnCopy([(EVIL, EVIL)], [row], [row], [row], [row]))


@pytest.mark.parametrize("which", ["roster", "invitations", "hours", "copy"])
def test_no_cell_is_a_formula(which: str, tmp_path: Path) -> None:
    made = {
        "roster": lambda: empty_sheet(ground()),
        "invitations": lambda: invitations(tmp_path),
        "hours": hours,
        "copy": copy,
    }[which]()
    cells = [cell for sheet in load_workbook(BytesIO(made)) for row in sheet.rows for cell in row]
    assert any("cmd" in str(cell.value) for cell in cells)
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert [cell for cell in cells if str(cell.value)[:1] in "=+-@"] == []


def test_nobody_else_makes_workbooks() -> None:
    found = set()
    for room in ("bot", "handlers", "papers", "storage", "conversations", "domain", "scripts"):
        for path in (HOUSE / room).rglob("*.py"):
            names = {
                name.name
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.ImportFrom) and node.module == "openpyxl"
                for name in node.names
            }
            calls = "Workbook(" in path.read_text()
            if "Workbook" in names and calls:
                found.add(path.relative_to(HOUSE).as_posix())
    assert found == WRITERS


def swollen(rows: int) -> BytesIO:
    """A sheet of very many rows whose parcel is small."""
    from zipfile import ZIP_DEFLATED, ZipFile  # noqa: PLC0415

    whole = BytesIO(empty_sheet(ground()))
    made = BytesIO()
    with ZipFile(whole) as read, ZipFile(made, "w", ZIP_DEFLATED) as write:
        for name in read.namelist():
            data = read.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", b"<row/>" * rows + b"</sheetData>")
            write.writestr(name, data)
    return made


def test_a_roster_that_swells_is_refused_with_a_sentence() -> None:
    told = read_roster(swollen(30_000_000), ground())
    assert isinstance(told, list)
    assert len(told) == 1
