"""The map itself: a light grid, named places in grey, the pins, and a scale with the north."""

from collections.abc import Iterator, Sequence

from papers.canvas import Canvas
from papers.map_frame import Box, Point
from papers.map_layout import ARROW, Ground, Layout, Pin, lay_out
from papers.map_marks import INK, LOOKS, SOFT, WHITE, Head, arrow, north, scale, thread
from papers.map_names import SIZE

METRES, KILOMETRES = "{:.0f} 米", "{:.0f} 公里"
LAND, _LINES = "#e6ecdf", "#f6f8f2"
_ROUND = 22


def draw_panel(canvas: Canvas, box: Box, pins: Sequence[Pin], grounds: Sequence[Ground]) -> None:
    """From the ground up: what can be read covers what only leads there."""
    draw_land(canvas, box)
    plan = lay_out(pins, grounds, box)
    _draw_lines(canvas, plan)
    _draw_marks(canvas, plan)
    _draw_threads(canvas, plan, pins)
    _draw_names(canvas, plan)
    _draw_heads(canvas, plan, pins)
    _draw_corner(canvas, plan)


def draw_land(canvas: Canvas, box: Box) -> None:
    canvas.plate((box.left, box.top), (box.right, box.bottom), _ROUND, LAND)


def _draw_lines(canvas: Canvas, plan: Layout) -> None:
    """Every so often as the scale is long; none right at the rim."""
    box, step = plan.frame.box, plan.step / plan.frame.metres
    middle = box.inside().middle
    for x in _steps(middle.x, step, box.left + _ROUND, box.right - _ROUND):
        canvas.line((x, box.top), (x, box.bottom), _LINES, 2)
    for y in _steps(middle.y, step, box.top + _ROUND, box.bottom - _ROUND):
        canvas.line((box.left, y), (box.right, y), _LINES, 2)


def _steps(start: float, step: float, low: float, high: float) -> Iterator[float]:
    first = start - (start - low) // step * step
    return (first + n * step for n in range(int((high - first) // step) + 1))


def _draw_marks(canvas: Canvas, plan: Layout) -> None:
    for x, y in ((ground.at.x, ground.at.y) for ground in plan.grounds):
        canvas.plate((x - 9, y - 9), (x + 9, y + 9), 4, WHITE)
        canvas.plate((x - 6, y - 6), (x + 6, y + 6), 2, SOFT)
    for stray in plan.strays:
        arrow(canvas, *(plan.frame.outward(stray.at, by) for by in ARROW))


def _draw_names(canvas: Canvas, plan: Layout) -> None:
    for name in (*plan.grounds, *plan.strays):
        middle, colour = name.box.middle, INK if name in plan.strays else SOFT
        canvas.halo((middle.x, middle.y), name.words, SIZE, colour, LAND)


def _draw_threads(canvas: Canvas, plan: Layout, pins: Sequence[Pin]) -> None:
    for pin, spot, at in zip(pins, plan.spots, plan.heads, strict=True):
        if at is None or not plan.is_near(spot, at):
            thread(canvas, spot, at or spot, LOOKS[pin.level].colour)


def _draw_heads(canvas: Canvas, plan: Layout, pins: Sequence[Pin]) -> None:
    for pin, spot, at in zip(pins, plan.spots, plan.heads, strict=True):
        if at:
            head = Head(at, plan.width, LOOKS[pin.level], str(pin.number), pin.overdue)
            head.draw(canvas, tip=spot if plan.is_near(spot, at) else None)


def _draw_corner(canvas: Canvas, plan: Layout) -> None:
    box, length = plan.corner, plan.step
    canvas.plate((box.left, box.top), (box.right, box.bottom), 14, WHITE)
    north(canvas, Point(box.left + 36, box.middle.y + 2))
    words = METRES.format(length) if length < 1000 else KILOMETRES.format(length / 1000)
    scale(canvas, Point(box.left + 74, box.bottom - 22), length / plan.frame.metres, words)
