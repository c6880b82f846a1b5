"""A server, aiogram on its line, and one person who has said hello.

A module of tests asks for them with `pytest_plugins = ("tests.telegram.fixtures",)`.
"""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot

from tests.telegram.client import LIN, bot_of
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as server:
        yield server


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    async with bot_of(api).context() as aiogram:
        yield aiogram


@pytest.fixture
async def lin(api: BotApi) -> Phone:
    phone = Phone(api, LIN, "样例·林小芳")
    await phone.starts()
    return phone
