"""A roster as an Excel sheet: an empty one to fill in, and what a full one says, row by row."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from bot.people_sheet import Cells, Unusable, plain, read_sheet, shown
from domain.dates import day_meant, time_meant
from domain.duty.days import kind_of
from domain.duty.rules import DutyRules
from domain.duty.shift import Shift
from domain.records import NOBODY, PersonRef

DAY, BEGINS, ENDS, NAME, PHONE, DEPUTY, WHERE, TASKS = COLUMNS = (
    "日期", "开始", "结束", "姓名", "电话", "副班", "地点", "职责",
)  # fmt: skip
NEEDED = (DAY, NAME)
SHEET, HOW, PEOPLE = "值班表", "说明", "名单"
MOST, FAR = 1000, timedelta(days=400)
EXPLAINED = (
    "一行写一个人值的一个班；两个人一起值就写两行。",
    "日期写成 2026-12-01 或者 12月1日 都行；开始、结束不写，就按村里定的时间。",
    "结束比开始早，就是第二天结束。",
    "姓名、副班要在“名单”那一页里有；同名的人，电话也要写。",
    "地点不写就是村里办公的地方；职责用顿号隔开，不写就是全部。",
    "灰色的那一行是样例，不会收，删掉也行。",
    "有一行不对，就一行也不收；改好再发一次。",
)
EXAMPLE = "样例"
TIGHT = re.compile(r"\s+")
SPLIT = re.compile(r"[、,，;；\s]+")
NUMBERED_DAY = re.compile(r"\d{5}(\.\d+)?")
"""A date that Excel shows as the number of its day."""
FIRST_DAY = date(1899, 12, 30)

T = TypeVar("T")
Cell = TypeVar("Cell")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sheet is read against."""

    place: str
    office: str
    staff: tuple[PersonRef, ...]
    rules: DutyRules
    today: date
    zone: tzinfo


def read_roster(source: Path | BytesIO, ground: Ground) -> tuple[Shift, ...] | list[str]:
    """Every shift, or all that is wrong, row by row."""
    try:
        rows = read_sheet(source, SHEET, COLUMNS, NEEDED)
    except Unusable as no:
        return [str(no)]
    reader = _Reader(ground)
    for number, cells in rows:
        reader.read(number, cells)
    if reader.wrong:
        return [f"第{n}行：{reader.wrong[n]}" for n in sorted(reader.wrong)]
    if not reader.good:
        return ["表里还没有一个班。"]
    if len(reader.good) > MOST:
        return [f"超过{MOST}个班，请分成几张发。"]
    return tuple(reader.good.values())


class _Wrong(Exception):  # noqa: N818
    """What is wrong with one cell."""


class _Reader:
    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.good: dict[int, Shift] = {}
        self.wrong: dict[int, str] = {}
        self._tasks = {t.name.zh: t.key for t in ground.rules.tasks}

    def read(self, number: int, cells: Cells) -> None:
        if shown(cells.get(TASKS)).startswith(EXAMPLE):
            return
        problems: list[str] = []
        day = _tried(problems, self._day, cells[DAY])
        who = _tried(problems, lambda cell: self._person(cell, cells.get(PHONE)), cells[NAME])
        deputy = _tried(problems, self._deputy, cells.get(DEPUTY))
        hours = _tried(problems, lambda d: self._hours(d, cells), day) if day else None
        if who and deputy and who.id == deputy.id:
            problems.append("副班不能是他自己")
        if not problems and day and who and hours:
            shift = self._shift(day, hours, who, deputy or NOBODY, cells)
            problems += self._there_already(shift)
            self.good[number] = shift
        if problems:
            self.wrong[number] = "；".join(problems)

    def _shift(
        self,
        day: date,
        hours: tuple[datetime, datetime],
        who: PersonRef,
        deputy: PersonRef,
        cells: Cells,
    ) -> Shift:
        ground = self.ground
        told = [t for t in SPLIT.split(shown(cells.get(TASKS))) if t]
        tasks = tuple(self._tasks.get(t, t[:20]) for t in told)
        return Shift(
            id=0,
            place=ground.place,
            day=day,
            starts_at=hours[0],
            ends_at=hours[1],
            person=who,
            where=shown(cells.get(WHERE))[:60] or ground.office,
            tasks=tasks or tuple(t.key for t in ground.rules.tasks),
            deputy=deputy,
            on_call=ground.rules.hours_on(kind_of(day)).on_call,
        )

    def _there_already(self, shift: Shift) -> list[str]:
        same = (
            number
            for number, other in self.good.items()
            if other.person.id == shift.person.id and other.overlaps(shift)
        )
        return [f"和第{n}行是同一个人、同一个时间" for n in list(same)[:1]]

    def _day(self, cell: object) -> date:
        if isinstance(cell, datetime):
            day: date | None = cell.date()
        elif isinstance(cell, date):
            day = cell
        else:
            day = self._written(plain(cell))
        if day is None:
            told = shown(cell)
            raise _Wrong(f"日期“{told}”看不懂，或者没有这一天" if told else "没有写日期")
        if day < self.ground.today.replace(day=1):
            raise _Wrong(f"{day} 已经过了")
        if day > self.ground.today + FAR:
            raise _Wrong(f"{day} 太远了")
        return day

    def _written(self, told: str) -> date | None:
        """Dates kept as text, and dates kept as the number of a day."""
        if NUMBERED_DAY.fullmatch(told):
            return FIRST_DAY + timedelta(days=int(float(told)))
        return day_meant(told, self.ground.today)

    def _hours(self, day: date, cells: Cells) -> tuple[datetime, datetime]:
        usual = self.ground.rules.hours_on(kind_of(day))
        begins = _clock(cells.get(BEGINS), BEGINS) or usual.begins
        ends = _clock(cells.get(ENDS), ENDS) or usual.ends
        start = datetime.combine(day, begins, self.ground.zone)
        end = datetime.combine(day, ends, self.ground.zone)
        if start == end:
            raise _Wrong("开始和结束是同一个时间")
        return start, end if end > start else end + timedelta(days=1)

    def _person(self, cell: object, phone: object) -> PersonRef:
        name = TIGHT.sub("", shown(cell))
        if not name:
            raise _Wrong("没有写姓名")
        found = [p for p in self.ground.staff if TIGHT.sub("", p.name) == name]
        if len(found) > 1:
            told = plain(phone)
            found = [p for p in found if p.phone == told]
            if not found:
                raise _Wrong(f"叫“{name}”的不止一个，请写上他的电话")
        if not found:
            raise _Wrong(f"名单里没有“{name}”这个人")
        return found[0]

    def _deputy(self, cell: object) -> PersonRef:
        return self._person(cell, None) if shown(cell) else NOBODY


def _tried(problems: list[str], read: Callable[[Cell], T], cell: Cell) -> T | None:
    try:
        return read(cell)
    except _Wrong as wrong:
        problems.append(str(wrong))
        return None


def _clock(cell: object, title: str) -> time | None:
    """None where nothing is written."""
    match cell:
        case datetime():
            return cell.time().replace(second=0, microsecond=0)
        case time():
            return cell.replace(second=0, microsecond=0)
        case float() if 0 <= cell < 1:
            minutes = round(cell * 24 * 60)
            return time(minutes // 60 % 24, minutes % 60)
    told = plain(cell)
    if not told:
        return None
    meant = time_meant(told)
    if meant is None:
        raise _Wrong(f"{title}“{told}”不是几点几分")
    return meant
