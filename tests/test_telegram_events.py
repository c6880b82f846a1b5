"""What people do at Telegram, as events of the house."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime

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
from handlers.outgoing import Outgoing
from handlers.telegram import TelegramDoor, event_of
from tests.telegram.client import LIN
from tests.telegram.files import JPEG
from tests.telegram.phone import Phone
from tests.telegram.schema import Json
from tests.telegram.server import BotApi

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
    """What was heard; the moment of a location is the phone's."""
    came = [event.input for event in await heard(door)]
    return [replace(each, sent_at=None) if isinstance(each, Located) else each for each in came]


def letter(text: str = "您好", **more: object) -> Outgoing:
    return Outgoing(HOME, text, **more)  # type: ignore[arg-type]  # a story names what it needs


def update_of(kind: str, body: Json) -> Event | None:
    return event_of(Update.model_validate({"update_id": 5, kind: body}), 42)


def message(**content: object) -> Json:
    return {"message_id": 3, "date": 0, "chat": CHAT, "from": PERSON, **content}


async def test_the_first_word_brings_name_language_and_a_lasting_id(
    api: BotApi, door: TelegramDoor
) -> None:
    await Phone(api, LIN, "样例·林小芳").starts("v_7")
    assert await heard(door) == [
        Event(f"telegram:42:{api.updates.newest}", HOME, Opened("v_7"), "zh", "样例·林小芳")
    ]


async def test_all_a_person_can_do_is_an_input(api: BotApi, door: TelegramDoor, lin: Phone) -> None:
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
                seconds=2,
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
            Located(1.0, 2.0, 9.0, sent_at=datetime.fromtimestamp(0, UTC)),
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
    assert event.input == Attached(FileRef("telegram:F", kind, seconds=1))


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
