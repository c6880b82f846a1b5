"""The signs on a map: heads of pins with their numbers, what joins them to their spots, the scale.

Each level has a colour and a shape of its own, so that colour is never all that tells them apart.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, sin, tau

from papers.canvas import Canvas, Spot
from papers.map_frame import Point

INK, SOFT, WHITE, GREEN = "#1c2620", "#55635a", "#ffffff", "#2c7a4b"
_RING, _RIM, _FILL = 0.485, 0.43, 0.385
"""Radii in widths of a head: what is overdue has a dark ring, all have a white rim."""

Shape = Callable[[Canvas, Point, float, str], None]


def disc(canvas: Canvas, at: Point, radius: float, colour: str) -> None:
    canvas.disc((at.x, at.y), radius, colour)


def block(canvas: Canvas, at: Point, radius: float, colour: str) -> None:
    """A square with round corners that stays within the radius."""
    half = radius * 0.82
    low, high = (at.x - half, at.y - half), (at.x + half, at.y + half)
    canvas.plate(low, high, half * 0.35, colour)


def burst(canvas: Canvas, at: Point, radius: float, colour: str) -> None:
    """A star of many blunt points, as a seal of alarm."""
    points = 10
    reaches = (radius * 1.02, radius * 0.84) * points
    corners = [
        (at.x + reach * sin(tau * i / len(reaches)), at.y - reach * cos(tau * i / len(reaches)))
        for i, reach in enumerate(reaches)
    ]
    canvas.polygon(corners, colour)


@dataclass(frozen=True, slots=True)
class Look:
    shape: Shape
    colour: str
    number: str = WHITE
    hollow: bool = False
    """Coloured at its edge only."""


LOOKS = {
    "urgent": Look(burst, "#b3261e"),
    "pressing": Look(block, "#f0a030", number=INK),
    "ordinary": Look(disc, "#1d5fa8"),
    "advice": Look(disc, "#66736b", number=INK, hollow=True),
}


@dataclass(frozen=True, slots=True)
class Head:
    """A pin's head, `width` across with its ring."""

    at: Point
    width: float
    look: Look
    number: str = ""
    overdue: bool = False

    def draw(self, canvas: Canvas, tip: Point | None = None) -> None:
        """With a tip it is a drop."""
        shape, at, width = self.look.shape, self.at, self.width
        if self.overdue:
            shape(canvas, at, width * _RING, INK)
        if tip:
            canvas.polygon(_wedge(at, tip, width * _RIM * 0.8, beyond=5), WHITE)
        shape(canvas, at, width * _RIM, WHITE)
        if tip:
            canvas.polygon(_wedge(at, tip, width * _FILL * 0.8, beyond=0), self.look.colour)
        shape(canvas, at, width * _FILL, self.look.colour)
        if self.look.hollow:
            shape(canvas, at, width * _FILL - 5, WHITE)
        size = round(width / 4 + 12) if len(self.number) < 3 else round(width / 4 + 6)
        canvas.words((at.x, at.y), self.number, size, self.look.number, anchor="mm", bold=True)


def thread(canvas: Canvas, spot: Point, at: Point, colour: str) -> None:
    """From a spot, marked with a dot, to the head that had to go elsewhere."""
    ends = (spot.x, spot.y), (at.x, at.y)
    canvas.line(*ends, WHITE, 8)
    canvas.line(*ends, colour, 4)
    disc(canvas, spot, 10, WHITE)
    disc(canvas, spot, 7, colour)


def arrow(canvas: Canvas, start: Point, end: Point) -> None:
    x, y = _direction(start, end)
    neck = Point(end.x - 20 * x, end.y - 20 * y)
    canvas.line((start.x, start.y), (neck.x, neck.y), INK, 5)
    canvas.polygon(_wedge(neck, end, 12, beyond=0), INK)


def north(canvas: Canvas, at: Point) -> None:
    """An arrow to the north, its name below."""
    x, y = at.x, at.y
    canvas.polygon([(x, y - 32), (x - 13, y + 2), (x, y - 6), (x + 13, y + 2)], INK)
    canvas.words((x, y + 19), "北", 28, INK, anchor="mm")


def scale(canvas: Canvas, at: Point, length: float, words: str) -> None:
    """A bar of known length with its name above."""
    left, right = at.x, at.x + length
    canvas.words(((left + right) / 2, at.y - 20), words, 28, INK, anchor="mm")
    for bar in ((left, at.y, right, at.y), *((x, at.y - 9, x, at.y + 9) for x in (left, right))):
        canvas.line((bar[0], bar[1]), (bar[2], bar[3]), INK, 4)


def tick(canvas: Canvas, at: Point) -> None:
    """A large ✓: all is done."""
    disc(canvas, at, 84, GREEN)
    corners = [(at.x - 40, at.y + 2), (at.x - 10, at.y + 32), (at.x + 44, at.y - 32)]
    for start, end in pairwise(corners):
        canvas.line(start, end, WHITE, 16)
    for corner in corners:
        canvas.disc(corner, 8, WHITE)


def _wedge(base: Point, tip: Point, half: float, *, beyond: float) -> list[Spot]:
    x, y = _direction(base, tip)
    ends = [(base.x - side * half * y, base.y + side * half * x) for side in (-1, 1)]
    return [(tip.x + beyond * x, tip.y + beyond * y), *ends]


def _direction(start: Point, end: Point) -> tuple[float, float]:
    far = hypot(end.x - start.x, end.y - start.y) or 1.0
    return (end.x - start.x) / far, (end.y - start.y) / far
