"""Words and taps are read by a short way: it must lead where aiogram's leads, or nowhere."""

from typing import Any

import pytest
from aiogram.types import Update

from handlers.telegram.events import event_of
from handlers.telegram.plain_updates import plain_came
from tests.telegram.schema import Json

BOT = 42
LI: Json = {
    "id": 7,
    "is_bot": False,
    "first_name": "样例",
    "last_name": "李",
    "language_code": "en-GB",
}
WANG: Json = {"id": 8, "is_bot": False, "first_name": "样例·王"}
TALK: Json = {"id": 7, "type": "private", "first_name": "样例"}
GROUP: Json = {"id": -100, "type": "supergroup", "title": "样例群"}


def words(text: str, person: Json = LI, chat: Json = TALK, **more: Any) -> Json:
    message = {"message_id": 5, "date": 1, "from": person, "chat": chat, "text": text, **more}
    return {"update_id": 9, "message": message}


def tap(person: Json = LI, chat: Json = TALK, **more: Any) -> Json:
    shown = {"message_id": 5, "date": 1, "chat": chat, "text": "问", "from": WANG}
    query = {"id": "q", "from": person, "chat_instance": "1", "data": "a1:x:y", "message": shown}
    return {"update_id": 9, "callback_query": query | more}


SHORT = [
    words("3"),
    words("/start invite-1"),
    words("/menu", entities=[{"type": "bot_command", "offset": 0, "length": 5}]),
    words("好", WANG, {**TALK, "id": 8}),
    tap(),
    tap(WANG),
]
LONG = [
    words("在群里", chat=GROUP),
    words("转来的", forward_origin={"type": "hidden_user", "date": 1, "sender_user_name": "样例"}),
    tap(chat=GROUP),
    {"update_id": 9, "message": {**words("x")["message"], "text": 3}},
    {"update_id": 9},
    {},
    None,
]


@pytest.mark.parametrize("told", SHORT)
def test_the_short_way_leads_where_the_long_one_does(told: Json) -> None:
    came = plain_came(told, BOT)
    update = Update.model_validate(told)
    assert came
    assert came.number == 9
    assert came.event == event_of(update, BOT)
    assert came.tap == (update.callback_query.id if update.callback_query else "")


@pytest.mark.parametrize("told", LONG)
def test_anything_unusual_goes_the_long_way(told: object) -> None:
    assert plain_came(told, BOT) is None
