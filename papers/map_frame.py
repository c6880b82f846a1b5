"""The piece of ground a map shows, and where a place comes to lie on it; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, floor, hypot, inf, log10, pi, radians
from statistics import median

from domain.nearby import EARTH_RADIUS

SIDE, TOP, BOTTOM = 70.0, 104.0, 112.0
"""Pixels around the outermost places, for the heads of their pins and for the scale below."""
NARROWEST = 600.0
"""Metres across the map at least, also for a single pin."""
STRAY = 3000.0
"""Metres from the others that a place may always lie without being a stray."""
_METRES_PER_DEGREE = EARTH_RADIUS * pi / 180

Place = tuple[float, float]
"""Latitude and longitude, WGS-84 degrees."""


@dataclass(frozen=True, slots=True)
class Point:
    """Pixels from the left and from the top."""

    x: float
    y: float

    def to(self, other: "Point") -> float:
        return hypot(self.x - other.x, self.y - other.y)


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, point: Point, half: float) -> "Box":
        return cls(point.x, point.y, point.x, point.y).grown(half)

    @property
    def middle(self) -> Point:
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    def holds(self, point: Point) -> bool:
        return self.left <= point.x <= self.right and self.top <= point.y <= self.bottom

    def met_by(self, others: Iterable["Box"]) -> int:
        """How many of the others overlap with it."""
        return sum(self._meets(other) for other in others)

    def _meets(self, other: "Box") -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def covers(self, other: "Box") -> bool:
        corners = Point(other.left, other.top), Point(other.right, other.bottom)
        return all(self.holds(corner) for corner in corners)

    def grown(self, by: float) -> "Box":
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def inside(self) -> "Box":
        """Where the places themselves may lie."""
        return Box(self.left + SIDE, self.top + TOP, self.right - SIDE, self.bottom - BOTTOM)


@dataclass(frozen=True, slots=True)
class Frame:
    """Ground so small that it is flat: a degree of longitude is cos(latitude) as long as one north."""

    latitude: float
    longitude: float
    """What lies in the middle of the box's inside."""
    metres: float
    """On the ground, for each pixel."""
    box: Box

    def at(self, place: Place) -> Point:
        middle = self.box.inside().middle
        north, east = self._walk(place)
        return Point(middle.x + east / self.metres, middle.y - north / self.metres)

    def away(self, place: Place) -> float:
        """Metres from the middle."""
        return hypot(*self._walk(place))

    def shows(self, place: Place) -> bool:
        # A hair's breadth: the outermost places define the frame and lie right on its edge.
        return self.box.inside().grown(1).holds(self.at(place))

    def outward(self, point: Point, by: float) -> Point:
        """So many pixels further from the middle."""
        middle = self.box.inside().middle
        part = 1 + by / middle.to(point)
        return Point(middle.x + (point.x - middle.x) * part, middle.y + (point.y - middle.y) * part)

    def edge(self, place: Place) -> Point:
        """The place, or where the way to it from the middle leaves the inside of the box."""
        inside, point = self.box.inside(), self.at(place)
        middle = inside.middle
        x, y = point.x - middle.x, point.y - middle.y
        part = min(1, _part(x, inside.right - middle.x), _part(y, inside.bottom - middle.y))
        return Point(middle.x + x * part, middle.y + y * part)

    def _walk(self, place: Place) -> tuple[float, float]:
        """Metres to the north and to the east."""
        east = (place[1] - self.longitude + 540) % 360 - 180
        north = place[0] - self.latitude
        narrowing = cos(radians(self.latitude))
        return north * _METRES_PER_DEGREE, east * _METRES_PER_DEGREE * narrowing


def frame_around(places: Sequence[Place], box: Box) -> Frame:
    """The closest look at all the places that leaves room around them."""
    latitudes, longitudes = [p[0] for p in places], [p[1] for p in places]
    latitude, longitude = _halfway(latitudes), _halfway(longitudes)
    tall = (max(latitudes) - min(latitudes)) * _METRES_PER_DEGREE
    wide = (max(longitudes) - min(longitudes)) * _METRES_PER_DEGREE * cos(radians(latitude))
    inside = box.inside()
    metres = max(
        NARROWEST / (box.right - box.left),
        wide / (inside.right - inside.left),
        tall / (inside.bottom - inside.top),
    )
    return Frame(latitude, longitude, metres, box)


def strays(places: Sequence[Place]) -> frozenset[int]:
    """Which places lie so far off that a map with them on it would show nothing else.

    Nine in ten tell how far is usual, so a second village is not taken for a slip of the finger.
    """
    if not places:
        return frozenset()
    middle = Frame(median(p[0] for p in places), median(p[1] for p in places), 1, Box(0, 0, 0, 0))
    away = [middle.away(place) for place in places]
    usual = sorted(away)[floor((len(away) - 1) * 0.9)]
    return frozenset(i for i, far in enumerate(away) if far > max(STRAY, 4 * usual))


def round_length(longest: float) -> float:
    """The largest of 1, 2, 5, 10, 20, 50 … that is not above `longest`."""
    power = 10.0 ** floor(log10(longest))
    return max(step * power for step in (1, 2, 5) if step * power <= longest)


def _part(way: float, room: float) -> float:
    """How much of a way fits into the room on either side of its start."""
    return room / abs(way) if way else inf


def _halfway(figures: Sequence[float]) -> float:
    return (min(figures) + max(figures)) / 2
