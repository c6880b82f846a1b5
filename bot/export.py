"""Grid issues written into a file for an operator: an Excel ledger, or GeoJSON for maps."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import BinaryIO, TypeVar

from bot.house import House
from bot.issues.papers import day, issues_of
from bot.issues.rows import Scribe
from domain.issues.exports import about_places
from domain.issues.issue import Issue
from papers.geojson import Feature, feature_collection
from papers.issue_ledger import LedgerRow, ledger

Row = TypeVar("Row", LedgerRow, Feature)
THERE_ALREADY = "{} 已经有了，不盖掉它。请换个名字。"
FIRST_YEAR, LAST_YEAR = 2000, 2100
"""What lies outside is a slip of the finger."""
MOST = 1_000_000
"""Rows that one sheet of Excel holds, with some left for the title."""


class NotSo(Exception):  # noqa: N818
    """What was asked for cannot be had; says why, and what can."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of the office's calendar, both included; None is open."""

    first: date | None
    last: date | None

    def words(self, today: date) -> str:
        last = day(self.last or today)
        return f"{day(self.first)}—{last}" if self.first else f"到{last}"

    def moments(self, zone: tzinfo | None) -> tuple[datetime | None, datetime | None]:
        """From the first to before the second."""
        after = self.last + timedelta(days=1) if self.last else None
        first, end = (datetime.combine(d, time(), zone) if d else None for d in (self.first, after))
        return first, end


@dataclass(frozen=True, slots=True)
class Written:
    count: int
    left_out: int
    """Complaints, and what is about people: they are read in the bot only."""


def export_issues(house: House, to: Path, place: str, since: str, until: str) -> Written:
    """Raises NotSo; a file that is there already is never touched."""
    make = _maker(to)
    place, span = _place(house, place), _span(since, until)
    content, count = make(house, place, span)
    _write(to, content)
    return count


Maker = Callable[[House, str, Span], tuple[bytes, Written]]


def _maker(to: Path) -> Maker:
    if to.exists():
        raise NotSo(THERE_ALREADY.format(to))
    if not to.absolute().parent.is_dir():
        raise NotSo(f"没有文件夹 {to.absolute().parent}，请先建好。")
    makers: dict[str, Maker] = {".xlsx": _ledger, ".geojson": _geojson}
    if to.suffix.lower() not in makers:
        raise NotSo(f"不认得 {to.name} 的格式。台账写 .xlsx，给地图软件用的写 .geojson。")
    return makers[to.suffix.lower()]


def _ledger(house: House, place: str, span: Span) -> tuple[bytes, Written]:
    scribe = Scribe.of(house.world, house.now())
    rows, count = asyncio.run(_rows(house, place, span, scribe.ledger_row))
    return ledger(rows, scribe.head(place, span.words(house.now().date()))), count


def _geojson(house: House, place: str, span: Span) -> tuple[bytes, Written]:
    scribe = Scribe.of(house.world, house.now())
    rows, count = asyncio.run(_rows(house, place, span, scribe.feature))
    return feature_collection(rows), count


async def _rows(
    house: House, place: str, span: Span, row: Callable[[Issue], Row]
) -> tuple[list[Row], Written]:
    """Each as a row as soon as it is read: the issues themselves need much more memory."""
    rows, left_out, rules = [], 0, house.world.catalogue.issues
    since, until = span.moments(house.now().tzinfo)
    async for issue in issues_of(house.records, place, since, until, limit=MOST):
        if about_places(issue, rules):
            rows.append(row(issue))
        else:
            left_out += 1
    return rows, Written(len(rows), left_out)


def _place(house: House, code: str) -> str:
    city = house.world.city
    code = code.strip() or city.code
    if city.level_of(code) is None or "-" in code:
        raise NotSo(
            f"没有代码是 {code} 的地方。可以是网格、村、乡镇或市的代码，在 catalogue 里；"
            f"不写 --place 就是全市（{city.code}）。"
        )
    return code


def _span(since: str, until: str) -> Span:
    first, last = _day("--since", since), _day("--until", until)
    if first and last and first > last:
        raise NotSo(f"--since {since} 在 --until {until} 后面，请对调。")
    return Span(first, last)


def _day(option: str, told: str) -> date | None:
    if not told:
        return None
    try:
        when = date.fromisoformat(told.strip())
    except ValueError:
        when = date.min
    if not FIRST_YEAR <= when.year <= LAST_YEAR:
        raise NotSo(f"{option} {told} 不是日期。写成 2026-11-25 这样。")
    return when


def _write(to: Path, content: bytes) -> None:
    """Whole or not at all, and never over another."""
    try:
        with to.open("xb") as file:
            _fill(file, to, content)
    except FileExistsError:
        raise NotSo(THERE_ALREADY.format(to)) from None


def _fill(file: BinaryIO, to: Path, content: bytes) -> None:
    try:
        file.write(content)
        file.flush()
    except OSError:
        to.unlink()
        raise
