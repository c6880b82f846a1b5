"""A report is made on one channel and mended on the other; before and after are seen side by side."""

from io import BytesIO

from PIL import Image

from bot.house import House
from tests.telegram.server import BotApi
from tests.test_both_channels import house, somebody_on_telegram
from tests.web.page import at_the_page

__all__ = ["house"]
pytest_plugins = ("tests.telegram.fixtures",)
GRID_3 = (31.7535, 106.0840)


def picture(colour: str) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (64, 48), colour).save(drawn, "JPEG")
    return drawn.getvalue()


async def test_a_lamp_reported_on_telegram_is_mended_on_the_web_and_seen_by_the_reporter(
    api: BotApi, house: House
) -> None:
    villager = somebody_on_telegram(api, house, 73, "he-dacheng")
    async with at_the_page(house.settings.url, "grid-01") as officer:
        await villager.says("2")
        await villager.sees("有没有人有危险")
        await villager.says("路灯不亮")
        await villager.sees("拍张照")
        await villager.sends_photo(picture("red"))
        await villager.sees("收到了")
        await villager.shares_location(*GRID_3)
        await villager.sees("什么时候开始")
        await villager.presses("今天")
        await villager.sees("请看一遍")
        await villager.presses("送出去")
        sent = await villager.sees("送上去了")
        assert "WG-" in sent.text

        await officer.sees("路灯不亮（样例·清泉村")
        await officer.presses("我来办")
        await officer.sees("您接下了")
        await villager.sees("接了，正在办", timeout=10)
        await officer.presses("看照片")
        shown = await officer.sees("原来")
        status, content = await officer.shown_file(shown)
        assert status == 200
        assert Image.open(BytesIO(content)).size == (64, 48)

        await officer.presses("办好了")
        await officer.sees("发一张办好以后的照片")
        await officer.sends_photo(picture("green"))
        await officer.sees("收到了")
        await officer.says("换了灯泡")
        await officer.sees("等人看过就结案")
        look = await villager.sees("左边是原来", timeout=15)
        both = Image.open(BytesIO(look.files[0].content or b""))
        assert both.width > both.height
        await villager.presses("修好了")
        await villager.sees("结案了")
        await officer.sees("结案。辛苦了")
    assert api.refusals == []


async def test_a_danger_on_the_web_alarms_officer_and_secretary_on_telegram_at_once(
    api: BotApi, house: House
) -> None:
    officer = somebody_on_telegram(api, house, 74, "grid-09")
    secretary = somebody_on_telegram(api, house, 75, "secretary-01")
    for phone in (officer, secretary):
        await phone.says("7")  # where somebody talked last is where news goes
        await phone.sees("手上")
    async with at_the_page(house.settings.url, "he-dacheng") as villager:
        await villager.says("学校后头坡上裂了条大口子")
        await villager.sees("先打 119")
        await villager.shares_place(31.7584, 106.0785)
        await villager.sees("已经报上去了")
        for phone in (officer, secretary):
            await phone.sees("有危险！请马上去看", timeout=10)
        await secretary.presses("我来办")
        await secretary.sees("您接下了")
        await villager.sees("接了，正在办")
    assert api.refusals == []


async def test_an_officer_on_telegram_gets_the_map_as_a_picture(api: BotApi, house: House) -> None:
    officer = somebody_on_telegram(api, house, 76, "grid-09")
    await officer.says("地图")
    sheet = await officer.sees("没办完的问题都在图上", timeout=15)
    assert Image.open(BytesIO(sheet.files[0].content or b"")).size == (1080, 1350)
    assert api.refusals == []
