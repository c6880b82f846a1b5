"""The phone in a person's hands, with aiogram on the other side."""

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramForbiddenError,
)
from aiogram.types import (
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from tests.telegram.client import LIN, buttons, refusal
from tests.telegram.files import JPEG
from tests.telegram.phone import Phone

pytest_plugins = ("tests.telegram.fixtures",)


async def test_a_very_long_text_arrives_in_pieces(bot: Bot, lin: Phone) -> None:
    await lin.says("字" * 10_000)
    texts = [u.message.text or "" for u in await bot.get_updates() if u.message]
    assert [len(text) for text in texts[1:]] == [4096, 4096, 1808]


async def test_a_tap_is_answered_and_the_message_changes(bot: Bot, lin: Phone) -> None:
    await bot.send_message(
        LIN, "办哪样？", reply_markup=buttons(("残疾证", "s:1"), ("返回", "back"))
    )
    (shown,) = await lin.reads()
    assert shown.buttons == [["残疾证", "返回"]]
    tap = asyncio.create_task(lin.presses("残疾"))
    *_, update = await bot.get_updates(timeout=5, offset=-1)
    while not update.callback_query:
        *_, update = await bot.get_updates(timeout=5, offset=-1)
    query = update.callback_query
    assert query.data == "s:1"
    await bot.edit_message_text("办哪样？残疾证", chat_id=LIN, message_id=1 + 1)
    await query.answer("收到了")
    assert await tap == "收到了"
    assert [(m.text, m.buttons, m.edited) for m in await lin.reads()] == [
        ("办哪样？残疾证", [], True)
    ]
    assert lin.transcript().splitlines() == [
        "> /start",
        "< 办哪样？ [残疾证] [返回]",
        "> [残疾证]",
        "<~ 办哪样？残疾证",
        "<! 收到了",
    ]
    assert await refusal(query.answer()) == (
        "query is too old and response timeout expired or query ID is invalid"
    )


async def test_a_stale_button_and_made_up_data_still_reach_the_bot(bot: Bot, lin: Phone) -> None:
    sent = await bot.send_message(LIN, "好？", reply_markup=buttons(("好", "yes")))
    (old,) = await lin.reads()
    await bot.delete_message(LIN, sent.message_id)
    await lin.presses("好", on=old, waits=False)
    await lin.forges("'; DROP TABLE", waits=False)
    taps = [u.callback_query.data for u in await bot.get_updates() if u.callback_query]
    assert taps == ["yes", "'; DROP TABLE"]
    assert lin.transcript().splitlines()[2] == "<x 好？ [好]"


async def test_the_large_keys_are_pressed_by_their_label(bot: Bot, lin: Phone) -> None:
    keys = [[KeyboardButton(text="1 找人代办"), KeyboardButton(text="6 我的事")]]
    await bot.send_message(LIN, "菜单", reply_markup=ReplyKeyboardMarkup(keyboard=keys))
    assert (await lin.sees("菜单")).keyboard == [["1 找人代办", "6 我的事"]]
    said = await lin.presses_key("我的事")
    assert said["text"] == "6 我的事"
    await bot.send_message(LIN, "好", reply_markup=ReplyKeyboardRemove())
    assert lin.chat.keyboard == []


async def test_what_a_person_sends_can_be_fetched(bot: Bot, lin: Phone) -> None:
    await lin.sends_photo(JPEG, "身份证正面")
    await lin.sends_album(2)
    await lin.sends_voice(4)
    _, photo, _, _, voice = [u.message for u in await bot.get_updates()]
    assert photo
    assert photo.photo
    assert voice
    assert voice.voice
    fetched = await bot.download(photo.photo[-1])
    assert fetched
    assert fetched.read() == JPEG
    assert (photo.caption, voice.voice.duration) == ("身份证正面", 4)


async def test_all_a_person_can_do_reads_well_twice(bot: Bot, lin: Phone) -> None:
    await lin.says("错字")
    await lin.edits("对的字")
    await lin.sends_document("a.exe", 10, "application/x-msdownload")
    await lin.sends_sticker()
    await lin.shares_contact("13800000001")
    await lin.shares_location(31.58, 105.97)
    updates = await bot.get_updates()
    kinds = [(u.edited_message or u.message) for u in updates]
    assert [m.content_type for m in kinds if m] == [
        *("text", "text", "text", "document", "sticker", "contact", "location")
    ]


async def test_who_blocked_the_bot_cannot_be_reached(bot: Bot, lin: Phone) -> None:
    await lin.blocks_bot()
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await bot.send_message(LIN, "在吗？")
    await lin.unblocks()
    await bot.send_message(LIN, "回来了")
    states = [
        u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member
    ]
    assert states == ["kicked", "member"]
    assert [m.text for m in await lin.reads()] == ["回来了"]
