"""A call with its poster on Telegram, signed up for on the web, checked in to on both; its pages."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from aiohttp import ClientSession
from PIL import Image
from pyotp import random_base32
from sqlalchemy.orm import Session

from bot.house import House
from conversations.activities.effects import CallActivity
from domain.activities.activity import Activity
from domain.activities.codes import code_at
from domain.records import PersonRef
from storage.activities.keeping import call_activity
from storage.activities.lists import activity_numbered
from storage.activities.sheets import sheet_of
from storage.sample import sample_person
from tests.activities import RIVER, RULES, SATURDAY
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.test_both_channels import QINGQUAN, somebody_on_telegram
from tests.web.page import Page, at_the_page

pytest_plugins = ("tests.telegram.fixtures",)
BEGUN = datetime.now(UTC)
FIVE_TO = SATURDAY - timedelta(minutes=5)


class Saturday(House):
    """The house as it is a few minutes before the activity, whenever the test runs."""

    def now(self) -> datetime:
        return FIVE_TO + (datetime.now(UTC) - BEGUN)


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with running_house(api, tmp_path, Saturday) as opened:
        yield opened


def kept(house: House, number: str) -> Activity:
    found = house.records.run_here(partial(activity_numbered, number=number))
    assert found is not None
    return found


def code_now(house: House, number: str) -> str:
    return code_at(kept(house, number), house.now(), RULES)


def laid_down(house: House, key: str, *, marked: bool = True) -> str:
    """A call that is there already: how it is made is another story."""
    number = f"ZY-{SATURDAY:%Y%m%d}-0001"

    def lay_down(session: Session) -> None:
        person = sample_person(session, key)
        assert person is not None
        called = Activity(
            number=number,
            kind="river",
            title="清河沟",
            place=QINGQUAN,
            where="老桥头",
            starts_at=SATURDAY,
            ends_at=SATURDAY + timedelta(hours=3),
            organiser=PersonRef(person, ""),
            unit="样例·清泉村",
            called_at=SATURDAY,
            latitude=RIVER[0] if marked else None,
            longitude=RIVER[1] if marked else None,
            secret=random_base32(),
            display="on-the-screen",
        )
        call_activity(session, CallActivity((called,)), person, RULES, house.now())

    house.records.run_here(lay_down)
    return number


async def test_a_call_goes_round_on_both_channels(api: BotApi, house: House) -> None:
    cadre = somebody_on_telegram(api, house, 91, "cadre-01")
    he = somebody_on_telegram(api, house, 92, "he-dacheng")
    number = laid_down(house, "cadre-01")
    await cadre.says(number)
    await cadre.sees("清河沟")
    await cadre.presses("海报")
    poster = await cadre.sees("海报：", timeout=15)
    assert Image.open(BytesIO(poster.files[0].content or b"")).size == (1240, 1754)
    async with at_the_page(house.settings.url, "li-xiaoqin") as li:
        await li.says("4")
        await li.sees("清河沟")
        await li.presses("1 清河沟")
        await li.sees("老桥头")
        await li.presses("我报名")
        await li.sees("报上了")
        await _arrives(li, he, house, number)
        await cadre.says(number)
        await cadre.sees("清河沟")
        await cadre.presses("点名")
        await cadre.sees("现在在2人，报了1人")
        await cadre.says("点完了")
        await cadre.sees("已经签到2人")
    assert api.refusals == []


async def _arrives(li: Page, he: Phone, house: House, number: str) -> None:
    """One by the location of a browser, with its error and age; one by the code on Telegram."""
    await li.says(number)
    await li.sees("老桥头")
    await li.presses("我到了")
    await li.sees("写签到码")
    await li._acts(place=[*RIVER, 15, 300])
    await li.sees("早先的")
    await li._acts(place=[*RIVER, 15, 2.5])
    await li.sees("签到了")
    await he.says(f"签到 {code_now(house, number)}")
    await he.sees("签到了")


async def test_the_pages_show_what_everybody_may_see(api: BotApi, house: House) -> None:
    number = laid_down(house, "cadre-01")
    found = kept(house, number)
    async with ClientSession(house.settings.url) as anybody:
        status, page = await _read(anybody, f"/a/{number}")
        assert status == 200
        assert "清河沟" in page
        assert f'href="/i/n_{number}"' in page
        status, page = await _read(anybody, f"/codes/{found.display}")
        assert status == 200
        digits = page.split('class="digits">')[1][:7].replace(" ", "")
        assert digits in {
            code_at(found, house.now() - timedelta(seconds=s), RULES) for s in (0, 15)
        }
        assert "<svg" in page
        assert '<meta http-equiv="refresh"' in page
        assert found.secret not in page
        for nowhere in ("/a/ZY-20990101-0001", "/codes/key", f"/codes/{number}", "/r/JL-1/x"):
            assert (await _read(anybody, nowhere))[0] == 404
    assert api.refusals == []  # Telegram is open beside it


async def test_whoever_scans_the_code_of_the_page_is_checked_in(house: House) -> None:
    number = laid_down(house, "cadre-01")
    async with at_the_page(house.settings.url, "li-xiaoqin") as li:
        await li.opens(f"z_{number}_{code_now(house, number)}")
        await li.sees("签到了")
    assert [s.name for s in kept(house, number).present] == ["样例·李小琴"]


async def _read(anybody: ClientSession, path: str) -> tuple[int, str]:
    async with anybody.get(path) as answer:
        assert "script" not in (await answer.text())
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        return answer.status, await answer.text()


async def test_a_sheet_is_verified_by_its_page_and_names_nobody_in_full(
    api: BotApi, house: House
) -> None:
    """A past activity of the sample is enough: the sheet of somebody without a phone."""
    chen = somebody_on_telegram(api, house, 95, "secretary-01")
    for act, next_question in (
        ("记录单", "谁的记录"), ("村里没有手机的人", "名单上的一样"), ("样例·甲", "哪段时间"),
    ):  # fmt: skip
        await chen.says(act)
        await chen.sees(next_question)
    await chen.presses("全部")
    told = await chen.sees("记录单好了", timeout=15)
    assert (told.files[0].content or b"").startswith(b"%PDF")
    number = f"JL-{house.now():%Y%m%d}-0001"
    sheet = house.records.run_here(partial(sheet_of, number=number))
    assert sheet is not None
    async with ClientSession(house.settings.url) as anybody:
        status, page = await _read(anybody, f"/r/{number}/{sheet.check}")
        assert status == 200
        assert "这张记录单是村帮出的" in page
        assert "不是正式的志愿服务记录证明" in page
        assert "样例·甲" not in page
        forged = replace(sheet, check="x")
        assert (await _read(anybody, f"/r/{number}/{forged.check}"))[0] == 404
