"""Keys of other city systems: without one nothing is told, and nobody may file without measure."""

import pytest
from pydantic import SecretStr, ValidationError

from bot.cli import where_it_listens
from bot.settings import Settings
from tests.open311.city_system import KEY, LAMP, OTHER_KEY, System


async def test_whoever_has_no_key_learns_where_the_endpoint_is_and_whom_to_ask(
    hotline: System,
) -> None:
    hotline.headers = {}
    async with hotline.session.get("/open311/discovery.json") as came:
        told = await came.json()
    assert told["contact"] == "0817-0000000"
    assert told["endpoints"] == [
        {
            "specification": "http://wiki.open311.org/GeoReport_v2",
            "url": "https://cun.example/open311/v2",
            "changeset": "2026-11",
            "type": "test",
            "formats": ["application/json", "text/xml"],
        }
    ]
    async with hotline.session.get("/open311/discovery.xml") as came:
        assert "<formats><format>application/json</format>" in await came.text()


async def test_without_the_right_key_nothing_is_told(hotline: System) -> None:
    for what in ("services", "services/lamp", "requests", "requests/WG-1"):
        for key in ({}, {"X-Api-Key": ""}, {"X-Api-Key": KEY[:-1]}, {"X-Api-Key": f"{KEY}0"}):
            hotline.headers = key
            told = await hotline.asks(f"{what}.json")
            assert (told.status, told.why[:4]) == (403, "没有钥匙")
        drawn = (await hotline.asks(f"{what}.xml", api_key="错的")).xml
        assert (drawn.tag, drawn.findtext("error/code")) == ("errors", "403")


async def test_a_key_may_also_come_as_a_parameter_or_in_the_form(hotline: System) -> None:
    hotline.headers = {}
    assert (await hotline.asks("services.json", api_key=KEY)).status == 200
    assert (await hotline.files(**LAMP)).status == 403
    assert (await hotline.files(**LAMP, api_key=KEY)).status == 200


async def test_a_refusal_is_in_english_for_who_reads_english(hotline: System) -> None:
    hotline.headers |= {"Accept-Language": "en"}
    told = await hotline.asks("services/nothing.json")
    assert told.why == "service_code was not found: see services.json."


async def test_only_this_city_is_served(hotline: System) -> None:
    assert (await hotline.asks("services.json", jurisdiction_id="511381")).status == 200
    assert (await hotline.asks("services.json", jurisdiction_id="")).status == 200
    assert (await hotline.asks("requests.json", jurisdiction_id="elsewhere")).status == 404
    assert (await hotline.files(**LAMP, jurisdiction_id="elsewhere")).status == 404


async def test_sixty_reports_a_minute_and_one_more_has_to_wait(hotline: System) -> None:
    for n in range(60):
        hotline.seconds = n / 2
        assert (await hotline.files(**LAMP)).status == 200
    told = await hotline.files(**LAMP)
    assert (told.status, told.wait, told.why[:5]) == (429, "31", "送得太快了")
    assert (await hotline.asks("requests.json")).status == 200
    hotline.headers = {"X-Api-Key": OTHER_KEY}
    assert (await hotline.files(**LAMP)).status == 200
    hotline.headers = {"X-Api-Key": KEY}
    hotline.seconds = 60
    assert (await hotline.files(**LAMP)).status == 200
    assert (await hotline.files(**LAMP)).status == 429


def settings(keys: str) -> Settings:
    return Settings(open311_keys=SecretStr(keys))


def test_keys_are_read_by_name_and_without_any_it_is_off() -> None:
    two = settings(f"hotline:{KEY}, 城管:{OTHER_KEY}")
    assert two.open311 == {"hotline": KEY, "城管": OTHER_KEY}
    assert KEY not in repr(two)
    assert settings(" ").open311 == Settings().open311 == {}
    on = where_it_listens(two, 8)
    assert [line for line in on if "Open311" in line] == [
        "别的系统（Open311）：开，2 把钥匙：http://127.0.0.1:8080/open311/v2"
    ]
    assert not [line for line in where_it_listens(Settings(), 8) if "Open311" in line]


@pytest.mark.parametrize(
    ("keys", "why"),
    [
        (KEY, "钥匙写成 名字:钥匙"),
        ("hotline:short", "钥匙至少16个字符"),
        (f"a:{KEY},b:{KEY}", "一家一把"),
        (f"a:{KEY},a:{OTHER_KEY}", "一家一把"),
    ],
)
def test_keys_that_would_not_do_are_refused_at_start_without_showing_them(
    keys: str, why: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        settings(keys)
    (error,) = refused.value.errors()
    assert why in error["msg"]
    assert KEY not in error["msg"]
