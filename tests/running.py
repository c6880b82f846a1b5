"""Cunbang itself, opened as `uv run bot.py` opens it, with Telegram on."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from bot import app as whole
from bot.app import App
from bot.house import House, open_house
from bot.settings import Settings
from tests.opened import opened_before
from tests.telegram.server import BotApi

whole.DRAIN = 0.0  # nobody shares out visitors here


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
        return port


@asynccontextmanager
async def running_house(
    api: BotApi, data: Path, kind: type[House] = House, **wishes: Any
) -> AsyncIterator[House]:
    """`kind` may have a clock of its own; `wishes` are settings."""
    async with running_app(api, data, kind, **wishes) as app:
        yield app.house


@asynccontextmanager
async def running_app(
    api: BotApi, data: Path, kind: type[House] = House, **wishes: Any
) -> AsyncIterator[App]:
    if "database" not in wishes:
        wishes["database"] = opened_before(data)
    port = wishes.pop("port", None) or free_port()
    settings = Settings(
        telegram_token=SecretStr(api.token),
        telegram_api=api.url,
        listen=f"127.0.0.1:{port}",
        data=data,
        sample=True,
        **wishes,
    )
    opened = open_house(settings)
    app = App(kind(opened.settings, opened.loaded, opened.world, opened.records))
    running = asyncio.create_task(app.run())
    async with asyncio.timeout(20):
        while not app.server.started:  # noqa: ASYNC110  # the server rings no bell
            await asyncio.sleep(0.02)
    try:
        yield app
    finally:
        app.stop.set()
        async with asyncio.timeout(5):
            assert await running == ""
