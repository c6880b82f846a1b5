"""GeoJSON that any map program reads."""

import json
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from papers.geojson import Feature, feature_collection
from tests.village import MONDAY, ZONE

LAMP = Feature(
    number="WG-20261123-0012",
    kind="lamp",
    kind_name="路灯不亮",
    severity="ordinary",
    stage="reported",
    area="511381116901001",
    area_name="样例·清泉村 第1网格（1—3组）",
    landmark="黄桷树",
    description='他说："灯坏了"\n三天了',
    source="villager",
    reported_at=MONDAY,
    first_reply_at=None,
    due_at=datetime(2026, 12, 2, 17, 0, tzinfo=ZONE),
    closed_at=None,
    reporters=3,
    overdue=False,
    longitude=106.07854321987,
    latitude=31.7584,
)


def read(*rows: Feature) -> Any:
    return json.loads(feature_collection(rows).decode())


def test_a_feature_lies_at_longitude_and_latitude() -> None:
    collection = read(LAMP)
    assert collection["type"] == "FeatureCollection"
    (feature,) = collection["features"]
    assert feature["type"] == "Feature"
    assert feature["id"] == "WG-20261123-0012"
    assert feature["geometry"] == {"type": "Point", "coordinates": [106.078543, 31.7584]}


def test_its_properties_are_plain_values_under_english_keys() -> None:
    (feature,) = read(LAMP)["features"]
    told = feature["properties"]
    named = {field.name for field in fields(Feature)} - {"longitude", "latitude"}
    assert set(told) == named
    assert told["description"] == '他说："灯坏了"\n三天了'
    assert (told["reported_at"], told["closed_at"]) == ("2026-11-23T09:00:00+08:00", None)
    assert (told["reporters"], told["overdue"]) == (3, False)


def test_an_issue_that_nobody_gave_a_place_has_no_geometry() -> None:
    (feature,) = read(replace(LAMP, longitude=None, latitude=None))["features"]
    assert feature["geometry"] is None


def test_no_issue_is_an_empty_collection() -> None:
    assert read() == {"type": "FeatureCollection", "features": []}


def test_chinese_is_written_as_it_is_and_a_feature_takes_one_line() -> None:
    written = feature_collection([LAMP, LAMP]).decode()
    assert "路灯不亮" in written
    assert len(written.splitlines()) == 4
