"""An office's villages and grids in Excel: taken in as a whole, or every bad row is named."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.places_form import write_template
from bot.places_list import GRID_COLUMNS, VILLAGE_COLUMNS, Problems, read_places
from domain.places import City
from storage.catalogue import load_catalogue
from storage.places_file import Places, faults, imported, write
from tests.test_cli import Terminal, unopened
from tests.village import HOUSE

__all__ = ["unopened"]

Row = tuple[Any, ...]
VILLAGE = ("511381116001", "样例·红岩村", "", "0817-0000009", "村委会一楼", 6)
MADE_UP = "511381116901"


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HOUSE / "catalogue", tmp_path / "catalogue"))


def city_of(catalogue: Path) -> City:
    return load_catalogue(catalogue, sample=True).city


def sheet(tmp_path: Path, grids: Sequence[Row], villages: Sequence[Row] = (VILLAGE,)) -> Path:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "村"
    for row in (VILLAGE_COLUMNS, *villages):
        first.append([*row])
    second = book.create_sheet("网格")
    for row in (GRID_COLUMNS, *grids):
        second.append([*row])
    book.save(tmp_path / "places.xlsx")
    return tmp_path / "places.xlsx"


def test_villages_and_grids_of_a_sheet_open_with_the_house(tmp_path: Path, catalogue: Path) -> None:
    rows: list[Row] = [
        ("样例·红岩村", "", "第1网格", "1-3组", "黄桷树、村小", 31.7, 106.1),
        ("511381116001", "", "第2网格", "4、5，6", "", None, None),
    ]
    read = read_places(sheet(tmp_path, rows), city_of(catalogue))
    assert isinstance(read, Places)
    assert faults(catalogue, read, sample=True) == ()
    write(catalogue, read)
    village = city_of(catalogue).villages["511381116001"]
    assert (village.name.zh, village.groups, village.township) == ("样例·红岩村", 6, "511381116")
    first, second = village.grids
    assert (first.code, first.groups) == ("511381116001001", (1, 2, 3))
    assert (first.landmarks, first.latitude) == (("黄桷树", "村小"), 31.7)
    assert (second.code, second.groups, second.longitude) == ("511381116001002", (4, 5, 6), None)


def test_a_grid_keeps_its_code_when_rows_are_moved_and_imported_again(
    tmp_path: Path, catalogue: Path
) -> None:
    def grids(*names: str) -> dict[object, object]:
        rows: list[Row] = [("样例·红岩村", "", name) for name in names]
        read = read_places(sheet(tmp_path, rows), city_of(catalogue))
        assert isinstance(read, Places)
        write(catalogue, read)
        return {grid["name"]: grid["code"] for grid in read.grid}

    before = grids("河东", "河西", "坡上")
    after = grids("坡上", "新院子", "河东")
    assert [after[name] == before[name] for name in ("坡上", "河东")] == [True, True]
    assert after["新院子"] not in before.values()


def test_a_village_of_city_toml_gets_its_grids_from_the_sheet(
    tmp_path: Path, catalogue: Path
) -> None:
    read = read_places(
        sheet(tmp_path, [(MADE_UP, f"{MADE_UP}009", "新网格")], []), city_of(catalogue)
    )
    assert isinstance(read, Places)
    write(catalogue, read)
    grids = city_of(catalogue).villages[MADE_UP].grids
    assert [grid.code[-3:] for grid in grids] == ["001", "002", "003", "009"]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("没有的村", "", "一网格"), "没有“没有的村”这个村"),
        ((MADE_UP, "", ""), "没有写名称"),
        ((MADE_UP, "12", "一网格"), "网格代码“12”应该是村代码"),
        ((MADE_UP, "", "一网格", "东边"), "哪些组“东边”看不懂"),
        ((MADE_UP, "", "一网格", "", "", 31.7), "要么都写，要么都不写"),
        ((MADE_UP, "", "一网格", "", "", 106.1, 31.7), "纬度“106.1”应该是 3 到 54"),
    ],
)
def test_a_bad_row_is_named_by_its_number(
    tmp_path: Path, catalogue: Path, row: Row, told: str
) -> None:
    good = (MADE_UP, "", "好网格")
    read = read_places(sheet(tmp_path, [good, row], []), city_of(catalogue))
    assert isinstance(read, Problems)
    (line,) = read.lines
    assert line.startswith("“网格”第3行：")
    assert told in line


def test_what_would_keep_the_house_shut_is_not_written(
    unopened: Terminal, tmp_path: Path, catalogue: Path
) -> None:
    """Nine groups are all the village has; its grid 001 stands in a file of the catalogue already."""
    rows: list[Row] = [(MADE_UP, f"{MADE_UP}001", "又一个")]
    told = unopened.types("import-places", str(sheet(tmp_path, rows, [])), CATALOGUE=str(catalogue))
    assert told.exit_code == 2
    assert "重复了" in told.output
    assert imported(catalogue) == Places()


def test_the_sheet_to_fill_in_has_what_was_imported(
    unopened: Terminal, tmp_path: Path, catalogue: Path
) -> None:
    rows: list[Row] = [("样例·红岩村", "", "@河东", "1-2", "老井", 31.7, 106.1)]
    told = unopened.types("import-places", str(sheet(tmp_path, rows)), CATALOGUE=str(catalogue))
    assert "1 个村、1 个网格" in told.output
    again = tmp_path / "again.xlsx"
    told = unopened.types("import-places", str(again), "--template", CATALOGUE=str(catalogue))
    assert told.exit_code == 0, told.output
    book = load_workbook(again)
    assert book["网格"]["C2"].value == "'@河东"  # never a formula
    assert book["村"]["A2"].value == "511381116001"
    read = read_places(again, city_of(catalogue))
    assert isinstance(read, Places)
    assert read == imported(catalogue)
    with pytest.raises(FileExistsError):
        write_template(again, city_of(catalogue), Places())
