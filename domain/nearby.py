"""What lies near a place: metres between two places, and the cells of Uber's H3 grid around one.

A record keeps the cell it lies in, so that the records can be asked for "all in these cells" with
an index; `distance` then tells which of them are near enough.
"""

import h3

RESOLUTION = 8
"""Cells about 1 km across (0.74 km²): a village has a few of them, and a search of 50 m to 2 km
asks for 1 to about 30. Records keep their cells, so another figure means working all of them out anew.
"""
EARTH_RADIUS = 6_371_007.181
"""Metres: the sphere with the surface of the WGS-84 ellipsoid (its authalic radius, NIMA TR8350.2),
which H3 uses too. Off by 0.3 % at most in Langzhong and 0.6 % anywhere, less than a phone errs.
"""
FARTHEST = 20_000
_SLACK = 0.01
"""Metres; H3's figures are rounded in the last digits."""


def distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Metres along the ground, by the haversine formula."""
    return float(h3.great_circle_distance((lat1, lon1), (lat2, lon2), unit="m"))


def cell_of(latitude: float, longitude: float) -> str:
    return str(h3.latlng_to_cell(latitude, longitude, RESOLUTION))


def cells_within(latitude: float, longitude: float, metres: float) -> tuple[str, ...]:
    """Every cell that may hold a point within `metres`, in a fixed order; some hold none.

    Goes from neighbour to neighbour as long as they are in reach, and so needs no number of rings,
    which would depend on how much H3 stretches its cells just there.
    """
    if not 0 <= metres <= FARTHEST:
        raise ValueError(f"a search reaches from 0 to {FARTHEST} m, not {metres}")
    found: set[str] = set()
    waiting = {cell_of(latitude, longitude)}
    while waiting:
        found |= waiting
        around = {near for cell in waiting for near in h3.grid_disk(cell, 1)} - found
        waiting = {cell for cell in around if _gap(cell, latitude, longitude) <= metres}
    return tuple(sorted(found))


def _gap(cell: str, latitude: float, longitude: float) -> float:
    """Metres to the circle around a cell through its outermost corner: never too many."""
    lat, lon = h3.cell_to_latlng(cell)
    reach = max(distance(lat, lon, *corner) for corner in h3.cell_to_boundary(cell))
    return distance(lat, lon, latitude, longitude) - reach - _SLACK
