"""One process, one set of records: what is asked on one channel is handled on the other."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.house import House
from bot.invite import invite
from domain.roles import Post, Role
from storage import chats
from storage.sample import sample_person
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.web.page import Page, at_the_page

pytest_plugins = ("tests.telegram.fixtures",)
QINGQUAN = "511381116901"
JPEG = b"\xff\xd8\xff\xe0 a picture that is plainly a sample"


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with running_house(api, tmp_path) as opened:
        yield opened


async def agent_on_telegram(api: BotApi, house: House) -> Phone:
    """Somebody opens their invitation and is the village's agent from now on."""
    invited = invite(house, Post(Role.AGENT, QINGQUAN), 7, "")
    agent = Phone(api, 71, "样例·新代办员")
    await agent.starts(invited.code)
    await agent.sees("请写您的名字")
    await agent.says("样例·吴新民")
    await agent.sees("请写您的电话")
    await agent.sees("按最下面那个大键")
    assert agent.chat.keyboard[0] == ["📱 发我的电话号码"]
    await agent.shares_contact("+8613800000071")
    await agent.sees("您现在是样例·清泉村的代办员")
    assert agent.chat.keyboard[0] == ["1 找人代办", "2 反映问题"]
    return agent


def somebody_on_telegram(api: BotApi, house: House, number: int, key: str) -> Phone:
    """A person of the sample with a phone of their own, as if they had come here before."""

    def sit(session: Session) -> None:
        person = sample_person(session, key)
        assert person is not None
        chats.seat(session, f"telegram:{number}", person, "", "", house.now())

    house.records.run_here(sit)
    return Phone(api, number, f"样例·{key}")


async def gives_a_photo_and_sends(villager: Phone | Page) -> None:
    """From the question how it is to be done to the number, the same on every channel."""
    await villager.sees("您想怎么办")
    await villager.presses("送到村里")
    await villager.sees("第1样")
    await villager.sends_photo(JPEG)
    await villager.sees("照片收到了")
    await villager.presses("够了")
    await villager.sees("第2样")
    await villager.presses("以后再补")
    await villager.sees("还有什么要说的")
    await villager.presses("没有了")
    await villager.sees("请看一遍")
    await villager.presses("送出去")
    await villager.sees("送上去了")


async def test_a_request_made_on_the_web_page_is_handled_by_an_agent_on_telegram(
    api: BotApi, house: House
) -> None:
    agent = await agent_on_telegram(api, house)
    async with at_the_page(house.settings.url, "he-dacheng") as villager:
        await villager.says("医保咋个交")
        await villager.sees("您是要办这个吗")
        await villager.presses("居民医保缴费")
        await villager.sees("要这些材料")
        await villager.presses("接着办")
        await villager.sees("给谁办")
        await villager.presses("我自己")
        await villager.sees("同意吗")
        await villager.presses("同意")
        await gives_a_photo_and_sends(villager)
        await agent.sees("居民医保缴费（样例·清泉村）", timeout=10)
        await agent.presses("我来办")
        await agent.sees("您接下了")
        accepted = await villager.sees("接了您的事")
        assert "样例·吴新民" in accepted["text"]
        assert "13800000071" in accepted["text"]

        await agent.presses("看材料")
        paper = await agent.sees("🖼 身份证")
        assert [file.content for file in paper.files] == [JPEG]

        await agent.presses("办好了，回话")
        await agent.sees("结果怎么样")
        await agent.says("交好了，回执在村里")
        await agent.sees("有证件、回执的照片")
        await agent.presses("没有")
        await agent.sees("办结了")
        await villager.sees("交好了，回执在村里")
        await villager.presses("评一评")
        await villager.sees("办得好不好？")
        await villager.presses("很好")
        await villager.sees("想说句什么")
        await villager.says("又快又好")
        await villager.sees("谢谢您")
    assert api.refusals == []


async def test_a_photo_sent_on_telegram_is_seen_by_an_agent_on_the_web_page(
    api: BotApi, house: House
) -> None:
    villager = somebody_on_telegram(api, house, 72, "he-dacheng")
    async with at_the_page(house.settings.url, "agent-01") as agent:
        await villager.says("医保咋个交")
        for label in ("居民医保缴费", "接着办", "我自己", "同意"):
            await villager.presses(label)
        await gives_a_photo_and_sends(villager)
        await agent.sees("居民医保缴费（样例·清泉村）")
        await agent.presses("我来办")
        await villager.sees("接了您的事", timeout=10)
        await agent.sees("您接下了")
        await agent.presses("看材料")
        paper = await agent.sees("身份证")
        assert await agent.shown_file(paper) == (200, JPEG)
    assert api.refusals == []
