"""A map of what is not settled yet, as a picture for a phone: drawn offline, with a list below."""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.canvas import Canvas, cut_to, width_of
from papers.map_frame import Box, Point
from papers.map_heads import SLIM
from papers.map_layout import Ground, Pin
from papers.map_marks import GREEN, INK, LOOKS, SOFT, Head, Look, disc, tick
from papers.map_panel import draw_land, draw_panel

__all__ = ["HEIGHT", "WIDTH", "Ground", "MapSheet", "Pin", "draw"]

WIDTH, HEIGHT = 1080, 1350

NOTHING_OPEN, WELL_DONE = "没有没办完的问题", "都办妥了，谢谢大家。"
ONLY_UNPLACED, NOT_DRAWN = "{} 件没有位置", "上报时没有发位置，画不到图上。"
LEVELS = {"urgent": "紧急", "pressing": "较急", "ordinary": "一般", "advice": "咨询"}
OVERDUE = "超期"
MORE, UNPLACED = "还有 {} 件", "另有 {} 件没有位置，没画在图上"

PAPER, ALARM = "#f4f2ea", "#a33a2a"
_EDGE, _MAP_TOP = 40, 168
_LEGEND, _ROW, _LAST_LINE = 84, 64, 48
_MOST_ROWS, _FEWER_ROWS = 6, 4
"""A list that cannot be whole leaves more room to the map."""


@dataclass(frozen=True, slots=True)
class MapSheet:
    title: str
    subtitle: str
    pins: tuple[Pin, ...]
    grounds: tuple[Ground, ...] = ()
    unplaced: int = 0
    """How many more are open that nobody gave a place."""


def draw(sheet: MapSheet) -> bytes:
    """The picture as PNG, WIDTH × HEIGHT; the same sheet gives the same bytes."""
    canvas = Canvas.blank(WIDTH, HEIGHT, PAPER)
    _draw_title(canvas, sheet)
    box = _map_box(sheet)
    if sheet.pins:
        draw_panel(canvas, box, sheet.pins, sheet.grounds)
        _draw_legend(canvas, box.bottom + _LEGEND / 2)
        _draw_list(canvas, sheet.pins, box.bottom + _LEGEND)
    else:
        draw_land(canvas, box)
        _draw_message(canvas, box.middle, sheet.unplaced)
    if sheet.pins and sheet.unplaced:
        at = (_EDGE + 16, HEIGHT - _EDGE - 18)
        canvas.words(at, UNPLACED.format(sheet.unplaced), 30, SOFT)
    return canvas.png()


def _map_box(sheet: MapSheet) -> Box:
    """As tall as what stands below it leaves room."""
    below = _LEGEND + _rows(sheet.pins) * _ROW if sheet.pins else 0
    last = _LAST_LINE if sheet.pins and sheet.unplaced else 0
    return Box(_EDGE, _MAP_TOP, WIDTH - _EDGE, HEIGHT - _EDGE - last - below)


def _rows(pins: Sequence[Pin]) -> int:
    needed = (len(pins) + 1) // 2
    return needed if needed <= _MOST_ROWS else _FEWER_ROWS


def _draw_title(canvas: Canvas, sheet: MapSheet) -> None:
    canvas.plate((_EDGE, 44), (_EDGE + 10, 148), 5, GREEN)
    left, room = _EDGE + 30, WIDTH - 2 * _EDGE - 30
    size = next((n for n in (48, 44, 40) if width_of(sheet.title, n) <= room), 36)
    canvas.words((left, 72), cut_to(sheet.title, size, room), size, INK, bold=True)
    canvas.words((left, 130), cut_to(sheet.subtitle, 32, room), 32, SOFT)


def _draw_message(canvas: Canvas, at: Point, unplaced: int) -> None:
    first, second = NOTHING_OPEN, WELL_DONE
    if unplaced:
        first, second = ONLY_UNPLACED.format(unplaced), NOT_DRAWN
    else:
        tick(canvas, Point(at.x, at.y - 130))
    canvas.words((at.x, at.y + 20), first, 52, INK, anchor="mm", bold=True)
    canvas.words((at.x, at.y + 96), second, 36, SOFT, anchor="mm")


def _draw_legend(canvas: Canvas, y: float) -> None:
    marks = [(LOOKS[level], word, False) for level, word in LEVELS.items()]
    marks.append((Look(disc, PAPER), OVERDUE, True))
    step = (WIDTH - 2 * _EDGE) / len(marks)
    for i, (look, word, overdue) in enumerate(marks):
        x = _EDGE + i * step + 40
        Head(Point(x, y), SLIM, look, overdue=overdue).draw(canvas)
        canvas.words((x + 48, y), word, 32, INK)


def _draw_list(canvas: Canvas, pins: Sequence[Pin], top: float) -> None:
    """Two columns, read downwards; what does not fit is counted."""
    rows = _rows(pins)
    cells = [
        Point(_EDGE + 40 + column * 510, top + _ROW * (row + 0.5))
        for column in (0, 1)
        for row in range(rows)
    ]
    shown = pins if len(pins) <= len(cells) else pins[: len(cells) - 1]
    for pin, at in zip(shown, cells, strict=False):
        _draw_entry(canvas, pin, at)
    if len(shown) < len(pins):
        last = cells[-1]
        canvas.words((last.x - 24, last.y), MORE.format(len(pins) - len(shown)), 34, SOFT)


def _draw_entry(canvas: Canvas, pin: Pin, at: Point) -> None:
    Head(at, SLIM, LOOKS[pin.level], str(pin.number), pin.overdue).draw(canvas)
    words = cut_to(pin.label, 34, 300 if pin.overdue else 390)
    canvas.words((at.x + 52, at.y), words, 34, INK)
    if pin.overdue:
        canvas.words((at.x + 52 + width_of(words, 34) + 20, at.y), OVERDUE, 30, ALARM)
