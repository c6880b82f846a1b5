"""A meeting is called on the web and answered on Telegram; its papers and its notice arrive."""

from io import BytesIO

import pytest
from aiohttp import ClientSession
from docx import Document
from PIL import Image

from bot.house import House
from tests.telegram.server import BotApi
from tests.test_both_channels import house, somebody_on_telegram
from tests.web.page import at_the_page

__all__ = ["house"]
pytest_plugins = ("tests.telegram.fixtures",)


async def test_a_meeting_called_on_the_web_is_answered_and_held_on_telegram(
    api: BotApi, house: House
) -> None:
    cadre = somebody_on_telegram(api, house, 83, "cadre-01")
    await cadre.says("7")  # where somebody talked last is where news goes
    await cadre.sees("手上")
    async with at_the_page(house.settings.url, "secretary-01") as secretary:
        for act in ("开会", "群众理事会", "水井怎么用", "没有别的", "明天", "9点"):
            await secretary.says(act)
        await secretary.sees("在哪里开")
        await secretary.presses("村委会一楼")
        await secretary.sees("谁来记")
        await secretary.presses("样例·冯文书")
        await secretary.sees("请看一遍")
        await secretary.presses("通知开会")
        await secretary.sees("通知好了")

        await cadre.sees("请您来开会", timeout=10)
        await cadre.says("3")
        await cadre.sees("水井怎么用")
        await cadre.presses("1 水井怎么用")
        await cadre.sees("叫了9人")
        await cadre.presses("现在开会")
        await cadre.sees("开会了")
        await cadre.presses("签到码")
        wall = await cadre.sees("打印出来贴墙上：", timeout=15)
        assert Image.open(BytesIO(wall.files[0].content or b"")).size == (1240, 1754)

        await secretary.says("7")
        await secretary.sees("手上")
        await cadre.presses("散会")
        await cadre.sees("还有1项没议完")
        await cadre.presses("没议的下次再议")
        paper = await cadre.sees("会议纪要在这里", timeout=15)
        words = Document(BytesIO(paper.files[0].content or b"")).paragraphs
        assert "会 议 纪 要" in [p.text for p in words]
        await secretary.sees("请您看了签一下")
        await secretary.presses("我签")
        await secretary.sees("签好了")
    assert api.refusals == []


async def test_a_notice_put_up_on_telegram_is_read_by_everybody_on_the_page(
    api: BotApi, house: House
) -> None:
    secretary = somebody_on_telegram(api, house, 84, "secretary-01")
    await secretary.says("公示栏")
    await secretary.sees("现在没有公示")
    await secretary.presses("发公示")
    await secretary.sees("公示什么")
    await secretary.says("修路集资")
    await secretary.sees("内容写在这里")
    await secretary.says("每户200元，样例·王秀英家免。<script>alert(1)</script>")
    await secretary.sees("公示几天")
    await secretary.presses("7天")
    await secretary.sees("名字遮住了")
    await secretary.presses("📢 公示")
    told = await secretary.sees("公示了，编号")
    number = told.text.split("编号")[1].split("。")[0]
    picture = await secretary.sees("公示图：", timeout=15)
    assert Image.open(BytesIO(picture.files[0].content or b"")).size == (1240, 1754)

    async with ClientSession(house.settings.url) as anybody:
        async with anybody.get(f"/n/{number}") as answer:
            page = await answer.text()
            assert answer.status == 200
            assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "修路集资" in page
        assert "王秀英" not in page
        assert "<script" not in page
        assert "&lt;script&gt;alert(1)" in page
        async with anybody.get("/board/511381116901") as answer:
            assert number in await answer.text()
        for nowhere in ("/n/GS-20991231-0001", "/n/x", "/board/0", "/board/x%27y"):
            async with anybody.get(nowhere) as answer:
                assert answer.status == 404
                assert "没有找到" in await answer.text()
    assert api.refusals == []


@pytest.mark.parametrize("path", ["/m/471123", "/i/n_GS-20261123-0001"])
async def test_links_of_posters_open_the_talk(house: House, path: str) -> None:
    async with ClientSession(house.settings.url) as anybody, anybody.get(path) as answer:
        assert answer.status == 200
        assert answer.content_type == "text/html"
