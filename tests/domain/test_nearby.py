"""What lies near a place: no search may miss a point, wherever it lies."""

from itertools import pairwise
from math import asin, atan2, cos, degrees, pi, radians, sin

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entry import LANGZHONG
from domain.nearby import EARTH_RADIUS, RESOLUTION, cell_of, cells_within, distance

Place = tuple[float, float]

in_langzhong = st.tuples(
    st.floats(LANGZHONG.south, LANGZHONG.north), st.floats(LANGZHONG.west, LANGZHONG.east)
)
on_earth = st.tuples(st.floats(-80, 80), st.floats(-180, 180))
metres = st.floats(50, 2000)
bearings = st.floats(0, 360)
parts = st.floats(0, 1)


def walked(start: Place, far: float, bearing: float) -> Place:
    """Where one comes out after `far` metres straight ahead on the sphere."""
    lat, lon, course = radians(start[0]), radians(start[1]), radians(bearing)
    arc = far / EARTH_RADIUS
    end = asin(sin(lat) * cos(arc) + cos(lat) * sin(arc) * cos(course))
    turn = atan2(sin(course) * sin(arc) * cos(lat), cos(arc) - sin(lat) * sin(end))
    return degrees(end), (degrees(lon + turn) + 540) % 360 - 180


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ((31.58, 105.97), (31.58, 105.97), 0),
        ((0, 0), (1, 0), EARTH_RADIUS * pi / 180),
        ((0, 0), (0, 180), EARTH_RADIUS * pi),
        ((90, 0), (-90, 0), EARTH_RADIUS * pi),
        ((60, 0), (60, 180), EARTH_RADIUS * pi / 3),
        ((10, 179.5), (10, -179.5), 2 * EARTH_RADIUS * asin(cos(radians(10)) * sin(pi / 360))),
    ],
)
def test_known_distances_come_out(one: Place, other: Place, far: float) -> None:
    assert distance(*one, *other) == pytest.approx(far, abs=0.01)


def test_beijing_is_as_far_from_shanghai_as_the_atlas_says() -> None:
    assert distance(39.9042, 116.4074, 31.2304, 121.4737) == pytest.approx(1_067_000, rel=0.003)


@given(on_earth, on_earth)
def test_the_way_there_is_as_long_as_the_way_back(one: Place, other: Place) -> None:
    assert distance(*one, *other) == pytest.approx(distance(*other, *one), abs=0.001)


@given(in_langzhong, metres, bearings)
def test_walking_so_many_metres_brings_one_that_far(home: Place, far: float, turn: float) -> None:
    assert distance(*home, *walked(home, far, turn)) == pytest.approx(far, abs=0.01)


@given(in_langzhong, metres, parts, bearings)
def test_a_search_in_the_city_misses_nothing(
    home: Place, reach: float, part: float, turn: float
) -> None:
    assert cell_of(*walked(home, reach * part, turn)) in cells_within(*home, reach)


@given(on_earth, metres, parts, bearings)
def test_a_search_anywhere_misses_nothing(
    home: Place, reach: float, part: float, turn: float
) -> None:
    assert cell_of(*walked(home, reach * part, turn)) in cells_within(*home, reach)


@given(on_earth, metres, st.integers(0, 5), parts, bearings)
def test_a_search_from_the_very_border_of_a_cell_misses_nothing(
    home: Place, reach: float, side: int, part: float, turn: float
) -> None:
    corners = h3.cell_to_boundary(cell_of(*home))
    (south, west), (north, east) = list(pairwise((*corners, corners[0])))[side % len(corners)]
    east -= 360 * round((east - west) / 360)
    border = (south + part * (north - south), west + part * (east - west))
    assert cell_of(*walked(border, reach, turn)) in cells_within(*border, reach)


@given(on_earth, bearings)
def test_both_sides_of_a_border_are_searched(home: Place, turn: float) -> None:
    corner = h3.cell_to_boundary(cell_of(*home))[0]
    here, there = walked(corner, 1, turn), walked(corner, 1, turn + 180)
    assert cell_of(*there) in cells_within(*here, 50)


@pytest.mark.parametrize("cell", h3.get_pentagons(RESOLUTION))
@pytest.mark.parametrize("turn", range(0, 360, 30))
def test_the_twelve_places_with_five_neighbours_are_no_exception(cell: str, turn: int) -> None:
    lat, lon = h3.cell_to_latlng(cell)
    searched = cells_within(lat, lon, 2000)
    assert all(cell_of(*walked((lat, lon), far, turn)) in searched for far in range(0, 2001, 100))


@pytest.mark.parametrize("home", [(90, 0), (-90, 0), (90, 180), (0, 180), (31.5, -180), (-80, 179)])
@pytest.mark.parametrize("turn", range(0, 360, 45))
def test_poles_and_the_date_line_are_places_too(home: Place, turn: int) -> None:
    start = walked(home, 1, turn)
    assert cell_of(*walked(start, 1999, turn + 170)) in cells_within(*start, 2000)
    assert cell_of(*home) in cells_within(*start, 50)


@given(in_langzhong, metres)
def test_a_search_asks_for_few_cells(home: Place, reach: float) -> None:
    side = h3.average_hexagon_edge_length(RESOLUTION, unit="m")
    circle = pi * (reach + 1.3 * side) ** 2
    assert (
        len(cells_within(*home, reach)) <= circle / h3.average_hexagon_area(RESOLUTION, "m^2") + 6
    )


def test_cells_come_in_the_same_order_every_time() -> None:
    cells = cells_within(31.58, 105.97, 1500)
    assert cells == tuple(sorted(set(cells)))
    assert cell_of(31.58, 105.97) in cells


@pytest.mark.parametrize("reach", [-1, 20_001, float("nan"), float("inf")])
def test_a_search_without_bounds_is_refused(reach: float) -> None:
    with pytest.raises(ValueError, match="a search reaches"):
        cells_within(31.58, 105.97, reach)
