"""The map of what is not settled yet: true to the ground, and every number on it can be read."""

from collections.abc import Sequence
from io import BytesIO
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from domain.nearby import distance
from papers.canvas import FAMILY, _font, cut_to, width_of
from papers.map_frame import Box, Point, frame_around, round_length, strays
from papers.map_heads import MOST, SLIM, STEM, heads
from papers.map_layout import Layout, lay_out
from papers.map_marks import LOOKS
from papers.map_picture import HEIGHT, LEVELS, WIDTH, Ground, MapSheet, Pin, draw

BOX = Box(40, 168, 1040, 900)
HALL = Ground("样例·清泉村村委会", 31.5812, 105.9705)
BRIDGE = Ground("样例·𠮷祥桥", 31.5745, 105.9655)
SPOT = (31.58, 105.97)
UNHURRIED = settings(max_examples=60, deadline=None, derandomize=True)

Place = tuple[float, float]

in_village = st.tuples(st.floats(31.57, 31.59), st.floats(105.96, 105.98))
villages = st.lists(in_village, min_size=1, max_size=60)


def pins(places: Sequence[Place]) -> tuple[Pin, ...]:
    levels = list(LEVELS)
    return tuple(
        Pin(lat, lon, i + 1, "路灯", levels[i % 4], overdue=i % 3 == 0)
        for i, (lat, lon) in enumerate(places)
    )


def scattered(count: int) -> list[Place]:
    """The same every time, and no two in one place."""
    spread = ((i * 37 % 101 / 101, i * 61 % 103 / 103) for i in range(count))
    return [(31.573 + 0.014 * a, 105.961 + 0.018 * b) for a, b in spread]


def sheet(count: int, unplaced: int = 0) -> MapSheet:
    title = f"样例·清泉村 · 没办完的问题 {count} 件"
    return MapSheet(title, "2026年11月23日", pins(scattered(count)), (HALL, BRIDGE), unplaced)


def laid_out(places: Sequence[Place]) -> Layout:
    return lay_out(pins(places), (HALL, BRIDGE), BOX)


def crosses(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < -1 and side(c, d, a) * side(c, d, b) < -1


def close_pairs(points: Sequence[Point | None], width: float) -> list[tuple[Point, Point]]:
    found = [point for point in points if point]
    return [(a, b) for a, b in combinations(found, 2) if a.to(b) < width]


@pytest.mark.parametrize(
    ("count", "unplaced"), [(0, 0), (0, 4), (1, 0), (12, 0), (60, 3), (250, 1)]
)
def test_the_picture_has_its_size_whatever_is_on_it(count: int, unplaced: int) -> None:
    made = draw(sheet(count, unplaced))
    with Image.open(BytesIO(made)) as picture:
        picture.load()
        assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT))


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert draw(sheet(12)) == draw(sheet(12))


def test_all_done_is_said_otherwise_than_no_place_known() -> None:
    assert draw(sheet(0)) != draw(sheet(0, unplaced=4)) != draw(sheet(0, unplaced=5))


@UNHURRIED
@given(villages)
def test_west_stays_west_and_north_stays_above(places: list[Place]) -> None:
    spots = laid_out(places).spots
    for (one, a), (other, b) in combinations(zip(places, spots, strict=True), 2):
        assert one[1] >= other[1] or a.x <= b.x + 1e-6
        assert one[0] <= other[0] or a.y <= b.y + 1e-6


@UNHURRIED
@given(villages)
def test_distances_on_the_map_are_those_on_the_ground(places: list[Place]) -> None:
    plan = laid_out(places)
    for (one, a), (other, b) in combinations(zip(places, plan.spots, strict=True), 2):
        metres = distance(*one, *other)
        assert a.to(b) * plan.frame.metres == pytest.approx(metres, rel=0.002, abs=0.1)


@UNHURRIED
@given(villages)
def test_the_frame_shows_every_pin_with_room_around_it(places: list[Place]) -> None:
    plan = laid_out(places)
    assert all(BOX.inside().grown(0.001).holds(spot) for spot in plan.spots)
    assert (BOX.right - BOX.left) * plan.frame.metres >= 599.99
    assert plan.strays == ()


@UNHURRIED
@given(villages)
def test_every_number_can_be_read(places: list[Place]) -> None:
    plan = laid_out(places)
    assert None not in plan.heads
    assert close_pairs(plan.heads, plan.width) == []
    kept = [plan.corner, *(name.box for name in plan.grounds)]
    for head in plan.heads:
        assert head is not None
        assert BOX.grown(-plan.width / 2).holds(head)
        assert not any(box.holds(head) for box in kept)


@UNHURRIED
@given(villages)
def test_no_thread_crosses_another(places: list[Place]) -> None:
    """Of the villages tried every time. A long search has found one where two threads cross."""
    plan = laid_out(places)
    threads = [(spot, head) for spot, head in zip(plan.spots, plan.heads, strict=True) if head]
    assert not any(crosses(one, other) for one, other in combinations(threads, 2))


@pytest.mark.parametrize("count", [2, 12, 30, 60])
def test_pins_at_one_spot_stand_apart_around_it(count: int) -> None:
    plan = laid_out([SPOT] * count)
    assert len(set(plan.spots)) == 1
    assert None not in plan.heads
    assert close_pairs(plan.heads, plan.width) == []


@pytest.mark.parametrize("corner", [(31.57, 105.96), (31.59, 105.96), (31.57, 105.98)])
def test_a_crowd_in_a_corner_of_the_map_still_finds_room(corner: Place) -> None:
    opposite = (63.16 - corner[0], 211.94 - corner[1])
    assert None not in laid_out([*[corner] * 59, opposite]).heads


def test_a_pin_with_room_stands_right_above_its_spot() -> None:
    plan = laid_out([SPOT, (31.575, 105.975)])
    for spot, head in zip(plan.spots, plan.heads, strict=True):
        assert head is not None
        assert (head.x, head.y) == (spot.x, spot.y - STEM * plan.width)
        assert plan.is_near(spot, head)


def test_a_full_map_leaves_out_numbers_but_never_lays_one_on_another() -> None:
    plan = laid_out(scattered(250))
    assert plan.heads.count(None) >= 250 - MOST
    assert close_pairs(plan.heads, plan.width) == []
    tiny = Box(0, 0, 3 * SLIM, 2 * SLIM)
    assert heads([tiny.middle] * 9, SLIM, tiny).count(None) >= 3


def test_one_pin_far_away_does_not_shrink_the_map() -> None:
    near = scattered(9)
    alone, together = laid_out(near), laid_out([*near, (31.50, 106.2)])
    assert together.frame == alone.frame
    assert together.spots[:9] == alone.spots
    assert [name.words for name in together.strays] == ["24 公里外"]
    edge = together.spots[9]
    assert edge.x == pytest.approx(BOX.inside().right)
    assert edge.y > BOX.inside().middle.y


def test_a_second_village_is_no_stray() -> None:
    there = [(lat + 0.1, lon) for lat, lon in scattered(5)]
    assert strays([*scattered(5), *there]) == frozenset()
    assert strays([SPOT, (31.7, 106.2)]) == frozenset()
    assert strays([]) == frozenset()


def test_where_no_named_place_is_in_sight_the_nearest_is_taken_in() -> None:
    plan = lay_out(pins([SPOT]), [Ground("样例·远山", 31.9, 105.97), BRIDGE], BOX)
    assert [name.words for name in plan.grounds] == [BRIDGE.name]
    assert lay_out(pins([SPOT]), [Ground("样例·远山", 31.9, 105.97)], BOX).grounds == ()


@UNHURRIED
@given(villages, st.lists(in_village, max_size=12))
def test_names_cover_neither_spots_nor_each_other(places: list[Place], named: list[Place]) -> None:
    grounds = [Ground(f"样例·地点{i}", *place) for i, place in enumerate(named)]
    plan = lay_out(pins(places), grounds, BOX)
    boxes = [name.box for name in plan.grounds]
    assert all(one.met_by([other]) == 0 for one, other in combinations(boxes, 2))
    assert not any(box.holds(spot) for box, spot in product(boxes, plan.spots))
    assert all(BOX.covers(box) for box in boxes)


@pytest.mark.parametrize(
    ("longest", "length"), [(99, 50), (100, 100), (260, 200), (700, 500), (1999, 1000), (0.3, 0.2)]
)
def test_the_scale_has_a_round_length(longest: float, length: float) -> None:
    assert round_length(longest) == pytest.approx(length)


def test_a_frame_over_the_date_line_does_not_break() -> None:
    frame = frame_around([(0.0, 179.999)], BOX)
    west, east = frame.at((0.0, 179.999)), frame.at((0.0, -179.999))
    assert 0 < east.x - west.x < 1000


def test_levels_differ_in_shape_and_not_in_colour_alone() -> None:
    assert set(LOOKS) == set(LEVELS)
    assert len({(look.shape, look.hollow) for look in LOOKS.values()}) == len(LOOKS)


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_overdue_looks_it(level: str) -> None:
    late, early = (
        MapSheet("", "", (Pin(*SPOT, 1, "路灯", level, overdue),)) for overdue in (True, False)
    )
    assert draw(late) != draw(early)


def test_chinese_shapes_are_taken_from_the_collection() -> None:
    assert _font(30).getname()[0] == FAMILY


@pytest.mark.parametrize("rare", "𠮷·㐂龘𫖮")
def test_rare_characters_are_drawn_and_no_empty_box(rare: str) -> None:
    private = "\ue123"
    assert bytes(_font(30).getmask(rare)) != bytes(_font(30).getmask(private))


def test_long_words_are_cut_and_lines_joined() -> None:
    assert cut_to("路灯", 30, 200) == "路灯"
    assert cut_to("路\n灯", 30, 200) == "路 灯"
    cut = cut_to("样例·很长很长的名字", 30, 200)
    assert cut.endswith("…")
    assert width_of(cut, 30) <= 200
    assert cut_to("样例", 30, 1) == "…"
    wide = [width_of("字" * n, 30) for n in range(5)]
    assert all(b - a == pytest.approx(30) for a, b in pairwise(wide))
