"""The office's staff list as an Excel sheet: an empty one to fill in, and what a full one says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.people_sheet import MOST_ROWS, Along, Cells, Unusable, plain, read_sheet, shown
from conversations.roles import ROLES
from domain.entry import LONGEST_NAME, NameProblem, clean_name
from domain.phones import MOBILE_DIGITS, digits_in, normal_phone, phone_problem
from domain.places import City, Level
from domain.roles import SERVES_AT, Post, Role
from storage.staff import Listed

NAME, PHONE, ROLE, PLACE, NOTE = COLUMNS = ("姓名", "电话", "职务", "管哪里", "备注")
NEEDED = COLUMNS[:4]
LIST, HOW, CODES = "名单", "说明", "代码"
LEVELS = {
    Level.CITY: "市",
    Level.TOWNSHIP: "乡镇",
    Level.VILLAGE: "村",
    Level.GRID: "网格",
    Level.DEPARTMENT: "部门、所",
}
TITLES = {role: words.pattern for role, words in ROLES.items()}
ROLES_WRITTEN = (
    {title: role for role, title in TITLES.items()}
    | {role.value: role for role in Role}
    | {"村支书": Role.SECRETARY}
)
HAN = "[\u3400-\u9fff\U00020000-\U0003ffff]"
PADDING = re.compile(rf"(?<={HAN}) +(?={HAN})")
"""张 三: two signs spread out so that they look as wide as three."""

EXAMPLE_NAME, EXAMPLE_PHONE, EXAMPLE = "样例·张三", "13800000000", "样例"
EXPLAINED = (
    "一行写一个人的一个职务；一个人有两个职务就写两行，姓名和电话要一样。",
    "电话写11位手机号，或者带区号的座机，例如 0817-6000001。",
    "职务点格子右边的小三角选。",
    f"“{PLACE}”写代码或者名称，都在“{CODES}”这一页；同名的地方要写代码。",
    "灰色的那一行是样例，不会导入，删掉也行。",
    "有一行不对，就一行也不导入；改好再导一次，导过的人不会重复。",
)


@dataclass(frozen=True, slots=True)
class People:
    rows: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Problems:
    """Nothing may be imported: one sentence for the file, or one for each bad row."""

    lines: tuple[str, ...]


def read_people(path: Path, city: City, along: Along = iter) -> People | Problems:
    """Everybody on the list, or all that is wrong with it; goes `along` the rows, which may show how far."""
    try:
        rows = read_sheet(path, LIST, COLUMNS, NEEDED)
    except Unusable as no:
        return Problems((str(no),))
    reader = _Reader(city)
    for number, cells in along(rows):
        reader.read(number, cells)
    if reader.wrong:
        return Problems(tuple(f"第{n}行：{reader.wrong[n]}" for n in sorted(reader.wrong)))
    if not reader.good:
        return Problems(("名单里还没有人。",))
    return People(tuple(reader.good.values()))


# ── One row ──


class _Reader:
    """Reads row after row; remembers who stood where, for rows that do not agree."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.good: dict[int, Listed] = {}
        self.wrong: dict[int, str] = {}
        self._codes: dict[str, list[str]] = {}
        for place in _places(city):
            for known in {plain(place.name), plain(place.full)}:
                self._codes.setdefault(known, []).append(place.code)
        self._rows: dict[Listed, int] = {}
        self._owners: dict[str, tuple[int, str]] = {}

    def read(self, number: int, cells: Cells) -> None:
        if _is_example(cells):
            return
        wrong: list[str] = []
        name, phone = _name(cells[NAME], wrong), _phone(cells[PHONE], wrong)
        role, place = _role(cells[ROLE], wrong), self._place(cells[PLACE], wrong)
        if shown(cells.get(NOTE)).startswith(EXAMPLE):
            wrong.append(f"备注还写着“{EXAMPLE}”，是真人就把备注清空")
        if role and place:
            wrong += self._misfit(role, place)
        if name and phone:
            wrong += self._other_owner(number, name, phone)
        if role and not wrong:
            listed = Listed(name, phone, Post(role, place), _village(self.city, place))
            wrong += self._same_row(number, listed)
            self.good[number] = listed
        if wrong:
            self.wrong[number] = "；".join(wrong)

    def _place(self, cell: object, wrong: list[str]) -> str:
        """The code of a place that is told by its code or its name; empty where there is none."""
        told = plain(cell)
        if self.city.level_of(told):
            return told
        codes = self._codes.get(told, [])
        if len(codes) == 1:
            return codes[0]
        if len(codes) > 1:
            some = "、".join(codes[:5]) + ("……" if len(codes) > 5 else "")
            wrong.append(f"叫“{shown(cell)}”的不止一处，请写代码：{some}")
        else:
            unknown = f"没有“{shown(cell)}”这个地方，代码和名称看“{CODES}”那一页"
            wrong.append(_flawed(cell, f"“{PLACE}”") or unknown)
        return ""

    def _misfit(self, role: Role, place: str) -> list[str]:
        level = self.city.level_of(place)
        if level is None or level in SERVES_AT[role]:
            return []
        held_at = "或者".join(LEVELS[each] for each in Level if each in SERVES_AT[role])
        return [f"{TITLES[role]}管的是{held_at}，{place} 是{LEVELS[level]}"]

    def _other_owner(self, number: int, name: str, phone: str) -> list[str]:
        row, owner = self._owners.setdefault(phone, (number, name))
        return [] if owner == name else [f"电话 {phone} 在第{row}行是“{owner}”的，这里是“{name}”"]

    def _same_row(self, number: int, listed: Listed) -> list[str]:
        row = self._rows.setdefault(listed, number)
        return [] if row == number else [f"和第{row}行一样，删掉一行"]


def _is_example(cells: Cells) -> bool:
    return (shown(cells[NAME]), plain(cells[PHONE])) == (EXAMPLE_NAME, EXAMPLE_PHONE)


def _flawed(cell: object, title: str) -> str:
    """What is wrong with a cell before it is read at all."""
    if not plain(cell):
        return f"没有写{title}"
    return f"{title}这一格的公式出错（{cell}）" if cell in ERROR_CODES else ""


def _name(cell: object, wrong: list[str]) -> str:
    name = clean_name(shown(cell))
    flaw = _flawed(cell, NAME)
    if not flaw and not isinstance(name, NameProblem):
        return PADDING.sub("", name)
    long = f"姓名太长，最多{LONGEST_NAME}个字"
    wrong.append(flaw or (long if name is NameProblem.LONG else f"姓名“{shown(cell)}”不像人的名字"))
    return ""


def _phone(cell: object, wrong: list[str]) -> str:
    told = shown(cell)
    flaw = _flawed(cell, PHONE)
    if not flaw and (phone := normal_phone(told)):
        return phone
    wrong.append(flaw or f"电话“{told}”{_why_no_phone(told)}")
    return ""


def _why_no_phone(told: str) -> str:
    digits = digits_in(told)
    if lost := normal_phone(f"0{told}"):
        return f"只有{digits}位，手机号是{MOBILE_DIGITS}位；要是座机，开头的 0 掉了，写成 {lost}"
    match phone_problem(told):
        case "letters":
            return "里有不是数字的字"
        case "short" | "long" if told.startswith("0"):
            return f"有{digits}位，座机要带区号，例如 0817-6000001"
        case "short":
            return f"只有{digits}位，手机号是{MOBILE_DIGITS}位"
        case "long":
            return f"有{digits}位，手机号是{MOBILE_DIGITS}位"
        case _:
            return "不是电话号码"


def _role(cell: object, wrong: list[str]) -> Role | None:
    role = ROLES_WRITTEN.get(plain(cell).lower())
    if role is None:
        unknown = f"没有“{shown(cell)}”这个职务，可以写：{'、'.join(TITLES.values())}"
        wrong.append(_flawed(cell, ROLE) or unknown)
    return role


# ── The places of a city ──


@dataclass(frozen=True, slots=True)
class _Place:
    code: str
    name: str
    full: str
    """With the place it lies in before it, for names that are used many times."""


def _places(city: City) -> Iterator[_Place]:
    """In the order in which people look them up: every place below the one it belongs to."""
    yield _Place(city.code, city.name.zh, city.name.zh)
    yield from _departments(city, city.code, city.name.zh)
    for township in city.townships.values():
        yield _Place(township.code, township.name.zh, township.name.zh)
        yield from _departments(city, township.code, township.name.zh)
        for village in city.villages_of(township.code):
            name = village.name.zh
            yield _Place(village.code, name, f"{township.name.zh} {name}")
            yield from (_Place(g.code, g.name, f"{name} {g.name}") for g in village.grids)


def _departments(city: City, home: str, name: str) -> Iterator[_Place]:
    for department in city.departments.values():
        if department.code.partition("-")[0] == home:
            called = department.name.zh
            yield _Place(department.code, called, f"{name} {called}")


def _village(city: City, place: str) -> str:
    return place[:12] if city.level_of(place) in {Level.VILLAGE, Level.GRID} else ""


# ── The empty sheet ──


def write_template(path: Path, city: City) -> None:
    """Raises FileExistsError rather than write over a list that somebody has filled in."""
    book = Workbook()
    listing = book.active
    assert isinstance(listing, Worksheet)
    listing.title = LIST
    _write_list(listing, next(iter(city.villages), ""))
    how = book.create_sheet(HOW)
    for number, sentence in enumerate(EXPLAINED, 1):
        how.append([f"{number}. {sentence}"])
    how.column_dimensions["A"].width = 90
    _write_codes(book.create_sheet(CODES), city)
    with path.open("xb") as file:
        book.save(file)


def _write_list(sheet: Worksheet, village: str) -> None:
    note = f"{EXAMPLE}：这一行不会导入"
    sheet.append(COLUMNS)
    sheet.append([EXAMPLE_NAME, EXAMPLE_PHONE, TITLES[Role.AGENT], village, note])
    for letter, width in zip("ABCDE", (14, 18, 14, 24, 30), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
        sheet[f"{letter}2"].font = Font(color="00999999", italic=True)
    _as_text(sheet, "B", "D")
    sheet.freeze_panes = "A2"
    choice = DataValidation("list", formula1=f'"{",".join(TITLES.values())}"', allow_blank=True)
    choice.showErrorMessage, choice.error = True, "请点小三角，从里面选一个职务。"
    choice.add(f"C2:C{MOST_ROWS + 1}")
    sheet.add_data_validation(choice)


def _write_codes(sheet: Worksheet, city: City) -> None:
    sheet.append(["代码", "名称", "是什么"])
    for place in _places(city):
        level = city.level_of(place.code)
        sheet.append([place.code, place.full, LEVELS[level] if level else ""])
    for letter, width in zip("ABC", (20, 44, 10), strict=True):
        sheet.column_dimensions[letter].width = width
        sheet[f"{letter}1"].font = Font(bold=True)
    _as_text(sheet, "A")
    sheet.freeze_panes = "A2"


def _as_text(sheet: Worksheet, *letters: str) -> None:
    """So that Excel leaves long numbers and leading zeros as they are typed."""
    for letter in letters:
        sheet.column_dimensions[letter].number_format = "@"
        for cell in sheet[letter]:
            cell.number_format = "@"
