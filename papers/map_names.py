"""Names beside their places, where nothing else stands; pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from papers.canvas import width_of
from papers.map_frame import Box, Point

SIZE = 28
_GAP = 16
_SIDES = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1)),
    *((1, 0.6), (-1, 0.6), (1, -0.6), (-1, -0.6)),
)
"""Right, left, below, above; then between these."""


@dataclass(frozen=True, slots=True)
class Name:
    words: str
    at: Point
    """What it names."""
    box: Box


def names(
    wanted: Iterable[tuple[Point, str]],
    within: Box,
    taken: Sequence[Box],
    yielding: Sequence[Box] = (),
    sure: int = 0,
) -> tuple[Name, ...]:
    """As many as find room, in their order.

    The first `sure` of them may stand where things would that can go elsewhere: the fewer, the
    better.
    """
    written: list[Name] = []
    for i, (at, words) in enumerate(wanted):
        full = [*taken, *(name.box for name in written)]
        boxes = [box for box in _beside(at, words) if within.covers(box) and not box.met_by(full)]
        disturbed = [box.met_by(yielding) for box in boxes]
        fewest = min(disturbed, default=0)
        if boxes and (fewest == 0 or i < sure):
            written.append(Name(words, at, boxes[disturbed.index(fewest)]))
    return tuple(written)


def _beside(at: Point, words: str) -> Iterator[Box]:
    wide, high = width_of(words, SIZE) / 2, SIZE / 2 + 4
    for right, down in _SIDES:
        x, y = at.x + right * (wide + _GAP), at.y + down * (high + _GAP)
        yield Box(x - wide, y - high, x + wide, y + high)
