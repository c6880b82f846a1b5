"""What is open and what of it is late, as bars: the picture of the Monday digest."""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.canvas import Canvas, cut_to

WIDTH, LEFT, RIGHT, TOP, ROW = 1080, 310, 130, 160, 96
INK, PALE, OPEN, LATE, GROUND = "#1f2937", "#6b7280", "#93c5fd", "#ef4444", "#f1f5f9"


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    open: int
    late: int
    """Of those open."""


def digest_picture(title: str, note: str, bars: Sequence[Bar]) -> bytes:
    """A PNG; every bar on the same scale, the late part in front and red."""
    canvas = Canvas.blank(WIDTH, TOP + len(bars) * ROW + 80, "white")
    canvas.words((40, 60), cut_to(title, 42, WIDTH - 80), 42, INK, bold=True)
    canvas.words((40, 112), cut_to(note, 26, WIDTH - 80), 26, PALE)
    most = max([1, *(bar.open for bar in bars)])
    for n, bar in enumerate(bars):
        _bar(canvas, bar, TOP + n * ROW, most)
    foot = TOP + len(bars) * ROW + 36
    canvas.plate((40, foot - 14), (70, foot + 14), 4, OPEN)
    canvas.words((80, foot), "没办完的", 26, INK)
    canvas.plate((240, foot - 14), (270, foot + 14), 4, LATE)
    canvas.words((280, foot), "其中过了时间的", 26, INK)
    return canvas.png()


def _bar(canvas: Canvas, bar: Bar, top: float, most: int) -> None:
    middle = top + ROW / 2 - 6
    room = WIDTH - LEFT - RIGHT
    canvas.words((LEFT - 20, middle), cut_to(bar.name, 32, LEFT - 60), 32, INK, anchor="rm")
    canvas.plate((LEFT, top + 14), (LEFT + room, top + ROW - 26), 8, GROUND)
    for value, colour in ((bar.open, OPEN), (bar.late, LATE)):
        if value:
            canvas.plate((LEFT, top + 14), (LEFT + room * value / most, top + ROW - 26), 8, colour)
    told = f"{bar.open}（{bar.late}）" if bar.late else str(bar.open)
    canvas.words((LEFT + room + 14, middle), told, 30, LATE if bar.late else INK)
