"""The line to a Bot API server: aiogram's methods go out, plain JSON and four errors come back.

Answers are not read into aiogram's models: a field that is new at Telegram must not make a letter
that has arrived look unsent. No error keeps its cause, for aiohttp's name the address, and the
address holds the token.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from handlers.incoming import FileGone, SomeoneElsePolls, TokenRefused
from handlers.outgoing import NeverSendable, SendLater, Unreachable

compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
AS_JSON = {"Content-Type": "application/json"}
CHUNK = 64 * 1024
NOBODY_THERE = ("chat not found", "user not found", "user is deactivated", "peer_id_invalid")
"""What Telegram says with 400 instead of 403."""


@dataclass(frozen=True, slots=True)
class Plain:
    """One of the few calls that are made all day, as the JSON that goes out."""

    name: str
    fields: dict[str, object]


Call = TelegramMethod[Any] | Plain


class Line:
    def __init__(self, token: str, base_url: str | None, timeout: float) -> None:
        server = TelegramAPIServer.from_base(base_url) if base_url else PRODUCTION
        self._session = AiohttpSession(api=server)
        self._bot = Bot(token, session=self._session)
        self._timeout = timeout

    @property
    def bot(self) -> int:
        """The bot's own number, as its token tells it."""
        return self._bot.id

    async def ask(self, method: Call, patience: float = 0.0) -> object:
        """The answer's `result`; `patience` are seconds beyond what any call may take.

        Raises Unreachable, SendLater, NeverSendable (with Telegram's words), TokenRefused and
        SomeoneElsePolls.
        """
        session = await self._session.create_session()
        name = method.name if isinstance(method, Plain) else method.__api_method__
        url = self._session.api.api_url(self._bot.token, name)
        limit = ClientTimeout(self._timeout + patience, sock_connect=self._timeout / 2)
        try:
            async with session.post(url, **self._written(method), timeout=limit) as answer:
                return result(answer.status, await answer.read())
        except (ClientConnectorError, ConnectionTimeoutError):
            raise SendLater(None) from None
        except (ClientError, OSError):
            raise SendLater(None, sent_perhaps=True) from None

    def _written(self, method: Call) -> dict[str, Any]:
        """A call that may carry a file goes as aiogram's form of many parts, which costs more to build."""
        if isinstance(method, Plain):
            data = compact(method.fields)
            return {"data": data.encode("utf-8", "replace"), "headers": AS_JSON}
        return {"data": self._session.build_form_data(self._bot, method)}

    async def download(self, path: str) -> AsyncIterator[bytes]:
        """The bytes behind a `file_path`; there is no end to how long a slow line may take."""
        session = await self._session.create_session()
        url = self._session.api.file_url(self._bot.token, path)
        limit = ClientTimeout(None, sock_connect=self._timeout / 2, sock_read=self._timeout)
        try:
            async with session.get(url, timeout=limit) as answer:
                if answer.status in (400, 404, 410):
                    raise FileGone(str(answer.status))
                if answer.status != 200:
                    raise SendLater(None)
                async for chunk in answer.content.iter_chunked(CHUNK):
                    yield chunk
        except (ClientError, OSError):
            raise SendLater(None) from None

    async def close(self) -> None:
        """At once: aiogram's own close sleeps for a quarter of a second."""
        await (await self._session.create_session()).close()


def result(status: int, body: bytes) -> object:
    if status == 413:
        raise NeverSendable("Request Entity Too Large")
    try:
        told = fields(json.loads(body))
    except ValueError:
        told = {}
    if "ok" not in told:
        raise SendLater(None, sent_perhaps=status == 200)
    if told["ok"] is True:
        return told.get("result")
    raise refused(status, told)


def refused(status: int, told: dict[str, object]) -> Exception:
    why = str(told.get("description", status))
    if status == 429:
        return SendLater(number(fields(told.get("parameters")).get("retry_after")) or 1)
    if status >= 500:
        return SendLater(None)
    if status in (401, 404):
        return TokenRefused()
    if status == 409:
        return SomeoneElsePolls(why)
    if status == 403 or any(sign in why.lower() for sign in NOBODY_THERE):
        return Unreachable(why)
    return NeverSendable(why)


def fields(told: object) -> dict[str, object]:
    """An object of JSON; empty where something else was told."""
    return told if isinstance(told, dict) else {}


def number(told: object) -> int:
    return told if isinstance(told, int) else 0
