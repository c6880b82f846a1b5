"""A visitor without a browser: keeps cookies and talks over the line as the page does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse, CookieJar


class Line:
    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket

    async def send(self, **message: object) -> None:
        await self.socket.send_json(message)

    async def told(self) -> dict[str, Any]:
        told: dict[str, Any] = await self.socket.receive_json(timeout=5)
        return told

    async def greet(self, newest: int = 0, language: str = "zh-CN") -> dict[str, Any]:
        await self.send(hello=newest, language=language)
        return await self.told()

    async def texts(self) -> list[str]:
        return [letter["text"] for letter in (await self.told())["letters"]]


@asynccontextmanager
async def visiting(door: str) -> AsyncIterator[ClientSession]:
    """Someone who has opened the page and has its cookie."""
    async with ClientSession(door, cookie_jar=CookieJar(unsafe=True)) as visitor:
        async with visitor.get("/") as page:
            assert page.status == 200
        yield visitor


@asynccontextmanager
async def on_the_line(visitor: ClientSession, door: str, query: str = "") -> AsyncIterator[Line]:
    async with visitor.ws_connect(f"/ws{query}", origin=door) as socket:
        yield Line(socket)


async def address_of(visitor: ClientSession) -> str:
    async with visitor.get("/me") as answer:
        return str((await answer.json())["address"])
