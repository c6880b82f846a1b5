"""The sheet of villages and grids to be filled in, with all that was imported before."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from bot import places_list as columns
from domain.places import City
from papers.workbook import plain
from storage.places_file import Places

HOW, TOWNSHIPS = "说明", "乡镇代码"
EXPLAINED = (
    "“村”这一页写 city.toml 里没有的村；代码12位：乡镇代码（最后一页）加3位。",
    "“网格”这一页一行写一个网格；“村”写代码或者名称，同名的村要写代码。",
    "网格代码不写就自己编：村代码加3位；再导入时，村和名称没变的网格代码也不变。",
    "哪些组写成 1、2、5-7；地标是大家嘴上说的地方，用顿号隔开；纬度、经度是中间那个点的度数。",
    "表里有什么，导入以后就有什么：删了的行，那个网格就没有了。",
    "流动代办、赶场的日子写在 city.toml 里，那样的村就不要再写到“村”这一页。",
)


def write_template(path: Path, city: City, known: Places) -> None:
    """Raises FileExistsError rather than write over a list that somebody has filled in."""
    book = Workbook()
    villages = book.active
    assert isinstance(villages, Worksheet)
    villages.title = columns.VILLAGES
    _fill(villages, columns.VILLAGE_COLUMNS, map(_village, known.village))
    _fill(book.create_sheet(columns.GRIDS), columns.GRID_COLUMNS, map(_grid, known.grid))
    how = book.create_sheet(HOW)
    for number, sentence in enumerate(EXPLAINED, 1):
        how.append([f"{number}. {sentence}"])
    how.column_dimensions["A"].width = 100
    codes = ((t.code, t.name.zh) for t in city.townships.values())
    _fill(book.create_sheet(TOWNSHIPS), (columns.CODE, columns.NAME), codes)
    with path.open("xb") as file:
        book.save(file)


def _village(entry: dict[str, object]) -> tuple[object, ...]:
    name = entry["name"]
    assert isinstance(name, dict)
    told = (name["zh"], name["en"], entry["station_phone"], entry["office"])
    return (entry["code"], *told, entry["groups"])


def _grid(entry: dict[str, object]) -> tuple[object, ...]:
    groups, landmarks = entry["groups"], entry["landmarks"]
    assert isinstance(groups, list)
    assert isinstance(landmarks, list)
    told = ("、".join(map(str, groups)), "、".join(landmarks))
    code = str(entry["code"])
    return (code[:12], code, entry["name"], *told, entry["latitude"], entry["longitude"])


def _fill(sheet: Worksheet, titles: Sequence[str], rows: Iterable[tuple[object, ...]]) -> None:
    sheet.append([*titles])
    for row in rows:
        sheet.append([plain(cell) if isinstance(cell, str) else cell for cell in row])
    for number, title in enumerate(titles, 1):
        letter = get_column_letter(number)
        sheet[f"{letter}1"].font = Font(bold=True)
        wide = {columns.OFFICE: 30, columns.LANDMARKS: 30, columns.NAME: 24}
        sheet.column_dimensions[letter].width = wide.get(title, 18)
        sheet.column_dimensions[letter].number_format = "@"  # long numbers stay as they are typed
    sheet.freeze_panes = "A2"
