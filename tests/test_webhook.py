"""Telegram brings its updates: to the right place, with the right word, until they are on record."""

import asyncio
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr, ValidationError
from starlette.requests import Request
from starlette.types import Message

from bot import doctor, telegram_room
from bot.settings import Settings
from conversations.messages import Event, Opened
from handlers.incoming import Came
from handlers.webhook import MOST, SECRET, Webhook
from tests.running import free_port, running_app, running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)
WORD = "the-secret-word"


class Ear:
    """Hears events, or cannot."""

    def __init__(self, *, deaf: bool = False) -> None:
        self.heard: list[Event] = []
        self.deaf = deaf

    async def __call__(self, events: Sequence[Event]) -> None:
        if self.deaf:
            raise OSError("disk full")
        self.heard += events


def understood(told: Any) -> Came:
    event = Event(f"telegram:{told['update_id']}", "telegram:7", Opened())
    return Came(told["update_id"], event, told.get("tap", ""))


def webhook(ear: Ear) -> Webhook:
    opened = Webhook(WORD, ear)
    opened.read = understood
    return opened


async def brought(to: Webhook, body: bytes, word: str | None = WORD) -> tuple[int, Any]:
    """The status and what is answered."""
    headers = [] if word is None else [(SECRET.lower().encode(), word.encode("latin-1"))]
    pieces = [body[at : at + 65536] for at in range(0, len(body), 65536)] or [b""]

    async def receive() -> Message:
        piece = pieces.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    request = Request({"type": "http", "method": "POST", "headers": headers}, receive)
    answer = await to.take(request)
    return answer.status_code, json.loads(bytes(answer.body)) if answer.body else None


@pytest.mark.parametrize(
    "word", [None, "", "the-secret-wor", "the-secret-word ", "THE-SECRET-WORD", "密", WORD * 99]
)
async def test_without_the_secret_word_nothing_is_heard(word: str | None) -> None:
    ear = Ear()
    said = word.encode().decode("latin-1") if word else word
    assert await brought(webhook(ear), b'{"update_id": 1}', said) == (403, None)
    assert ear.heard == []


async def test_what_is_on_record_is_answered_with_200() -> None:
    ear = Ear()
    assert await brought(webhook(ear), b'{"update_id": 1}') == (200, None)
    assert [event.id for event in ear.heard] == ["telegram:1"]


async def test_the_answer_ends_the_spinning_of_a_button() -> None:
    told = await brought(webhook(Ear()), b'{"update_id": 1, "tap": "77"}')
    assert told == (200, {"method": "answerCallbackQuery", "callback_query_id": "77"})


async def test_what_could_not_be_written_has_to_come_again() -> None:
    assert await brought(webhook(Ear(deaf=True)), b'{"update_id": 1}') == (503, None)


async def test_before_the_library_is_read_everything_has_to_come_again() -> None:
    assert await brought(Webhook(WORD, Ear()), b'{"update_id": 1}') == (503, None)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff\xfe", 400),
        (b"[" * 200_000, 400),
        (b'{"a": "' + b"a" * MOST + b'"}', 413),
    ],
)
async def test_nonsense_is_refused(body: bytes, status: int) -> None:
    ear = Ear()
    assert await brought(webhook(ear), body) == (status, None)
    assert ear.heard == []


async def test_a_talk_goes_over_the_webhook(api: BotApi, tmp_path: Path) -> None:
    """Words, taps and a photo; no button is left spinning, no update is left over."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    async with running_house(api, tmp_path, port=port, webhook_url=url):
        await api.called("setWebhook")
        assert api.webhook
        assert api.webhook.url == f"{url}/telegram"
        grandmother = Phone(api, 7, "样例·新来的")
        await grandmother.says("医保缴费")
        await grandmother.presses("同意，开始")
        await grandmother.sees("您是哪个乡镇")
        await api.updates.emptied()
    assert api.count()["getUpdates"] == 0
    assert api.count()["answerCallbackQuery"] == 1
    assert [change.kind for change in api.sent_to(7)].count("new") >= 2
    assert api.refusals == []


async def test_two_ways_of_the_same_address(api: BotApi, tmp_path: Path) -> None:
    """Only the secret that Telegram was told lets an update in; the page stands beside it."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/geheim/dort"
    update = {"update_id": 1, "message": {"text": "0"}}
    async with running_house(api, tmp_path, port=port, webhook_url=url) as house:
        await api.called("setWebhook")
        async with aiohttp.ClientSession() as line:
            async with line.post(url, json=update) as stranger:
                assert stranger.status == 403
            async with line.get(url) as looker:
                assert looker.status == 405
            async with line.get(f"{house.settings.url}/health") as page:
                assert page.status == 200
        told = api.calls[[call.method for call in api.calls].index("setWebhook")].params
        assert told["secret_token"] == house.settings.webhook_secret
        assert api.token not in told["secret_token"]


async def test_updates_are_asked_for_again_where_no_webhook_is_set(
    api: BotApi, tmp_path: Path
) -> None:
    """What waited meanwhile is kept."""
    port = free_port()
    async with running_house(api, tmp_path, port=port, webhook_url=f"http://127.0.0.1:{port}"):
        await api.called("setWebhook")
    phone = Phone(api, 7, "样例·新来的")
    await phone.says("0")
    async with running_house(api, tmp_path, database=None):
        await phone.sees("12345")
    assert api.webhook is None


async def test_a_webhook_that_somebody_removed_is_set_again(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_room, "LOOK_AGAIN", 0.05)
    port = free_port()
    async with running_app(api, tmp_path, port=port, webhook_url=f"http://127.0.0.1:{port}"):
        await api.called("setWebhook")
        await api.perform("deleteWebhook", {})
        await api.called("setWebhook", 2)
        phone = Phone(api, 7, "样例·新来的")
        await phone.says("0")
        await phone.sees("12345")


async def test_telegram_is_asked_again_while_it_does_not_answer(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telegram_room, "SHORTEST", 0.01)
    api.faults.fail_next(2, methods=["setWebhook"])
    port = free_port()
    async with running_app(api, tmp_path, port=port, webhook_url=f"http://127.0.0.1:{port}"):
        await api.called("setWebhook", 3)
        async with asyncio.timeout(5):
            while api.webhook is None:  # noqa: ASYNC110  # set by the third call
                await asyncio.sleep(0.01)


async def examined(api: BotApi, url: str) -> list[tuple[str, str]]:
    settings = Settings(telegram_token=SecretStr(api.token), telegram_api=api.url, webhook_url=url)
    found = await asyncio.to_thread(lambda: [*doctor.webhook(settings)])
    return [(each.state.value, each.told) for each in found]


async def test_the_doctor_says_whether_updates_arrive(api: BotApi) -> None:
    url = "https://cunbang.example.cn/telegram"
    assert await examined(api, url) == [("ok", f"还没有登记，Cunbang 启动时会自己登记 {url}。")]
    nobody = f"http://127.0.0.1:{free_port()}/telegram"
    await api.perform("setWebhook", {"url": nobody})
    await Phone(api, 7, "样例·新来的").says("0")
    while not (api.webhook and api.webhook.last_error):  # noqa: ASYNC110  # nobody is told of it
        await asyncio.sleep(0.01)
    wrong_port, troubled = await examined(api, nobody)
    assert wrong_port[0] == "bad"
    assert troubled[0] == "warn"
    assert troubled[1].startswith("最近一次没送到：Cannot connect")
    assert troubled[1].endswith("有 1 条在 Telegram 等着送来。")
    api.faults.fail_next(status=200, body=b"<html>", methods=["getWebhookInfo"])
    assert await examined(api, url) == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://cunbang.example.cn", "https://cunbang.example.cn/telegram"),
        ("https://cunbang.example.cn/", "https://cunbang.example.cn/telegram"),
        ("https://cunbang.example.cn/bot/in/", "https://cunbang.example.cn/bot/in"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080/x"),
        ("http://cunbang.example.cn/x", None),
        ("https://", None),
        ("cunbang.example.cn", None),
    ],
)
def test_an_address_telegram_would_not_take_is_refused(given: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(ValidationError, match="https://"):
            Settings(webhook_url=given)
    else:
        assert Settings(webhook_url=given).webhook_url == kept
