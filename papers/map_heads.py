"""Heads of pins pushed apart until every number can be read; pure."""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from math import cos, hypot, inf, sin, tau

from papers.map_frame import Box, Point

BROAD, SLIM = 76.0, 62.0
"""How wide heads are on a map with few pins and with many."""
FEW = 20
MOST = 100
"""Heads on one map; pins beyond that keep their dot only."""
STEM = 0.65
"""From a pin's tip up to the middle of its head, in widths of the head."""
_CHOICE = 32
"""So many free places are compared before the best of them is taken."""
_SLACK = 0.42
"""A thread that passes a head at so many widths does not touch it."""
_RINGS = 24
"""How far a head may go, in half widths."""


def width_for(count: int) -> float:
    return BROAD if count <= FEW else SLIM


def heads(
    spots: Sequence[Point],
    width: float,
    box: Box,
    kept: Sequence[Box] = (),
    spared: Sequence[Point] = (),
) -> tuple[Point | None, ...]:
    """Where each pin's head goes: above its spot, or as near as the others leave room.

    Heads stay in the box, off each other and off what is kept free; if they can, off the spots
    and what else is spared. None where the map is full.
    """
    inside, kept = box.grown(-width / 2), [part.grown(width / 2) for part in kept]
    placed: list[Point | None] = []
    for spot in spots:
        around = (p for p in _around(spot, width) if inside.holds(p))
        allowed = (p for p in around if not any(part.holds(p) for part in kept))
        free = (p for p in allowed if all(p.to(head) >= width for head in placed if head))
        threads = [(head, end) for head, end in zip(placed, spots, strict=False) if head]
        crowded = len(placed) >= MOST
        placed.append(None if crowded else _best(free, spot, width, threads, (*spots, *spared)))
    return _untangled(spots, placed)


def _best(
    free: Iterator[Point],
    spot: Point,
    width: float,
    threads: Sequence[tuple[Point, Point]],
    spared: Sequence[Point],
) -> Point | None:
    """Of the nearest few, the first that disturbs least."""
    best, least = None, inf
    for point in islice(free, _CHOICE):
        hidden = sum(point.to(other) < width / 2 + 6 for other in spared)
        crossed = sum(
            _gap(head, spot, point) < _SLACK * width or _gap(point, head, end) < _SLACK * width
            for head, end in threads
        )
        if 2 * hidden + crossed < least:
            best, least = point, 2 * hidden + crossed
        if least == 0:
            break
    return best


def _gap(point: Point, start: Point, end: Point) -> float:
    """From a point to the nearest of a line."""
    x, y = end.x - start.x, end.y - start.y
    along = ((point.x - start.x) * x + (point.y - start.y) * y) / ((x * x + y * y) or 1)
    part = min(max(along, 0), 1)
    return hypot(point.x - start.x - part * x, point.y - start.y - part * y)


def _around(spot: Point, width: float) -> Iterator[Point]:
    """Right above a spot first, then on rings around that, clockwise from the north."""
    x, y = spot.x, spot.y - STEM * width
    yield Point(x, y)
    for ring in range(2, _RINGS + 1):
        # A hair further than needed: rounding must not make neighbours touch.
        radius, slots = 1.001 * ring * width / 2, ring * 6
        for turn in (tau * slot / slots for slot in range(slots)):
            yield Point(x + radius * sin(turn), y - radius * cos(turn))


def _untangled(spots: Sequence[Point], placed: list[Point | None]) -> tuple[Point | None, ...]:
    """Heads change places as long as that makes the lines shorter: then no two lines cross."""
    pairs = list(combinations(range(len(spots)), 2))
    while [pair for pair in pairs if _swapped(spots, placed, *pair)]:
        pass
    return tuple(placed)


def _swapped(spots: Sequence[Point], placed: list[Point | None], i: int, j: int) -> bool:
    one, other = placed[i], placed[j]
    if one is None or other is None:
        return False
    now = spots[i].to(one) + spots[j].to(other)
    if spots[i].to(other) + spots[j].to(one) > now - 0.01:
        return False
    placed[i], placed[j] = other, one
    return True
