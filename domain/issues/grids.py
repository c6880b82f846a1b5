"""Which grid a place lies in: by where it is, or by how people there call it."""

import re

from domain.entry import in_city
from domain.nearby import distance
from domain.places import City, Grid, Village

FARTHEST = 3000
"""Metres from the middle of the nearest grid; beyond it the place is nobody's for sure [T]."""
_NUMERALS = "零一二三四五六七八九十"
_GROUP = re.compile(r"([0-9]{1,2}|[一二三四五六七八九十]{1,3})[组社]")


def grid_at(city: City, latitude: float, longitude: float) -> Grid | None:
    """The grid whose middle is nearest, where any is near enough."""
    if not in_city(latitude, longitude):
        return None
    away = [
        (distance(latitude, longitude, grid.latitude, grid.longitude), grid.code, grid)
        for grid in city.grids
        if grid.latitude is not None and grid.longitude is not None
    ]
    nearest = min(away, default=None, key=lambda found: found[:2])
    return nearest[2] if nearest and nearest[0] <= FARTHEST else None


def grid_named(village: Village, text: str) -> Grid | None:
    """The grid that the words name: its group (三组), a landmark, or its own name."""
    group = _group_in(text)
    for grid in village.grids:
        if group is not None and group in grid.groups:
            return grid
    for grid in village.grids:
        if any(mark in text for mark in (*grid.landmarks, grid.name)):
            return grid
    return None


def _group_in(text: str) -> int | None:
    found = _GROUP.search(text)
    if found is None:
        return None
    said = found[1]
    return int(said) if said.isdecimal() else _numeral(said)


def _numeral(said: str) -> int | None:
    """三 3, 十 10, 十二 12, 二十 20; None for anything else."""
    tens, ten, ones = said.rpartition("十")
    if not ten:
        return _NUMERALS.index(said) if len(said) == 1 else None
    if len(tens) > 1 or len(ones) > 1:
        return None
    return 10 * (_NUMERALS.index(tens) if tens else 1) + (_NUMERALS.index(ones) if ones else 0)
