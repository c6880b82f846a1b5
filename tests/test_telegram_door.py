"""The Telegram door, held against the tests' own Bot API server."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.types import Update

from conversations.messages import (
    Attached,
    Event,
    FileKind,
    FileRef,
    Input,
    Left,
    Located,
    Opened,
    Said,
    SharedContact,
    Tapped,
    Unusable,
)
from handlers.incoming import SomeoneElsePolls
from handlers.outgoing import NeverSendable, Outgoing, OutgoingFile, SendLater, Unreachable
from handlers.telegram import FileGone, TelegramDoor, TokenRefused, event_of
from handlers.telegram.texts import pieces
from tests.telegram.client import LIN
from tests.telegram.files import DOWNLOAD_LIMIT, JPEG
from tests.telegram.phone import Phone
from tests.telegram.schema import Json
from tests.telegram.server import BotApi
from tests.telegram.sending import MEDIA

pytest_plugins = ("tests.telegram.fixtures",)

HOME = f"telegram:{LIN}"
CHAT: Json = {"id": LIN, "type": "private", "first_name": "样例·林小芳"}
PERSON: Json = {"id": LIN, "is_bot": False, "first_name": "样例", "last_name": "小芳"}
PATIENCE = 0.3


@pytest.fixture
async def door(api: BotApi) -> AsyncIterator[TelegramDoor]:
    opened = TelegramDoor(api.token, api.url, timeout=PATIENCE)
    yield opened
    await opened.close()


async def heard(door: TelegramDoor) -> list[Event]:
    return [came.event for came in await door.updates(0, 0) if came.event]


async def inputs(door: TelegramDoor) -> list[Input]:
    return [event.input for event in await heard(door)]


def letter(text: str = "您好", **more: object) -> Outgoing:
    return Outgoing(HOME, text, **more)  # type: ignore[arg-type]  # a story names what it needs


def picture(known_as: str = "", path: Path | None = None, kind: str = "photo") -> OutgoingFile:
    return OutgoingFile(kind, "样例.jpg", "image/jpeg", known_as, path)


def update_of(kind: str, body: Json) -> Event | None:
    return event_of(Update.model_validate({"update_id": 5, kind: body}), 42)


def message(**content: object) -> Json:
    return {"message_id": 3, "date": 0, "chat": CHAT, "from": PERSON, **content}


# What people do.


async def test_the_first_word_brings_name_language_and_a_lasting_id(
    api: BotApi, door: TelegramDoor
) -> None:
    await Phone(api, LIN, "样例·林小芳").starts("v_7")
    assert await heard(door) == [
        Event(
            f"telegram:42:{api.updates.newest}", HOME, Opened("v_7"), "zh", "样例·林小芳"
        )
    ]


async def test_all_a_person_can_do_is_an_input(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    await lin.says("/start@cunbang_sample_bot")
    await lin.says("路灯坏了")
    await lin.edits("路灯没坏")
    await lin.shares_contact("13800000001")
    await lin.shares_location(31.58, 105.97)
    await lin.sends_sticker()
    await lin.blocks_bot()
    await lin.unblocks()
    assert await inputs(door) == [
        Opened(),
        Opened(),
        Said("路灯坏了"),
        SharedContact("13800000001", "样例·林小芳", own=True),
        Located(31.58, 105.97),
        Unusable("sticker"),
        Left(),
    ]
    assert api.refusals == []


async def test_files_come_with_what_is_known_of_them(door: TelegramDoor, lin: Phone) -> None:
    photo = (await lin.sends_photo(JPEG, "门口"))["photo"][-1]
    voice = (await lin.sends_voice(2))["voice"]
    paper = (await lin.sends_document("表.pdf", 1000, caption="请看"))["document"]
    _, *came = await inputs(door)
    assert came == [
        Attached(
            FileRef(f"telegram:{photo['file_id']}", FileKind.PHOTO, len(JPEG), mime="image/jpeg"),
            "门口",
        ),
        Attached(
            FileRef(
                f"telegram:{voice['file_id']}",
                FileKind.VOICE,
                voice["file_size"],
                mime=voice["mime_type"],
            )
        ),
        Attached(
            FileRef(
                f"telegram:{paper['file_id']}",
                FileKind.DOCUMENT,
                1000,
                "表.pdf",
                "application/pdf",
            ),
            "请看",
        ),
    ]


async def test_photos_of_an_album_name_it(door: TelegramDoor, lin: Phone) -> None:
    album = (await lin.sends_album(2, "两张"))[0]["media_group_id"]
    _, *came = await inputs(door)
    told = [(one.caption, one.album) for one in came if isinstance(one, Attached)]
    assert told == [("两张", album), ("", album)]


async def test_a_tap_names_its_message_and_is_answered(door: TelegramDoor, lin: Phone) -> None:
    ref = await door.send(letter(rows=((("好", "t:1"),),)))
    await lin.presses("好", waits=False)
    *_, tap = await door.updates(0, 0)
    assert tap.event
    assert tap.event.input == Tapped("t:1", ref)
    await door.answer_tap(tap.tap, "收到了")
    await door.answer_tap(tap.tap)
    await door.answer_tap("0")


async def test_an_update_that_nobody_can_read_holds_up_none(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    api.updates.pending[api.updates.newest]["message"]["chat"] = "?"
    await lin.says("还在")
    assert [(came.number, came.event is None) for came in await door.updates(0, 0)] == [
        (api.updates.newest - 1, True),
        (api.updates.newest, False),
    ]


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ({"text": "/START  a b "}, Opened("a b")),
        ({"text": "/started"}, Said("/started")),
        ({"dice": {"emoji": "🎲", "value": 1}}, Unusable("dice")),
        ({"story": {"chat": CHAT, "id": 1}}, Unusable("story")),
        ({"something_new": 1}, Unusable("unknown")),
        ({"group_chat_created": True}, None),
        (
            {
                "venue": {
                    "location": {"latitude": 1.0, "longitude": 2.0, "horizontal_accuracy": 9.0},
                    "title": "村委会",
                    "address": "样例村",
                },
                "location": {"latitude": 1.0, "longitude": 2.0, "horizontal_accuracy": 9.0},
            },
            Located(1.0, 2.0, 9.0),
        ),
        (
            {"contact": {"phone_number": "1", "first_name": "样", "last_name": "例"}},
            SharedContact("1", "样 例", own=False),
        ),
    ],
)
def test_a_message_means(content: Json, meant: Input | None) -> None:
    event = update_of("message", message(**content))
    assert (event and event.input) == meant


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        ("animation", FileKind.VIDEO),
        ("video", FileKind.VIDEO),
        ("video_note", FileKind.VIDEO),
        ("audio", FileKind.VOICE),
    ],
)
def test_moving_pictures_and_sounds_are_files(field: str, kind: FileKind) -> None:
    file = {"file_id": "F", "file_unique_id": "U", "duration": 1}
    shape = {"length": 9} if field == "video_note" else {"width": 9, "height": 9}
    content = {field: {**file, **(shape if kind is FileKind.VIDEO else {})}}
    twin = {"document": file} if field == "animation" else {}
    event = update_of("message", message(**content, **twin))
    assert event
    assert event.input == Attached(FileRef("telegram:F", kind))


@pytest.mark.parametrize(
    ("code", "language"), [("zh-hans", "zh"), ("ZH", "zh"), ("en", "en"), ("de", "en"), ("", "")]
)
def test_the_language_is_one_of_ours_or_unknown(code: str, language: str) -> None:
    sender = {**PERSON, "language_code": code}
    event = update_of("message", {**message(text="a"), "from": sender})
    assert event
    assert (event.language, event.name) == (language, "样例 小芳")


def test_groups_and_edits_are_passed_over() -> None:
    group = {**message(text="a"), "chat": {"id": -1, "type": "group", "title": "样例"}}
    assert update_of("message", group) is None
    assert update_of("edited_message", {**message(text="a"), "edit_date": 1}) is None


def test_a_button_without_message_or_words_is_unusable() -> None:
    query = {"id": "1", "from": PERSON, "chat_instance": "1"}
    for more in ({"data": "a"}, {"game_short_name": "g", "message": message(text="a")}):
        event = update_of("callback_query", {**query, **more})
        assert event
        assert (event.address, event.input) == (HOME, Unusable("button"))


# What people read.


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


async def test_a_phone_or_a_place_is_asked_for_by_a_large_key(
    api: BotApi, door: TelegramDoor
) -> None:
    await door.send(letter("电话？", wish="phone"))
    await door.send(letter("在哪？", wish="place", menu=(("菜单",),), silent=True))
    await door.send(letter("照片？", wish="photo"))
    first, second, third = [change.markup for change in api.sent_to(LIN)] or [{}, {}, {}]
    assert [first, second, third] == [{}, {}, {}]


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


@pytest.mark.parametrize("kind", list(MEDIA.values()))
async def test_one_file_carries_words_and_buttons(
    api: BotApi, door: TelegramDoor, lin: Phone, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(JPEG)
    rows = ((("好", "y"),),)
    await door.send(letter("看", rows=rows, files=(picture(path=path, kind=kind),), silent=True))
    (shown,) = await lin.reads()
    assert (shown.text, shown.buttons, len(shown.files)) == ("看", [["好"]], 1)
    known = shown.files[0].id
    await door.send(letter("", files=(picture(known, kind=kind),)))
    (again,) = await lin.reads()
    assert (again.text, [file.id for file in again.files]) == ("", [known])
    assert api.calls[-2].params["disable_notification"] is True
    assert api.refusals == []


async def test_photos_go_as_albums_and_the_words_with_the_buttons_last(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    photos = [(await lin.sends_photo())["photo"][-1]["file_id"] for _ in range(12)]
    paper = (await lin.sends_document("表.pdf"))["document"]["file_id"]
    files = (*map(picture, photos[:11]), picture(paper, kind="document"), picture(photos[11]))
    ref = await door.send(letter("十三份", files=files, rows=((("好", "y"),),)))
    shown = await lin.reads()
    assert [len(m.files) for m in shown] == [1] * 13 + [0]
    assert (shown[-1].text, shown[-1].buttons) == ("十三份", [["好"]])
    assert ref == str(shown[-1].message["message_id"])
    sent = [call.method for call in api.calls]
    assert sent == ["sendMediaGroup", "sendPhoto", "sendDocument", "sendPhoto", "sendMessage"]
    assert api.refusals == []


async def test_files_without_words_need_no_message_of_their_own(
    door: TelegramDoor, lin: Phone
) -> None:
    photos = [(await lin.sends_photo())["photo"][-1]["file_id"] for _ in range(2)]
    files = tuple(map(picture, photos))
    ref = await door.send(letter("", files=files))
    shown = await lin.reads()
    assert (len(shown), ref) == (2, str(shown[-1].message["message_id"]))
    await door.send(letter("", files=files, rows=((("好", "y"),),)))
    assert (await lin.reads())[-1].line == "< 👇 [好]"


async def test_a_file_too_long_a_text_for_it_goes_before_the_text(
    door: TelegramDoor, lin: Phone
) -> None:
    photo = (await lin.sends_photo())["photo"][-1]["file_id"]
    await door.send(letter("字" * 1025, files=(picture(photo),)))
    assert [(len(m.files), len(m.text)) for m in await lin.reads()] == [(1, 0), (0, 1025)]


async def test_a_file_telegram_forgot_is_sent_anew_or_named(
    door: TelegramDoor, lin: Phone, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(JPEG)
    await door.send(letter("一", files=(picture("forgotten", path),)))
    await door.send(letter("二", files=(picture("forgotten"),)))
    await door.send(letter("三", files=(picture(path=tmp_path / "lost"),)))
    await door.send(letter("四", files=(picture("forgotten", path), picture("lost"))))
    assert [m.line for m in await lin.reads()] == [
        "< (photo) 一",
        "< 二\n  📎 样例.jpg",
        "< 三\n  📎 样例.jpg",
        "< (photo)",
        "< 四\n  📎 样例.jpg",
    ]


async def test_what_is_no_picture_goes_as_a_document(
    door: TelegramDoor, lin: Phone, tmp_path: Path
) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"no picture")
    await door.send(letter("看", files=(picture(path=path),)))
    assert [m.line for m in await lin.reads()] == ["< (样例.jpg) 看"]


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
    assert api.world_profile() == {} if hasattr(api, "world_profile") else True
    assert api.profile == {
        "setMyCommands": {"commands": [{"command": "start", "description": "开始"}]},
        "setMyDescription": {"description": "长介绍"},
        "setMyShortDescription": {"short_description": "短介绍"},
    }


async def content(door: TelegramDoor, file_id: str) -> bytes:
    return b"".join([chunk async for chunk in door.fetch(file_id)])


async def test_a_file_is_fetched_whole(door: TelegramDoor, lin: Phone) -> None:
    body = bytes(range(256)) * 1000
    sent = await lin.sends_document("a.pdf", content=body)
    assert await content(door, sent["document"]["file_id"]) == body


async def test_a_file_that_cannot_be_had_is_gone_or_put_off(
    api: BotApi, door: TelegramDoor, lin: Phone
) -> None:
    large = (await lin.sends_document("a.pdf", DOWNLOAD_LIMIT + 1))["document"]["file_id"]
    small = (await lin.sends_document("a.pdf"))["document"]["file_id"]
    with pytest.raises(FileGone, match="too big"):
        await content(door, large)
    api.faults.fail_next(status=404, methods=["download"])
    with pytest.raises(FileGone):
        await content(door, small)
    api.faults.fail_next(methods=["download"])
    api.faults.reset(methods=["download"])
    api.faults.silence(methods=["download"])
    api.faults.fail_next(methods=["getFile"])
    for _ in range(4):
        with pytest.raises(SendLater):
            await content(door, small)
    with pytest.raises(SendLater):
        await content(door, "forgotten")
