"""What goes where on the map: the ground it shows, names, and the tips and heads of pins; pure.

Names choose their places first, off the pins where they can; then pins keep off the names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from papers.canvas import cut_to
from papers.map_frame import Box, Frame, Place, Point, frame_around, round_length, strays
from papers.map_heads import STEM, heads, width_for
from papers.map_names import SIZE, Name, names

OFF_THE_MAP = "{:.0f} 公里外"
ARROW = (12.0, 52.0)
"""Beyond the edge of what is shown, where an arrow to a stray begins and ends."""
_LONGEST_BAR, _LONGEST_NAME = 260, 280
_SURE = 4
"""Names of the first grounds, which are written even where pins must give way."""
_NEAR_ENOUGH = 2500.0
"""Metres within which a named place is worth a wider map."""


@dataclass(frozen=True, slots=True)
class Pin:
    latitude: float
    longitude: float
    number: int
    label: str
    level: str
    """urgent, pressing, ordinary or advice."""
    overdue: bool = False

    @property
    def place(self) -> Place:
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class Ground:
    """A named place by which people find their way."""

    name: str
    latitude: float
    longitude: float

    @property
    def place(self) -> Place:
        return self.latitude, self.longitude


@dataclass(frozen=True, slots=True)
class Layout:
    frame: Frame
    spots: tuple[Point, ...]
    """Where the pins point to, in their order; a stray's is at the edge."""
    heads: tuple[Point | None, ...]
    """Where their numbers stand; None where there is no room left."""
    width: float
    """Of every head."""
    grounds: tuple[Name, ...]
    strays: tuple[Name, ...]
    """How far it is to pins that are off the map."""
    step: float
    """Metres from line to line, and the length of the scale."""
    corner: Box
    """Of the scale and the arrow to the north."""

    def is_near(self, spot: Point, head: Point) -> bool:
        """So near that the two are one drop; else a thread joins them."""
        return spot.to(head) < 1.2 * STEM * self.width


def lay_out(pins: Sequence[Pin], grounds: Sequence[Ground], box: Box) -> Layout:
    places = [pin.place for pin in pins]
    astray = strays(places)
    frame = _frame([place for i, place in enumerate(places) if i not in astray], grounds, box)
    step = round_length(_LONGEST_BAR * frame.metres)
    corner = _corner(box, step / frame.metres)
    spots, width = tuple(frame.edge(place) for place in places), width_for(len(pins))
    over = [Box.around(Point(spot.x, spot.y - STEM * width), width / 2) for spot in spots]
    off = _off_the_map(frame, places)
    kept = [corner, *(Box.around(frame.outward(edge, sum(ARROW) / 2), 28) for edge, _ in off)]
    taken = [*kept, *(Box.around(spot, 12) for spot in spots)]
    far = names(off, box.grown(-8), taken, over, sure=len(off))
    taken += [name.box for name in far]
    known = names(_known(frame, grounds, corner), box.grown(-8), taken, over, _SURE)
    kept += [name.box for name in (*far, *known)]
    tops = heads(spots, width, box, kept, [name.at for name in known])
    return Layout(frame, spots, tops, width, known, far, step, corner)


def _corner(box: Box, bar: float) -> Box:
    return Box(box.left + 16, box.bottom - 100, box.left + 116 + bar, box.bottom - 16)


def _frame(places: Sequence[Place], grounds: Sequence[Ground], box: Box) -> Frame:
    """Around the pins; where no named place would be in sight, the nearest one is taken in."""
    frame = frame_around(places, box)
    nearest = min((ground.place for ground in grounds), key=frame.away, default=None)
    if nearest is None or frame.shows(nearest):
        return frame
    return frame_around([*places, nearest], box) if frame.away(nearest) < _NEAR_ENOUGH else frame


def _off_the_map(frame: Frame, places: Sequence[Place]) -> list[tuple[Point, str]]:
    """Where the way to them leaves the map, and how far they are."""
    off = [place for place in places if not frame.shows(place)]
    return [(frame.edge(place), OFF_THE_MAP.format(frame.away(place) / 1000)) for place in off]


def _known(frame: Frame, grounds: Sequence[Ground], corner: Box) -> list[tuple[Point, str]]:
    """What lies on the map."""
    named = [
        (frame.at(ground.place), cut_to(ground.name, SIZE, _LONGEST_NAME)) for ground in grounds
    ]
    sight = frame.box.grown(-16)
    return [(at, name) for at, name in named if sight.holds(at) and not corner.grown(9).holds(at)]
