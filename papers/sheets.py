"""How a workbook is written, row by row: what papers/workbook.py opens when a paper is made."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from papers.workbook import Column, Value, plain

_A4 = 9
_LINE = Side(style="thin", color="BFC7C2")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_GREY = PatternFill("solid", fgColor="E3EBE5")


class Book:
    def __init__(self, title: str) -> None:
        self._book = Workbook(write_only=True)
        self._book.properties.creator, self._book.properties.title = "村帮", plain(title)

    def sheet(self, name: str, columns: Sequence[Column], frozen: str | None = None) -> "Sheet":
        """What is above and left of the cell `frozen` stays in sight."""
        # It has all that is used here of a Worksheet, and writes what is appended at once.
        made = cast("Worksheet", self._book.create_sheet(name))
        made.freeze_panes = frozen
        return Sheet(made, columns)

    def written(self) -> bytes:
        made = BytesIO()
        self._book.save(made)
        return made.getvalue()


class Sheet:
    """One sheet, written from the top: a row that was written is gone from memory."""

    def __init__(self, made: Worksheet, columns: Sequence[Column]) -> None:
        self._sheet, self._rows = made, 0
        for number, column in enumerate(columns, 1):
            made.column_dimensions[get_column_letter(number)].width = column.width
        self._columns = tuple(columns)
        self._cells = [_cell(made, column.form) for column in columns]
        self._last = get_column_letter(len(columns))
        _to_be_printed(made)

    def title(self, words: str) -> None:
        cell = WriteOnlyCell(self._sheet)
        _fill(cell, words)
        cell.font = Font(size=14, bold=True)
        self._append([cell])

    def table(self, rows: Iterable[Sequence[Value]]) -> None:
        """Its titles, repeated on every page and with a filter each, then the rows."""
        self.heads([column.title for column in self._columns])
        head = self._rows
        for row in rows:
            self.row(row)
        self._sheet.auto_filter.ref = f"A{head}:{self._last}{self._rows}"
        self._sheet.print_title_rows = f"{head}:{head}"

    def heads(self, titles: Sequence[str]) -> None:
        cells = [_cell(self._sheet) for _ in titles]
        for cell, title in zip(cells, titles, strict=True):
            _fill(cell, title)
            cell.font, cell.fill = Font(bold=True), _GREY
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self._append(cells)

    def row(self, values: Sequence[Value]) -> None:
        cells = self._cells[: len(values)]
        for cell, value in zip(cells, values, strict=True):
            _fill(cell, value)
        self._append(cells)

    def gap(self) -> None:
        self._append([])

    def _append(self, cells: list[Cell]) -> None:
        self._sheet.append(cells)
        self._rows += 1


def _cell(sheet: Worksheet, form: str = "General") -> Cell:
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    cell.border, cell.number_format = _BOX, form
    return cell


def _fill(cell: Cell, value: Value) -> None:
    cell.value = plain(value) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"  # even for #REF!, which would else become an error


def _to_be_printed(sheet: Worksheet) -> None:
    """A4 on its side, as wide as the paper and as many pages as it takes."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6, footer=0.3)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = _HeaderFooterPart("第 &P 页，共 &N 页")
    sheet.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(center=footer))
