"""The page in a real browser, the size of an old phone."""

import re

import pytest
from playwright.async_api import Browser, Page, expect

from conversations.messages import Opened, Said, Tapped
from tests.web.browser import say, shoot, until
from tests.web.pretend_village import PretendVillage

pytestmark = pytest.mark.browser


async def test_a_villager_is_greeted_chooses_from_the_menu_and_taps_an_answer(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    await phone.get_by_role("button", name="菜单").click()
    await shoot(phone, "menu")
    await phone.get_by_role("button", name="2 反映问题").click()
    await expect(phone.get_by_role("button", name="💧 水、电")).to_be_visible()
    await shoot(phone, "question")
    await phone.get_by_role("button", name="🛣 路坏了").click()
    await expect(phone.get_by_text("✓ 🛣 路坏了")).to_be_visible()
    await expect(phone.get_by_role("button", name="拍照片")).to_be_visible()
    await shoot(phone, "wish")
    assert [event.input for event in village.heard] == [
        Opened(""),
        Said("2 反映问题"),
        Tapped("kind:road", "2"),
    ]
    await until(lambda: list(village.upto.values()) == [4])


async def test_a_tapped_button_is_pressed_at_once_and_the_others_rest(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await say(phone, "2")
    road, water = (phone.get_by_role("button", name=name) for name in ("🛣 路坏了", "💧 水、电"))
    await expect(road).to_be_visible()
    village.answers = False
    await road.click()
    await expect(road).to_have_attribute("aria-pressed", "true")
    await expect(water).to_be_disabled()
    village.write(village.heard[-1].address, "换一个吧。")
    await expect(water).to_be_enabled()


async def test_words_said_without_a_line_wait_and_go_out_by_themselves_in_order(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await say(phone, "路边有个坑")
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(1)
    await phone.context.set_offline(True)
    await expect(phone.get_by_text("网断了，正在重连…")).to_be_visible()
    await say(phone, "很深")
    await say(phone, "在老学校后面")
    await expect(phone.get_by_text("还没发出去")).to_have_count(2)
    await shoot(phone, "offline")
    await phone.context.set_offline(False)
    await expect(phone.get_by_text("还没发出去")).to_have_count(0)
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(3)
    said = [event.input.text for event in village.heard if isinstance(event.input, Said)]
    assert said == ["路边有个坑", "很深", "在老学校后面"]


async def test_a_reload_keeps_the_talk_and_what_was_not_sent(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await say(phone, "我要反映")
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(1)
    village.deaf = True
    await say(phone, "还有一件")
    await expect(phone.get_by_text("正在发…")).to_be_visible()
    await phone.reload()
    await expect(phone.get_by_text("我要反映")).to_be_visible()
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    village.deaf = False
    await phone.reload()
    await expect(phone.get_by_text("✓ 已收到")).to_have_count(2)
    said = [event.input.text for event in village.heard if isinstance(event.input, Said)]
    assert said == ["我要反映", "还有一件"]


async def test_the_letters_grow_up_to_32_pixels_and_stay_so(phone: Page, door: str) -> None:
    await phone.goto(door)
    size = "getComputedStyle(document.querySelector('#text')).fontSize"
    assert await phone.evaluate(size) == "20px"
    for _ in range(3):
        await phone.get_by_role("button", name="字大一点").click()
    await expect(phone.get_by_role("button", name="字大一点")).to_be_disabled()
    await phone.reload()
    assert await phone.evaluate(size) == "32px"
    wide = "document.documentElement.scrollWidth"
    assert await phone.evaluate(wide) == 360
    await say(phone, "2")
    await phone.get_by_role("button", name="🛣 路坏了").wait_for()
    await shoot(phone, "large")


OUTSIDE = """[...document.querySelectorAll('body *')].filter(
  e => { const r = e.getBoundingClientRect(); return r.width && (r.right > innerWidth + 1 || r.left < -1) }
).map(e => e.id || e.className || e.tagName)"""


async def test_the_menu_lies_under_the_newest_message_and_goes_when_the_talk_goes_on(
    phone: Page, door: str
) -> None:
    await phone.goto(door)
    under = phone.locator("#log").get_by_role("button", name="2 反映问题")
    await expect(under).to_be_in_viewport()
    await under.click()
    await expect(phone.get_by_role("button", name="🛣 路坏了")).to_be_in_viewport()
    await expect(under).to_have_count(0)


CUT_OFF = """[...document.querySelectorAll('#menu span')].filter(
  e => e.scrollWidth > e.clientWidth + 1 || e.getBoundingClientRect().right > innerWidth
).map(e => e.textContent)"""


@pytest.mark.parametrize(("width", "height"), [(320, 600), (360, 740)])
async def test_the_menu_can_be_read_in_the_largest_letters(
    phone: Page, door: str, width: int, height: int
) -> None:
    await phone.set_viewport_size({"width": width, "height": height})
    await phone.goto(door)
    for _ in range(3):
        await phone.get_by_role("button", name="字大一点").click()
    await phone.get_by_role("button", name="菜单").click()
    await shoot(phone, f"menu-large-{width}")
    assert await phone.evaluate(CUT_OFF) == []
    await expect(phone.get_by_role("button", name="菜单")).to_be_in_viewport(ratio=1)
    await phone.locator("#menu").get_by_role("button", name="2 反映问题").click()
    await expect(phone.get_by_text("🛣 路坏了").first).to_be_attached()


async def test_nothing_hangs_over_the_edge_of_the_smallest_phone_in_english(
    browser: Browser, sample_door: str
) -> None:
    small = {"width": 320, "height": 640}
    page = await browser.new_page(viewport=small, locale="en-US")  # type: ignore[arg-type]  # so many pixels
    await page.goto(f"{sample_door}/as/wang")
    for _ in range(3):
        await page.get_by_role("button", name="Larger text").click()
    await expect(page.get_by_role("link", name="Be someone else")).to_be_visible()
    await shoot(page, "small-english")
    assert await page.evaluate(OUTSIDE) == []
    await page.close()


async def test_a_question_for_the_phone_number_offers_a_box_for_it(
    phone: Page, door: str, village: PretendVillage
) -> None:
    await phone.goto(door)
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    village.write(village.heard[0].address, "您的手机号码是多少？", wish="phone")
    await phone.get_by_role("textbox", name="手机号码").fill("13800000001")
    await shoot(phone, "phone")
    await phone.get_by_role("button", name="发这个号码").click()
    await expect(phone.get_by_text("✓ 已收到")).to_be_visible()
    assert [event.input for event in village.heard] == [Opened(""), Said("13800000001")]


async def test_an_invitation_is_said_once(phone: Page, door: str, village: PretendVillage) -> None:
    await phone.goto(f"{door}/i/ABC123")
    await expect(phone.get_by_text("您好，我是村帮。")).to_be_visible()
    assert phone.url == f"{door}/"
    await phone.goto(f"{door}/v/hongshan")
    await until(lambda: len(village.heard) == 2)
    await phone.reload()
    await expect(phone.get_by_text("您好，我是村帮。")).to_have_count(2)
    assert [event.input for event in village.heard] == [Opened("ABC123"), Opened("v_hongshan")]


async def test_a_sample_person_has_a_window_of_their_own(
    phone: Page, sample_door: str, village: PretendVillage
) -> None:
    await phone.goto(f"{sample_door}/sample")
    await expect(phone.get_by_text("样例·王秀英")).to_be_visible()
    await shoot(phone, "sample")
    async with phone.context.expect_page() as opening:
        await phone.get_by_text("样例·陈会兰").click()
    window = await opening.value
    await expect(
        window.get_by_text("样例模式 · 您现在是 样例·陈会兰（代办员，样例村）")
    ).to_be_visible()
    await say(window, "今天有什么事")
    await expect(window.get_by_text("✓ 已收到")).to_be_visible()
    await shoot(window, "as")
    assert {event.address for event in village.heard} == {"web:sample-chen"}


async def test_a_browser_that_reads_no_chinese_gets_english(
    browser: Browser, door: str, village: PretendVillage
) -> None:
    context = await browser.new_context(locale="en-GB", color_scheme="dark")
    page = await context.new_page()
    await page.set_viewport_size({"width": 360, "height": 740})
    await page.goto(door)
    await expect(page.get_by_role("button", name=re.compile("Speak"))).to_be_visible()
    await until(lambda: [event.language for event in village.heard] == ["en-GB"])
    await page.get_by_role("button", name="Menu").click()
    await shoot(page, "dark")
    await context.close()
