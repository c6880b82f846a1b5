"""The office's villages and grids as an Excel sheet: what a filled one says."""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bot.people_sheet import Along, Cells, Unusable, plain, read_sheet, shown
from domain.places import City
from storage.places_file import Places

VILLAGES, GRIDS = "村", "网格"
CODE, NAME, ENGLISH, PHONE, OFFICE, GROUPS = "代码", "名称", "英文名", "电话", "办公地点", "组数"
VILLAGE, WHICH, LANDMARKS, NORTH, EAST = "村", "哪些组", "地标", "纬度", "经度"
VILLAGE_COLUMNS = (CODE, NAME, ENGLISH, PHONE, OFFICE, GROUPS)
GRID_COLUMNS = (VILLAGE, CODE, NAME, WHICH, LANDMARKS, NORTH, EAST)
VILLAGE_NEEDED, GRID_NEEDED = (CODE, NAME, PHONE, OFFICE), (VILLAGE, NAME)
SPAN = re.compile(r"(\d{1,2})(?:组)?(?:[-—–~至到](\d{1,2}))?(?:组)?")
BETWEEN = re.compile(r"[、，,;；/\s]+")
WITHIN = {NORTH: (3.0, 54.0), EAST: (73.0, 136.0)}
"""Degrees between which the country lies."""
MOST_GRIDS = 999
"""Of one village: three digits."""


@dataclass(frozen=True, slots=True)
class Problems:
    """Nothing may be imported: one sentence for the file, or one for each bad row."""

    lines: tuple[str, ...]


def read_places(path: Path, city: City, along: Along = iter) -> Places | Problems:
    """All villages and grids of the sheet, or all that is wrong with it."""
    try:
        villages = read_sheet(path, VILLAGES, VILLAGE_COLUMNS, VILLAGE_NEEDED, only=True)
        grids = read_sheet(path, GRIDS, GRID_COLUMNS, GRID_NEEDED)
    except Unusable as no:
        return Problems((str(no),))
    reader = _Reader(city)
    for number, cells in villages:
        reader.village(number, cells)
    for number, cells in along(grids):
        reader.grid(number, cells)
    if reader.wrong:
        return Problems(tuple(reader.wrong))
    if not reader.grids:
        return Problems(("表里还没有网格。",))
    return Places(tuple(reader.villages.values()), tuple(reader.grids.values()))


@dataclass(slots=True)
class _Reader:
    """Reads row after row. A grid without a code keeps the one it has, or gets the next of its village."""

    city: City
    villages: dict[str, dict[str, object]] = field(default_factory=dict)
    grids: dict[str, dict[str, object]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    _called: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _had: dict[tuple[str, str], str] = field(default_factory=dict)
    _taken: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        for village in self.city.villages.values():
            self._knows(village.code, village.name.zh)
            for grid in village.grids:
                self._had[village.code, plain(grid.name)] = grid.code
                self._taken[village.code].add(grid.code)

    def _knows(self, code: str, name: str) -> None:
        for word in (code, plain(name)):
            if code not in self._called[word]:
                self._called[word].append(code)

    def village(self, number: int, cells: Cells) -> None:
        code, name = plain(cells[CODE]), _words(cells[NAME])
        told = plain(cells.get(GROUPS))
        wrong = [
            *([] if re.fullmatch(r"\d{12}", code) else [f"代码“{code}”应该是12位数字"]),
            *([] if code[:9] in self.city.townships else [f"没有代码是 {code[:9]} 的乡镇"]),
            *([f"代码 {code} 写了两次"] if code in self.villages else []),
            *([] if name else ["没有写名称"]),
            *([] if shown(cells[PHONE]) else ["没有写电话"]),
            *([] if shown(cells[OFFICE]) else ["没有写办公地点"]),
            *([] if not told or told.isdecimal() else [f"组数“{told}”不是数字"]),
        ]
        if self._tell(VILLAGES, number, wrong):
            return
        self.villages[code] = {
            "code": code,
            "name": {"zh": name, "en": shown(cells.get(ENGLISH))},
            "township": code[:9],
            "station_phone": shown(cells[PHONE]),
            "office": _words(cells[OFFICE]),
            "groups": int(told or 0),
        }
        self._knows(code, name)

    def grid(self, number: int, cells: Cells) -> None:
        wrong: list[str] = []
        village, name = self._village(cells[VILLAGE], wrong), _words(cells[NAME])
        if not name:
            wrong.append("没有写名称")
        groups = _groups(shown(cells.get(WHICH)), wrong)
        north, east = (_degrees(cells.get(title), title, wrong) for title in (NORTH, EAST))
        if (north is None) != (east is None):
            wrong.append("纬度、经度要么都写，要么都不写")
        code = self._code(plain(cells.get(CODE)), village, plain(name), wrong) if village else ""
        if self._tell(GRIDS, number, wrong):
            return
        self.grids[code] = {
            "code": code,
            "name": name,
            "groups": groups,
            "landmarks": [w for w in BETWEEN.split(_words(cells.get(LANDMARKS))) if w],
            "latitude": north,
            "longitude": east,
        }

    def _village(self, cell: object, wrong: list[str]) -> str:
        told = plain(cell)
        codes = self._called.get(told, [])
        if len(codes) == 1:
            return codes[0]
        some = "、".join(codes[:5])
        wrong.append(
            f"叫“{told}”的村不止一个，请写代码：{some}"
            if codes
            else f"没有“{told}”这个村，先写到“{VILLAGES}”那一页"
        )
        return ""

    def _code(self, told: str, village: str, name: str, wrong: list[str]) -> str:
        code = told or self._had.get((village, name)) or self._next(village)
        if not re.fullmatch(rf"{village}\d{{3}}", code):
            wrong.append(f"网格代码“{code}”应该是村代码 {village} 加3位数字")
        if code in self.grids:
            wrong.append(f"网格代码 {code} 写了两次" if told else f"村里已经有叫“{name}”的网格了")
        self._had[village, name] = code
        self._taken[village].add(code)
        return code

    def _next(self, village: str) -> str:
        free = (f"{village}{n:03d}" for n in range(1, MOST_GRIDS + 1))
        return next((code for code in free if code not in self._taken[village]), "")

    def _tell(self, sheet: str, number: int, wrong: list[str]) -> bool:
        if wrong:
            self.wrong.append(f"“{sheet}”第{number}行：{'；'.join(wrong)}")
        return bool(wrong)


def _words(cell: object) -> str:
    """Without the apostrophe that the form sets before what would be a formula (papers/workbook.py)."""
    return shown(cell).removeprefix("'")


def _groups(told: str, wrong: list[str]) -> list[int]:
    """1、2、5-7组: one by one."""
    found: list[int] = []
    for word in BETWEEN.split(told):
        span = SPAN.fullmatch(word)
        if span:
            found += range(int(span[1]), int(span[2] or span[1]) + 1)
        elif word:
            wrong.append(f"哪些组“{word}”看不懂，写成 1、2、5-7")
    return sorted(set(found))


def _degrees(cell: object, title: str, wrong: list[str]) -> float | None:
    told = plain(cell)
    if not told:
        return None
    low, high = WITHIN[title]
    try:
        degrees = float(told)
    except ValueError:
        degrees = 0.0
    if not low <= degrees <= high:
        wrong.append(f"{title}“{told}”应该是 {low:g} 到 {high:g} 的度数")
    return degrees
