"""What stands on the map of a place: its open issues as pins, and the names by which people find their way."""

from collections.abc import Iterator
from statistics import fmean

from sqlalchemy.orm import Session

from bot.issues.rows import Scribe
from domain.issues.issue import Stage
from domain.issues.routing import VILLAGE
from domain.places import Village
from papers.map_picture import Ground, MapSheet, Pin
from storage.issues.export import Spot, counted_for_map, pins_of

MOST = 300
"""Pins on one picture; more of them only hide each other."""


def map_sheet(session: Session, place: str, scribe: Scribe) -> MapSheet:
    now = scribe.facts.now.astimezone(scribe.facts.zone)
    whole, unplaced = counted_for_map(session, place, scribe.rules)
    spots = pins_of(session, place, scribe.rules, MOST)
    return MapSheet(
        f"{scribe.place(place)} · 没办完的问题 {whole} 件",
        f"{now.year}年{now.month}月{now.day}日 {now:%H:%M}",
        tuple(_pin(number, spot, scribe) for number, spot in enumerate(spots, 1)),
        tuple(_grounds(place, scribe)),
        unplaced,
    )


def _pin(number: int, spot: Spot, scribe: Scribe) -> Pin:
    late = spot.due_at <= scribe.facts.now and spot.stage is not Stage.ASKED
    label, level = scribe.kind(spot.kind), spot.severity.value
    return Pin(spot.latitude, spot.longitude, number, label, level, late)


def _grounds(place: str, scribe: Scribe) -> Iterator[Ground]:
    """Within a village its grids; of a township or the city its villages."""
    villages = scribe.facts.city.villages
    if len(place) >= VILLAGE:
        village = villages.get(place[:VILLAGE])
        yield from _grids(village) if village else ()
        return
    for village in villages.values():
        grids = list(_grids(village)) if village.code.startswith(place) else []
        if grids:
            middle = fmean(g.latitude for g in grids), fmean(g.longitude for g in grids)
            yield Ground(village.name.zh, *middle)


def _grids(village: Village) -> Iterator[Ground]:
    for grid in village.grids:
        if grid.latitude is not None and grid.longitude is not None:
            yield Ground(grid.name, grid.latitude, grid.longitude)
