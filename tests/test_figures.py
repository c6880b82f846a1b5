"""What a monitoring system sees, and whether visitors should be sent here."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from bot import app as whole
from bot.records import Records
from handlers import readiness
from tests.opened import opened_before
from tests.running import free_port, running_app
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)


async def read(url: str) -> tuple[int, str]:
    async with aiohttp.ClientSession() as line, line.get(url) as answer:
        return answer.status, await answer.text()


def figures(page: str) -> dict[str, float]:
    return {
        sample.name + "".join(f" {value}" for value in sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
        if not sample.name.endswith(("_bucket", "_created"))
    }


async def test_the_figures_tell_how_much_how_fast_and_what_waits(
    api: BotApi, tmp_path: Path
) -> None:
    """A talk of three messages, of which the last cannot be sent."""
    port = free_port()
    async with running_app(api, tmp_path, metrics=f"127.0.0.1:{port}") as app:
        before = figures((await read(f"http://127.0.0.1:{port}/metrics"))[1])
        person = Phone(api, 7, "样例·看不见的名字")
        await person.says("你好")
        await person.presses("同意，开始")
        await person.sees("您是哪个乡镇")
        api.faults.fail_next(50, methods=["sendMessage"])
        await person.says("妙高13800000009")
        await api.called("sendMessage", 3)
        await asyncio.sleep(0.2)
        status, page = await read(f"http://127.0.0.1:{port}/metrics")
        after = figures(page)
        public, _ = await read(f"{app.house.settings.url}/metrics")

    def grown(name: str) -> float:
        return after[name] - before.get(name, 0)

    assert (status, public) == (200, 404)
    assert grown("cunbang_events_total telegram") == 3
    assert grown("cunbang_turn_seconds_count") == 3
    assert (
        2 <= grown("cunbang_letters_total telegram sent") <= 4
    )  # old buttons go when there is room
    assert grown("cunbang_letters_total telegram put_off") >= 1
    assert grown("cunbang_reply_seconds_count telegram") >= 2
    assert after["cunbang_letters_waiting telegram"] >= 1
    assert 0 <= after["cunbang_oldest_letter_seconds telegram"] < 10
    assert (after["cunbang_leads"], after["cunbang_pile dead_letters"]) == (1, 0)
    assert after["cunbang_overdue issues"] >= 0
    assert not re.search(r"看不见|妙高|13800000009|telegram:7", page)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(readiness, "PATIENCE", 0.1)

    async def never(_records: Records, _work: object) -> None:
        await asyncio.sleep(5)

    monkeypatch.setattr(Records, "beside", never)
    yield
    monkeypatch.undo()


async def test_a_house_that_can_work_is_ready(api: BotApi, tmp_path: Path) -> None:
    async with running_app(api, tmp_path) as app:
        assert await read(f"{app.house.settings.url}/ready") == (200, "ready")


async def test_who_is_about_to_close_says_so_while_the_page_is_still_open(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that whoever shares visitors out sends them to the other process."""
    monkeypatch.setattr(whole, "DRAIN", 0.5)
    database = opened_before(tmp_path, "postgresql")
    async with running_app(api, tmp_path, database=database) as app:
        app.stop.set()
        await asyncio.sleep(0.1)
        assert await read(f"{app.house.settings.url}/ready") == (503, "not ready")


async def test_tables_of_another_version_are_not_ready(api: BotApi, tmp_path: Path) -> None:
    async with running_app(api, tmp_path) as app:
        other = text("UPDATE alembic_version SET version_num = '9999'")
        await app.house.records.run(lambda s: s.execute(other))
        assert await read(f"{app.house.settings.url}/ready") == (503, "not ready")


@pytest.mark.usefixtures("slow")
async def test_who_waits_for_the_records_is_alive_and_not_ready(
    api: BotApi, tmp_path: Path
) -> None:
    async with running_app(api, tmp_path) as app:
        assert await read(f"{app.house.settings.url}/ready") == (503, "not ready")
        assert await read(f"{app.house.settings.url}/health") == (200, "ok")
