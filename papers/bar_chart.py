"""Bars by month, stacked by kind: how often people met, what they talked about, what was settled."""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.canvas import Canvas, cut_to, width_of

WIDTH, LEFT, RIGHT, PLOT = 1080, 70, 30, 420
"""Pixels; a phone shows the whole width."""
TOP, ROW = 150, 44
INK, PALE, GRID = "#1f2937", "#6b7280", "#e5e7eb"
COLOURS = (
    "#2563eb", "#f59e0b", "#10b981", "#ef4444", "#8b5cf6", "#14b8a6", "#f97316", "#64748b",
    "#ec4899", "#84cc16",
)  # fmt: skip
STEPS = (1, 2, 5)
STRIP, STRIP_COLOUR = 190, "#94a3b8"


@dataclass(frozen=True, slots=True)
class Series:
    name: str
    values: tuple[int, ...]
    """One for each month."""


def bar_chart(
    title: str,
    months: Sequence[str],
    series: Sequence[Series],
    note: str = "",
    strips: Sequence[Series] = (),
) -> bytes:
    """A PNG; months without anything stand there with nothing above them.

    `strips` are drawn below, each by itself and on its own scale.
    """
    shown = [s for s in series if sum(s.values)]
    legend = _legend_rows(shown)
    below = TOP + PLOT + 80 + legend * ROW + 30
    height = below + len(strips) * STRIP + 20
    canvas = Canvas.blank(WIDTH, height, "white")
    canvas.words((LEFT, 56), cut_to(title, 40, WIDTH - 2 * LEFT), 40, INK, bold=True)
    if note:
        canvas.words((LEFT, 104), cut_to(note, 26, WIDTH - 2 * LEFT), 26, PALE)
    totals = [sum(s.values[n] for s in shown) for n in range(len(months))]
    if not any(totals):
        canvas.words((WIDTH / 2, TOP + PLOT / 2), "这段时间没有记录", 36, PALE, anchor="mm")
        return canvas.png()
    top = _scale(canvas, max(totals))
    _bars(canvas, months, shown, totals, top)
    _legend(canvas, shown, TOP + PLOT + 90)
    for n, strip in enumerate(strips):
        _strip(canvas, strip, below + n * STRIP)
    return canvas.png()


def _scale(canvas: Canvas, most: int) -> int:
    """Lines across at round figures; gives the highest of them."""
    steps = (s * int(10**power) for power in range(9) for s in STEPS)
    step = next(s for s in steps if most <= 5 * s)
    top: int = -(-most // step) * step
    for value in range(0, top + 1, step):
        y = _y(value, top)
        canvas.line((LEFT, y), (WIDTH - RIGHT, y), GRID, 2)
        canvas.words((LEFT - 10, y), str(value), 24, PALE, anchor="rm")
    return top


def _y(value: float, top: int) -> float:
    return TOP + PLOT - PLOT * value / top


def _bars(
    canvas: Canvas, months: Sequence[str], series: Sequence[Series], totals: Sequence[int], top: int
) -> None:
    room = (WIDTH - LEFT - RIGHT) / len(months)
    wide = min(room * 0.7, 90)
    every = 1 if room >= 60 else 2
    for n, month in enumerate(months):
        middle, below = LEFT + room * (n + 0.5), 0
        for s, colour in zip(series, COLOURS * 2, strict=False):
            value = s.values[n]
            if value:
                corner = (middle - wide / 2, _y(below + value, top))
                canvas.plate(corner, (middle + wide / 2, _y(below, top)), 0, colour)
            below += value
        if totals[n]:
            at = (middle, _y(below, top) - 18)
            canvas.words(at, str(totals[n]), 24, INK, anchor="mm")
        if n % every == 0:
            canvas.words((middle, TOP + PLOT + 30), month, 22, PALE, anchor="mm")


def _strip(canvas: Canvas, strip: Series, top: float) -> None:
    """One row of small bars, its name above them."""
    canvas.words((LEFT, top + 14), f"{strip.name}（共{sum(strip.values)}）", 26, INK)
    foot, most = top + STRIP - 20, max(1, *strip.values)
    room = (WIDTH - LEFT - RIGHT) / len(strip.values)
    canvas.line((LEFT, foot), (WIDTH - RIGHT, foot), GRID, 2)
    for n, value in enumerate(strip.values):
        middle = LEFT + room * (n + 0.5)
        head = foot - (STRIP - 100) * value / most
        if value:
            wide = min(room * 0.7, 90) / 2
            canvas.plate((middle - wide, head), (middle + wide, foot), 0, STRIP_COLOUR)
            canvas.words((middle, head - 16), str(value), 24, INK, anchor="mm")


def _legend_rows(series: Sequence[Series]) -> int:
    rows, x = 1, LEFT
    for s in series:
        wide = _wide(s)
        if x + wide > WIDTH - RIGHT and x > LEFT:
            rows, x = rows + 1, LEFT
        x += wide
    return rows


def _wide(series: Series) -> int:
    return int(width_of(series.name, 26)) + 90


def _legend(canvas: Canvas, series: Sequence[Series], y: float) -> None:
    x = LEFT
    for s, colour in zip(series, COLOURS * 2, strict=False):
        if x + _wide(s) > WIDTH - RIGHT and x > LEFT:
            x, y = LEFT, y + ROW
        canvas.plate((x, y - 13), (x + 26, y + 13), 4, colour)
        canvas.words((x + 38, y), s.name, 26, INK)
        x += _wide(s)
