"""The empty sheet of a roster, to be filled in and sent back."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from bot.duty.roster_sheet import COLUMNS, EXAMPLE, EXPLAINED, HOW, PEOPLE, SHEET, Ground
from papers.workbook import plain as harmless


def empty_sheet(ground: Ground) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = SHEET
    sheet.append(COLUMNS)
    first = harmless(ground.staff[0].name) if ground.staff else "张三"
    sheet.append(
        [ground.today, "8:30", "17:30", first, "", "", ground.office, f"{EXAMPLE}，这行不收"]
    )
    for letter, width in zip("ABCDEFGH", (14, 10, 10, 16, 16, 16, 24, 30), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}2"].font = Font(color="00999999", italic=True)
    sheet.column_dimensions["A"].number_format = "yyyy-mm-dd"
    sheet["A2"].number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    _pages(book, ground)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _pages(book: Workbook, ground: Ground) -> None:
    how = book.create_sheet(HOW)
    for number, sentence in enumerate(EXPLAINED, 1):
        how.append([f"{number}. {sentence}"])
    tasks = "、".join(t.name.zh for t in ground.rules.tasks)
    how.append([f"职责可以写：{tasks}"])
    how.column_dimensions["A"].width = 90
    names = book.create_sheet(PEOPLE)
    names.append(["姓名", "电话"])
    for person in ground.staff:
        names.append([harmless(person.name), person.phone])
    names.column_dimensions["A"].width = names.column_dimensions["B"].width = 18
