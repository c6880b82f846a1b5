"""A roster sent as a file on Telegram, duty seen on the web, a group that is bound, a calendar that is fed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession
from icalendar import Calendar
from openpyxl import Workbook, load_workbook
from PIL import Image

from bot.house import House
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.test_both_channels import QINGQUAN, somebody_on_telegram
from tests.village import ZONE
from tests.web.page import at_the_page

pytest_plugins = ("tests.telegram.fixtures",)
BEGUN = datetime.now(UTC)
EIGHT = datetime(2026, 12, 2, 8, tzinfo=ZONE)


class Wednesday(House):
    """The house on a Wednesday at eight, whenever the test runs."""

    def now(self) -> datetime:
        return EIGHT + (datetime.now(UTC) - BEGUN)


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with running_house(api, tmp_path, Wednesday) as opened:
        yield opened


async def in_the_group(api: BotApi, who: Phone, text: str, words: str) -> str:
    """Said in the group; what the bot answers there."""
    group = api.add_group(-100500, "样例·清泉村群")
    known = len(group.changes)
    api.receive(group, who.me, {"text": text})
    async with asyncio.timeout(10):
        while True:
            told = [str(c.message.get("text", "")) for c in group.changes[known:]]
            if found := [text for text in told if words in text]:
                return found[0]
            await asyncio.sleep(0.05)


def a_sheet(*rows: list[str]) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["日期", "开始", "结束", "姓名", "副班"])
    for row in rows:
        page.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


async def test_a_roster_by_file_a_group_a_board_and_a_calendar(api: BotApi, house: House) -> None:
    chen = somebody_on_telegram(api, house, 61, "secretary-01")
    feng = somebody_on_telegram(api, house, 62, "cadre-01")
    await feng.says("我的班")
    await feng.sees("后面的班")
    await chen.says("值班表")
    await chen.presses("用 Excel 发一张")
    await chen.sees("有填好的 Excel 吗")
    await chen.presses("先要一张空表")
    empty = await chen.sees("空表在这里", timeout=20)
    assert "值班表" in load_workbook(BytesIO(empty.files[0].content or b"")).sheetnames
    sheet = a_sheet(
        ["12月2日", "7:30", "18:00", "样例·冯文书", "样例·蒲小波"],
        ["12月3日", "", "", "样例·蒲小波", ""],
        ["12月4日", "", "", "样例·冯文书", ""],
    )
    await chen.says("值班表")
    await chen.presses("用 Excel 发一张")
    await chen.presses("有，发文件")
    await chen.sees("发过来")
    await chen.sends_document("十二月.xlsx", mime="", content=sheet)
    shown = await chen.sees("还没有发布", timeout=20)
    assert Image.open(BytesIO(shown.files[0].content or b"")).size[0] == 1080
    await chen.presses("发布")
    await chen.presses("就这样发布")
    await chen.sees("发布了，告诉了2个人")
    await feng.sees("新的值班表出来了")
    await _everybody_sees_it(api, house, chen, feng)
    await _the_calendar_is_fed(house, feng)
    assert api.refusals == []


async def _everybody_sees_it(api: BotApi, house: House, chen: Phone, feng: Phone) -> None:
    await in_the_group(api, feng, "/bind", "只有村书记能绑")
    await in_the_group(api, chen, "/bind", "绑到样例·清泉村了")
    assert "样例·冯文书" in await in_the_group(api, feng, "/duty", "现在值班")
    async with at_the_page(house.settings.url, "li-xiaoqin") as li:
        await li.says("5")
        told = await li.sees("现在值班")
        assert "样例·冯文书" in told["text"]
    async with ClientSession(house.settings.url) as anybody:
        page = await (await anybody.get(f"/board/{QINGQUAN}")).text()
        assert "现在：<b>样例·冯文书</b>" in page
        assert 'href="tel:13800000121"' in page


async def _the_calendar_is_fed(house: House, feng: Phone) -> None:
    await feng.says("我的班")
    await feng.presses("手机日历")
    told = await feng.sees("加进手机日历")
    address = next(line for line in told.text.splitlines() if line.startswith("http"))
    path = address.removeprefix(house.settings.url)
    async with ClientSession(house.settings.url) as anybody:
        fed = await anybody.get(path)
        assert fed.headers["Content-Type"].startswith("text/calendar")
        events = Calendar.from_ical(await fed.text()).walk("VEVENT")
        hours = [e.decoded("dtstart").astimezone(ZONE).hour for e in events]
        assert hours[:2] == [7, 8]
        assert (await anybody.get("/duty/nobody.ics")).status == 404
    await feng.says("我的班")
    await feng.presses("手机日历")
    await feng.presses("换新的")
    await feng.sees("加进手机日历")
    async with ClientSession(house.settings.url) as anybody:
        assert (await anybody.get(path)).status == 404
