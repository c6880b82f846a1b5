"""A roster as a calendar: one sheet a month below the other, who is there on every day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from papers.canvas import Canvas, cut_to, wrapped

WIDTH, MARGIN, HEAD, WEEKDAYS_HIGH = 1080, 30, 130, 46
"""Pixels; a phone shows the whole width."""
CELL = (WIDTH - 2 * MARGIN) / 7
LEAST_HIGH, LINE, TOP_OF_CELL = 118, 32, 44
INK, PALE, GRID, OFF, MISSING, MADE_UP = (
    "#1f2937", "#6b7280", "#cbd5e1", "#fef3c7", "#fecaca", "#dbeafe",
)  # fmt: skip
RED = "#b91c1c"
NAMES = "一二三四五六日"
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class DayCell:
    people: tuple[str, ...] = ()
    off: bool = False
    mark: str = ""
    """The name of a holiday, or 班 on a make-up day."""
    inside: bool = True
    """Belongs to the roster: without anybody it is a gap."""


def roster_picture(title: str, note: str, days: Mapping[date, DayCell]) -> bytes:
    """A PNG; days without anybody are red."""
    months = _months(days)
    high = [_height(days, weeks) for _, weeks in months]
    canvas = Canvas.blank(WIDTH, HEAD + sum(high) + 70, "white")
    canvas.words((MARGIN, 56), cut_to(title, 42, WIDTH - 2 * MARGIN), 42, INK, bold=True)
    canvas.words((MARGIN, 104), cut_to(note, 26, WIDTH - 2 * MARGIN), 26, PALE)
    top = float(HEAD)
    for (first, weeks), tall in zip(months, high, strict=True):
        _month(canvas, days, first, weeks, top)
        top += tall
    legend = "黄：休息日  蓝：调休上班  红：没有人"
    canvas.words((MARGIN, top + 34), legend, 24, PALE)
    return canvas.png()


Weeks = list[list[date | None]]


def _months(days: Mapping[date, DayCell]) -> list[tuple[date, Weeks]]:
    firsts = sorted({day.replace(day=1) for day in days})
    return [(first, _weeks(first)) for first in firsts]


def _weeks(first: date) -> Weeks:
    """Monday to Sunday; days of other months are None."""
    start = first - timedelta(days=first.weekday())
    weeks: Weeks = []
    while start.replace(day=1) <= first:
        week = [start + timedelta(days=n) for n in range(7)]
        weeks.append([day if day.month == first.month else None for day in week])
        start += timedelta(days=7)
    return weeks


def _height(days: Mapping[date, DayCell], weeks: Weeks) -> int:
    return 60 + WEEKDAYS_HIGH + sum(_row(days, week) for week in weeks) + 24


def _row(days: Mapping[date, DayCell], week: Sequence[date | None]) -> int:
    lines = [len(_lines(days[day])) for day in week if day and day in days]
    return max(LEAST_HIGH, TOP_OF_CELL + 12 + LINE * max(lines, default=0))


def _lines(cell: DayCell) -> list[str]:
    """Names broken over at most two lines each; what does not fit is counted."""
    room = CELL - 16
    shown = [part for name in cell.people[:MOST_NAMES] for part in wrapped(name, 24, room)[:2]]
    left = len(cell.people) - MOST_NAMES
    return [*shown, f"等{len(cell.people)}人"] if left > 0 else shown


def _month(
    canvas: Canvas, days: Mapping[date, DayCell], first: date, weeks: Weeks, top: float
) -> None:
    canvas.words((MARGIN, top + 28), f"{first.year}年{first.month}月", 32, INK, bold=True)
    y = top + 60
    for n, name in enumerate(NAMES):
        middle = (MARGIN + CELL * (n + 0.5), y + WEEKDAYS_HIGH / 2)
        canvas.words(middle, f"周{name}", 24, RED if n > 4 else PALE, anchor="mm")
    y += WEEKDAYS_HIGH
    for week in weeks:
        tall = _row(days, week)
        for n, day in enumerate(week):
            if day:
                _cell(canvas, day, days.get(day), (MARGIN + CELL * n, y), tall)
        y += tall


def _cell(
    canvas: Canvas, day: date, cell: DayCell | None, corner: tuple[float, float], tall: int
) -> None:
    x, y = corner
    opposite = (x + CELL - 4, y + tall - 4)
    canvas.plate(corner, opposite, 8, GRID)
    canvas.plate((x + 2, y + 2), (opposite[0] - 2, opposite[1] - 2), 7, _ground(cell))
    colour = PALE if cell is None else RED if cell.off else INK
    canvas.words((x + 10, y + 24), str(day.day), 26, colour, bold=cell is not None)
    if cell is None:
        return
    if cell.mark:
        canvas.words((opposite[0] - 10, y + 24), cell.mark, 22, RED, anchor="rm")
    lines = _lines(cell) if cell.people else (["没有人"] if cell.inside else [])
    for n, words in enumerate(lines):
        canvas.words((x + 8, y + TOP_OF_CELL + 16 + LINE * n), words, 24, INK)


def _ground(cell: DayCell | None) -> str:
    if cell is None:
        return "white"
    if cell.inside and not cell.people:
        return MISSING
    if cell.mark == "班":
        return MADE_UP
    return OFF if cell.off else "white"
