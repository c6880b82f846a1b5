"""A clock that jumps, a line that is cut: small misfortunes of one machine and one phone."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.house import House
from storage import sending
from storage.duty.tables import Shifts
from storage.tables import Letters
from tests.running import running_app, running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.web.page import at_the_page

pytest_plugins = ("tests.telegram.fixtures",)
OFF = [timedelta()]


class OddClock(House):
    """Somebody sets it while the house runs."""

    def now(self) -> datetime:
        return super().now() + OFF[0]


@pytest.fixture(autouse=True)
async def _right_again() -> AsyncIterator[None]:
    yield
    OFF[0] = timedelta()


@pytest.mark.parametrize("jump", [timedelta(days=-2), timedelta(days=2)], ids=["back", "ahead"])
async def test_a_clock_that_jumps_holds_up_no_answer(
    api: BotApi, tmp_path: Path, jump: timedelta
) -> None:
    """A talk goes on before and after it, and what was posted before is still sent."""
    async with running_house(api, tmp_path, OddClock):
        person = Phone(api, 7, "样例·新来的")
        await person.says("你好")
        await person.presses("同意，开始")
        await person.sees("您是哪个乡镇")
        api.faults.fail_next(2, methods=["sendMessage"])
        await person.says("妙高")
        OFF[0] = jump
        await person.sees("哪个村、哪个社区", timeout=10)
        await person.presses("样例·清泉村")
        await person.sees("怎么称呼您")
        OFF[0] = timedelta()
        await person.says("样例·小李")
        await person.sees("留个电话")
    assert api.refusals == []


async def test_a_clock_that_is_set_back_and_forth_says_nothing_twice(
    api: BotApi, tmp_path: Path
) -> None:
    """The same evening comes three times; everybody on duty reads of it once."""
    async with running_app(api, tmp_path, OddClock) as app:
        records = app.house.records
        for hours in (0, 9, 3, 12, 6, 24, -24, 24):
            OFF[0] = timedelta(hours=hours)
            await app.clock.every_minute()
        keys = await records.run(lambda s: [key for (key,) in s.query(Letters.key)])
        shifts = await records.run(lambda s: s.query(Shifts).count())
    assert shifts > 10
    assert len(keys) == len(set(keys))
    assert [key for key in keys if "duty" in key or "shift" in key], keys[:20]


async def test_the_courier_outlasts_records_that_are_away_for_long(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Longer than a unit of work is patient: it looks again, though updates went on coming."""
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    failures = [OperationalError("", None, full) for _ in range(2)]
    waiting = sending.waiting

    def away(*given: Any, **more: Any) -> Any:
        if failures:
            raise failures.pop()
        return waiting(*given, **more)

    async with running_house(api, tmp_path):
        person = Phone(api, 7, "样例·新来的")
        await person.says("0")
        await person.sees("12345")
        monkeypatch.setattr(sending, "waiting", away)
        await person.says("0")
        await person.sees("12345", timeout=15)
    assert failures == []


async def test_a_line_cut_in_the_middle_of_an_upload_leaves_nothing(
    api: BotApi, tmp_path: Path
) -> None:
    """Half a photo is nowhere, and the same photo goes through afterwards."""
    async with (
        running_house(api, tmp_path) as house,
        at_the_page(house.settings.url, "he-dacheng") as page,
    ):
        _, line = await asyncio.open_connection(house.settings.host, house.settings.port)
        line.write(
            f"POST /upload?kind=photo{page.window.replace('?', '&')} HTTP/1.1\r\nHost: {house.settings.listen}"
            "\r\nContent-Type: image/jpeg\r\nContent-Length: 500000\r\n\r\n".encode()
            + b"\xff\xd8\xff\xe0"
            + bytes(200_000)
        )
        await line.drain()
        store = house.settings.data / "files"
        async with asyncio.timeout(5):
            while not [*store.glob("coming-*")]:  # noqa: ASYNC110  # it rings no bell
                await asyncio.sleep(0.01)
        line.transport.abort()
        async with asyncio.timeout(5):
            while [*store.glob("coming-*")]:  # noqa: ASYNC110  # the same
                await asyncio.sleep(0.01)
        assert [path for path in store.rglob("*") if path.is_file()] == []
        await page.says("0")
        await page.sees("12345")
