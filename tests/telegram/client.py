"""aiogram as a client of the tests' Telegram."""

from collections.abc import Awaitable

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
)
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
)

from tests.telegram.server import BotApi

LIN = 7_000_001


class Line(AiohttpSession):
    """aiogram waits 250 ms for TLS to close; loopback has none."""

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def bot_of(api: BotApi, token: str = "") -> Bot:
    session = Line(api=TelegramAPIServer.from_base(api.url), timeout=0.5)
    return Bot(token or api.token, session=session)


def buttons(*pairs: tuple[str, str]) -> InlineKeyboardMarkup:
    row = [InlineKeyboardButton(text=text, callback_data=data) for text, data in pairs]
    return InlineKeyboardMarkup(inline_keyboard=[row])


async def refusal(call: Awaitable[object]) -> str:
    with pytest.raises(TelegramBadRequest) as refused:
        await call
    return refused.value.message.removeprefix("Bad Request: ")
