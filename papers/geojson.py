"""Issues as GeoJSON (RFC 7946), for whatever draws maps: a feature a line."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from io import BytesIO
from typing import Any

_DIGITS = 6
"""Of a degree: about ten centimetres, as the RFC recommends."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One issue; the names of its fields are the keys of its properties."""

    number: str
    kind: str
    """The key of the kind in the catalogue, which stays when its name is edited."""
    kind_name: str
    severity: str
    stage: str
    area: str
    """The code of the grid, or of the village where no more is known."""
    area_name: str
    landmark: str
    description: str
    source: str
    reported_at: datetime
    first_reply_at: datetime | None
    due_at: datetime
    closed_at: datetime | None
    reporters: int
    overdue: bool
    longitude: float | None = None
    latitude: float | None = None


def feature_collection(rows: Iterable[Feature]) -> bytes:
    """UTF-8; times with their distance from UTC; no geometry where nobody gave a place."""
    made, between = BytesIO(), b"\n"
    made.write(b'{"type": "FeatureCollection", "features": [')
    for row in rows:
        line = json.dumps(_feature(row), ensure_ascii=False, allow_nan=False)
        made.write(between + line.encode())
        between = b",\n"
    made.write(b"\n]}\n")
    return made.getvalue()


def _feature(row: Feature) -> dict[str, Any]:
    told = {field.name: _told(getattr(row, field.name)) for field in fields(row)}
    longitude, latitude = told.pop("longitude"), told.pop("latitude")
    point = None
    if longitude is not None and latitude is not None:
        places = [round(longitude, _DIGITS), round(latitude, _DIGITS)]
        point = {"type": "Point", "coordinates": places}
    return {"type": "Feature", "id": row.number, "geometry": point, "properties": told}


def _told(value: Any) -> Any:
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value
