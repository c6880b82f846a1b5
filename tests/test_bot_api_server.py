"""The tests' own Telegram is held against aiogram as its client."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    InputMediaPhoto,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from aiohttp import web

from tests.telegram.client import LIN, bot_of, buttons, refusal
from tests.telegram.files import JPEG, PNG
from tests.telegram.limits import Limits
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)

GROUP = -1_000_001


async def echo(bot: Bot, updates: list[Update]) -> None:
    for update in updates:
        if update.message and update.message.text:
            await bot.send_message(LIN, update.message.text)


async def test_what_is_said_comes_back_and_reads_as_a_transcript(
    api: BotApi, bot: Bot, lin: Phone
) -> None:
    await lin.says("医保咋个交\n急")
    await echo(bot, await bot.get_updates())

    assert [(m.text, m.edited) for m in await lin.reads()] == [
        ("/start", False),
        ("医保咋个交\n急", False),
    ]
    assert lin.transcript() == "> /start\n> 医保咋个交\n  急\n< /start\n< 医保咋个交\n  急"
    assert api.refusals == []


async def test_a_deep_link_arrives_as_a_command(api: BotApi, bot: Bot) -> None:
    await Phone(api, LIN, "样例·林小芳").starts("v_511381001001")
    (update,) = await bot.get_updates()
    assert update.message
    assert update.message.text == "/start v_511381001001"
    assert [(e.type, e.offset, e.length) for e in update.message.entities or []] == [
        ("bot_command", 0, 6)
    ]


async def test_updates_stay_until_the_offset_confirms_them(bot: Bot, lin: Phone) -> None:
    await lin.says("one")
    await lin.says("two")
    first, *_ = seen = await bot.get_updates(limit=2)
    assert [u.update_id for u in seen] == [first.update_id, first.update_id + 1]
    assert await bot.get_updates(limit=2) == seen
    (last,) = await bot.get_updates(offset=seen[-1].update_id + 1)
    assert last.message
    assert last.message.text == "two"
    assert await bot.get_updates(offset=-1) == [last]
    assert await bot.get_updates(offset=last.update_id + 1) == []


async def test_a_long_poll_wakes_when_somebody_speaks(bot: Bot, lin: Phone) -> None:
    (start,) = await bot.get_updates()
    poll = asyncio.create_task(bot.get_updates(offset=start.update_id + 1, timeout=10))
    await asyncio.sleep(0.02)
    await lin.says("早")
    assert [u.message and u.message.text for u in await poll] == ["早"]


async def test_a_second_poll_ends_the_first(api: BotApi, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await api.called("getUpdates")
    await bot.get_updates()
    with pytest.raises(TelegramConflictError):
        await first


async def test_kinds_of_updates_not_asked_for_are_not_held(bot: Bot, lin: Phone) -> None:
    (start,) = await bot.get_updates(allowed_updates=["callback_query"])
    await lin.says("not heard")
    assert await bot.get_updates(offset=start.update_id + 1) == []


async def test_a_call_that_does_not_fit_is_refused_and_remembered(
    api: BotApi, bot: Bot, lin: Phone
) -> None:
    said = await refusal(bot.send_message(lin.chat.id, "hm", disable_web_page_preview=True))
    assert said == "disable_web_page_preview: unknown field"
    assert [(r.method, r.problems) for r in api.refusals] == [("sendMessage", [said])]
    assert lin.screen() == []


async def test_texts_and_buttons_keep_telegrams_measures(api: BotApi, bot: Bot, lin: Phone) -> None:
    for text, markup, why in (
        ("字" * 4097, None, "message is too long"),
        (" ", None, "message text is empty"),
        ("ok", buttons(("A", "x" * 65)), "BUTTON_DATA_INVALID"),
        ("ok", buttons(("A", "")), "BUTTON_DATA_INVALID"),
        (
            "ok",
            buttons((" ", "a")),
            'can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
    ):
        assert await refusal(bot.send_message(LIN, text, reply_markup=markup)) == why
    assert len(api.refusals) == 5
    await bot.send_message(LIN, "字" * 4096, reply_markup=buttons(("A", "x" * 64)))
    assert [len(m.text) for m in await lin.reads()] == [4096]


async def test_marks_of_html_become_entities(bot: Bot, lin: Phone) -> None:
    sent = await bot.send_message(LIN, "😀<b>三</b> &lt;天&gt;", parse_mode="HTML")
    assert (await lin.sees("三")).text == "😀三 <天>"
    assert [(e.type, e.offset, e.length) for e in sent.entities or []] == [("bold", 2, 1)]
    said = await refusal(bot.send_message(LIN, "<p>", parse_mode="HTML"))
    assert said == 'can\'t parse entities: Unsupported start tag "p"'


@pytest.mark.usefixtures("lin")
async def test_edits_fail_as_they_do_at_telegram(api: BotApi, bot: Bot) -> None:
    sent = await bot.send_message(LIN, "早")
    keyed = await bot.send_message(
        LIN,
        "菜单",
        reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="1 找人代办")]]),
    )
    same = bot.edit_message_text("早", chat_id=LIN, message_id=sent.message_id)
    assert (await refusal(same))[:23] == "message is not modified"
    missing = bot.edit_message_text("早", chat_id=LIN, message_id=99)
    assert await refusal(missing) == "message to edit not found"
    assert await refusal(bot.delete_message(LIN, 99)) == "message to delete not found"
    stuck = bot.edit_message_text("x", chat_id=LIN, message_id=keyed.message_id)
    assert await refusal(stuck) == "message can't be edited"
    assert await refusal(bot.send_message(LIN + 1, "早")) == "chat not found"
    assert api.refusals == []


async def test_photos_are_stored_and_can_be_sent_again(api: BotApi, bot: Bot, lin: Phone) -> None:
    sent = await bot.send_photo(LIN, BufferedInputFile(PNG, "a.png"), caption="图")
    assert sent.photo
    await bot.send_photo(LIN, sent.photo[-1].file_id)
    assert [m.files[0].content for m in await lin.reads()] == [PNG, PNG]
    assert await refusal(bot.send_photo(LIN, "AgACnone")) == (
        "wrong file identifier/HTTP URL specified"
    )
    assert len(api.refusals) == 1


async def test_documents_voices_and_albums_are_shown(api: BotApi, bot: Bot, lin: Phone) -> None:
    await bot.send_document(LIN, BufferedInputFile(b"PK", "委托书.docx"))
    await bot.send_voice(LIN, BufferedInputFile(b"OggS", "v.ogg"), duration=3)
    await bot.send_video(LIN, BufferedInputFile(b"mp4", "v.mp4"))
    album = [InputMediaPhoto(media=BufferedInputFile(c, "a.jpg")) for c in (PNG, JPEG)]
    sent = await bot.send_media_group(LIN, list(album))
    assert len({m.media_group_id for m in sent}) == 1
    assert [m.line for m in await lin.reads()] == [
        "< (委托书.docx)",
        "< (voice)",
        "< (v.mp4)",
        "< (photo)",
        "< (photo)",
    ]
    assert api.refusals == []


async def test_a_file_of_25_megabytes_cannot_be_fetched(bot: Bot, lin: Phone) -> None:
    sent = await lin.sends_document("大.pdf", 25 * 1024 * 1024)
    call = bot.get_file(sent["document"]["file_id"])
    assert await refusal(call) == "file is too big"


async def test_a_photo_above_ten_megabytes_is_too_large(bot: Bot, lin: Phone) -> None:
    picture = BufferedInputFile(PNG + bytes(10 * 1024 * 1024), "big.png")
    with pytest.raises(TelegramEntityTooLarge):
        await bot.send_photo(lin.chat.id, picture)


async def test_bad_days_strike_only_the_calls_they_are_planned_for(
    api: BotApi, bot: Bot, lin: Phone
) -> None:
    api.faults.fail_next(status=502, body=b"garbage", methods={"sendMessage"})
    api.faults.retry_after(3)
    api.faults.reset()
    api.faults.reset(carried_out=True)
    api.faults.silence()
    await bot.get_updates()
    fates: tuple[type[Exception], ...] = (
        ClientDecodeError,
        TelegramRetryAfter,
        TelegramNetworkError,
        TelegramNetworkError,
        TelegramNetworkError,
    )
    for number, fate in enumerate(fates):
        with pytest.raises(fate):
            await bot.send_message(LIN, str(number))
    await bot.send_message(LIN, "well again")
    assert [m.text for m in await lin.reads()] == ["3", "well again"]


async def test_telegrams_own_limits_can_be_switched_on(api: BotApi, bot: Bot, lin: Phone) -> None:
    api.limits = Limits(burst=2, group_per_minute=3)
    api.add_group(GROUP, "样例·村委会")
    for chat, most in ((lin.chat.id, 2), (GROUP, 3)):
        for _ in range(most):
            await bot.send_message(chat, "快")
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(chat, "太快")


async def test_a_wrong_token_opens_nothing(api: BotApi) -> None:
    async with bot_of(api, "43:WRONG").context() as stranger:
        with pytest.raises(TelegramUnauthorizedError):
            await stranger.get_me()


async def test_the_profile_is_remembered(api: BotApi, bot: Bot) -> None:
    await bot.set_my_commands([BotCommand(command="start", description="开始")])
    await bot.set_my_description("村帮")
    assert (await bot.get_me()).id == 42
    assert api.profile["setMyDescription"] == {"description": "村帮"}
    assert api.refusals == []


Answer = Callable[[web.Request], Awaitable[web.Response]]


async def listening(answer: Answer) -> tuple[web.AppRunner, str]:
    app = web.Application()
    app.router.add_post("/hook", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


async def test_a_webhook_is_tried_until_it_says_yes(api: BotApi, bot: Bot, lin: Phone) -> None:
    heard: list[tuple[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        text = (await request.json())["message"]["text"]
        heard.append((request.headers["X-Telegram-Bot-Api-Secret-Token"], text))
        return web.Response(status=500 if len(heard) == 1 else 200)

    runner, url = await listening(answer)
    await bot.set_webhook(url, secret_token="sample")
    with pytest.raises(TelegramConflictError):
        await bot.get_updates()
    await lin.says("二")
    await api.updates.emptied()
    assert (await bot.get_webhook_info()).pending_update_count == 0
    await bot.delete_webhook()
    await runner.cleanup()
    assert heard == [("sample", "/start"), ("sample", "/start"), ("sample", "二")]
