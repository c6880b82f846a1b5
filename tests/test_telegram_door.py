"""The Telegram door, held against the tests' own Bot API server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from handlers.incoming import SomeoneElsePolls
from handlers.outgoing import NeverSendable, Outgoing, OutgoingFile, SendLater, Unreachable
from handlers.telegram import TelegramDoor, TokenRefused
from handlers.telegram.texts import pieces
from tests.keys import content_at
from tests.telegram.client import LIN
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)

HOME = f"telegram:{LIN}"
PATIENCE = 0.3


@pytest.fixture
async def door(api: BotApi) -> AsyncIterator[TelegramDoor]:
    opened = TelegramDoor(api.token, api.url, timeout=PATIENCE)
    yield opened
    await opened.close()


def letter(text: str = "您好", **more: object) -> Outgoing:
    return Outgoing(HOME, text, **more)  # type: ignore[arg-type]  # a story names what it needs


def picture(known_as: str = "", path: Path | None = None, kind: str = "photo") -> OutgoingFile:
    return OutgoingFile(
        kind,
        "样例.jpg",
        "image/jpeg",
        known_as,
        content_at(path) if path and path.exists() else None,
    )


async def test_words_arrive_as_they_are_whatever_they_look_like(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    wild = "<b>李</b> [x](http://a.example) *_~` \\ &lt; \ud83d"
    assert await door.send(letter(wild)) == "2"
    shown = await lin.sees("李")
    assert (shown.text, shown.message.get("entities")) == (wild.replace("\ud83d", "?"), None)
    assert api.refusals == []


async def test_buttons_hang_on_the_message_and_the_menu_below_the_talk(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    menu = (("1 找人代办",), ("6 我的事", "0 换语言"))
    rows = ((("好" * 70, "y"), ("不", "n")), (), (("返回", "b"),))
    await door.send(letter("菜单", menu=menu))
    await door.send(letter("好？", rows=rows, menu=menu, wish="phone"))
    assert [(m.text, m.buttons, m.keyboard) for m in await lin.reads()] == [
        ("菜单", [], [["1 找人代办"], ["6 我的事", "0 换语言"]]),
        ("好？", [["好" * 70, "不"], ["返回"]], []),
    ]
    assert api.refusals == []


@pytest.mark.usefixtures("lin")
async def test_a_phone_or_a_place_is_asked_for_by_a_large_key(
    api: BotApi, door: TelegramDoor
) -> None:
    await door.send(letter("电话？", wish="phone", ask="📱 发我的电话号码"))
    await door.send(
        letter("在哪？", wish="place", ask="📍 发我在的地方", menu=(("菜单",),), silent=True)
    )
    await door.send(letter("照片？", wish="photo"))
    phone = {"text": "📱 发我的电话号码", "request_contact": True}
    place = {"text": "📍 发我在的地方", "request_location": True}
    sized = {"resize_keyboard": True}
    assert [change.markup for change in api.sent_to(LIN)] == [
        {"keyboard": [[phone]], **sized, "is_persistent": False, "one_time_keyboard": True},
        {
            "keyboard": [[place], [{"text": "菜单"}]],
            **sized,
            "is_persistent": True,
            "one_time_keyboard": False,
        },
        {},
    ]
    assert [call.params.get("disable_notification") for call in api.calls] == [None, True, None]
    assert api.refusals == []


async def test_a_long_text_is_cut_between_lines(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    line = "字" * 999
    ref = await door.send(letter("\n".join([line] * 5), rows=((("好", "y"),),)))
    assert [(m.text, m.buttons) for m in await lin.reads()] == [
        ("\n".join([line] * 4), []),
        (line, [["好"]]),
    ]
    assert (ref, api.refusals) == ("3", [])


def test_pieces_are_measured_as_telegram_does() -> None:
    assert [len(piece) for piece in pieces("😀" * 3000)] == [2048, 952]
    assert pieces("a\n\n" + "b" * 4096) == ["a\n", "b" * 4096]
    assert pieces(" \n") == []


async def test_a_message_is_redrawn_in_its_place(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    ref = await door.send(letter("等着", rows=((("好", "y"),),)))
    photo = (await lin.sends_photo())["photo"][-1]["file_id"]
    shot = await door.send(letter("图", files=(picture(photo),)))
    assert await door.send(letter("办了", edits=ref)) == ref
    assert await door.send(letter("办了", edits=ref)) == ref
    assert await door.send(letter("图也办了", rows=((("好", "y"),),), edits=shot)) == shot
    assert [m.line for m in await lin.reads()] == [
        "< 等着 [好]",
        "< (photo) 图",
        "<~ 办了",
        "<~ (photo) 图也办了 [好]",
    ]
    assert api.refusals == []


@pytest.mark.usefixtures("lin")
async def test_what_cannot_be_redrawn_is_let_be(api: BotApi, door: TelegramDoor) -> None:
    keyed = await door.send(letter("菜单", menu=(("1 找人代办",),)))
    assert await door.send(letter("新", edits=keyed)) == keyed
    assert await door.send(letter("新", edits="99")) == "99"
    assert api.refusals == []


# Bad days.


@pytest.mark.parametrize("edits", ["", "1"])
@pytest.mark.usefixtures("lin")
async def test_the_line_asks_for_patience(api: BotApi, door: TelegramDoor, edits: str) -> None:
    method = "editMessageText" if edits else "sendMessage"
    api.faults.retry_after(7)
    with pytest.raises(SendLater) as later:
        await door.send(letter(edits=edits))
    assert (later.value.seconds, later.value.sent_perhaps) == (7, False)
    assert [call.method for call in api.calls] == [method]


@pytest.mark.parametrize(
    ("status", "body", "perhaps"),
    [
        (502, b"<html>Bad Gateway</html>", False),
        (500, b'{"ok": false, "error_code": 500}', False),
        (503, b"\xff\xfe", False),
        (403, b"[]", False),
        (200, b"<html>", True),
        (200, b"", True),
    ],
)
@pytest.mark.usefixtures("lin")
async def test_garbage_is_no_answer(
    api: BotApi, door: TelegramDoor, status: int, body: bytes, *, perhaps: bool
) -> None:
    api.faults.fail_next(status=status, body=body)
    with pytest.raises(SendLater) as later:
        await door.send(letter())
    assert (later.value.seconds, later.value.sent_perhaps) == (None, perhaps)


@pytest.mark.usefixtures("lin")
async def test_a_letter_without_an_answer_may_have_arrived(api: BotApi, door: TelegramDoor) -> None:
    api.faults.silence()
    api.faults.reset(carried_out=True)
    for _ in range(2):
        with pytest.raises(SendLater) as later:
            await door.send(letter())
        assert later.value.sent_perhaps
    assert len(api.sent_to(LIN)) == 1


async def test_where_nobody_listens_nothing_was_sent(unused_tcp_port: int) -> None:
    away = TelegramDoor("42:" + "A" * 35, f"http://127.0.0.1:{unused_tcp_port}", timeout=PATIENCE)
    with pytest.raises(SendLater) as later:
        await away.send(letter())
    assert not later.value.sent_perhaps
    assert later.value.__cause__ is None
    await away.close()


async def test_who_blocked_the_bot_or_is_unknown_cannot_be_reached(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    with pytest.raises(Unreachable, match="chat not found"):
        await door.send(Outgoing("telegram:8", "在吗？"))
    await lin.blocks_bot()
    with pytest.raises(Unreachable, match="blocked"):
        await door.send(letter())
    gone = b'{"ok": false, "error_code": 400, "description": "Bad Request: user is deactivated"}'
    api.faults.fail_next(status=400, body=gone)
    with pytest.raises(Unreachable, match="deactivated"):
        await door.send(letter())


@pytest.mark.usefixtures("lin")
async def test_what_telegram_will_never_take_is_said_so(api: BotApi, door: TelegramDoor) -> None:
    with pytest.raises(NeverSendable, match="BUTTON_DATA_INVALID"):
        await door.send(letter(rows=((("好", "x" * 65),),)))
    api.faults.fail_next(status=413, body=b"<html>")
    with pytest.raises(NeverSendable, match="Too Large"):
        await door.send(letter())
    with pytest.raises(NeverSendable, match="BUTTON_DATA_INVALID"):
        await door.send(letter(rows=((("好", "x" * 65),),), edits=await door.send(letter())))


async def test_a_wrong_token_is_named(api: BotApi) -> None:
    stranger = TelegramDoor("43:" + "A" * 35, api.url, timeout=PATIENCE)
    with pytest.raises(TokenRefused, match="口令"):
        await stranger.me()
    api.faults.fail_next(status=404, body=b'{"ok": false, "description": "Not Found"}')
    with pytest.raises(TokenRefused, match="口令"):
        await stranger.send(letter())
    await stranger.close()


async def test_a_second_reader_is_noticed(api: BotApi, door: TelegramDoor) -> None:
    busy = b'{"ok": false, "error_code": 409, "description": "Conflict: other getUpdates"}'
    api.faults.fail_next(status=409, body=busy, methods=["getUpdates"])
    with pytest.raises(SomeoneElsePolls, match="other getUpdates"):
        await door.updates(0, 0)
    api.faults.fail_next(status=200, body=b'{"ok": true}', methods=["getUpdates"])
    with pytest.raises(SendLater):
        await door.updates(0, 0)


async def test_the_bot_introduces_itself_and_a_fault_is_no_harm(
    api: BotApi, door: TelegramDoor
) -> None:
    assert await door.me() == (42, "cunbang_sample_bot")
    api.faults.fail_next(methods=["setMyCommands"])
    await door.introduce([("start", "开始")], "长介绍", "短介绍")
    await door.introduce([("start", "开始")], "长介绍", "短介绍")
    assert api.profile == {
        "setMyCommands": {"commands": [{"command": "start", "description": "开始"}]},
        "setMyDescription": {"description": "长介绍"},
        "setMyShortDescription": {"short_description": "短介绍"},
    }
