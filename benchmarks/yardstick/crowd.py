"""The tests' Telegram and everybody who talks through it, in a process of their own.

`python -m benchmarks.yardstick.crowd <chats> <talks each> <milliseconds of latency>` prints where the
server is, waits until a bot answers, and prints figures once everybody is through.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import perf_counter

from aiohttp import web

from tests.telegram.chats import Chat
from tests.telegram.schema import Json
from tests.telegram.screen import button_on
from tests.telegram.server import BotApi

FIRST_CHAT = 1000
STEPS = 4
START, CHOICE, CONFIRM = "3", "我想说个事", "下次开会就行"
"""What is said first, and which buttons are pressed; between the buttons somebody writes."""
QUESTION, DONE = "您想说什么事", "收到了，编号"
PATIENCE = 120.0


@dataclass
class Talker:
    api: BotApi
    number: int
    waits: list[float] = field(default_factory=list)
    """Seconds from each act to what was hoped for."""

    def __post_init__(self) -> None:
        name = f"样例·人{self.number - FIRST_CHAT}"
        self.me: Json = {
            "id": self.number,
            "is_bot": False,
            "first_name": name,
            "language_code": "zh",
        }
        info = {"id": self.number, "type": "private", "first_name": name}
        self.chat = self.api.chats.known.setdefault(self.number, Chat(info))

    async def talks(self, times: int) -> None:
        for n in range(times):
            hub = await self._acts(self._says(START), CHOICE)
            await self._acts(self._taps(hub, CHOICE), QUESTION)
            asked = await self._acts(self._says(f"样例的事{self.number}第{n}件"), CONFIRM)
            await self._acts(self._taps(asked, CONFIRM), DONE)

    def _says(self, words: str) -> Callable[[], object]:
        return lambda: self.api.receive(self.chat, self.me, {"text": words})

    def _taps(self, message: Json, label: str) -> Callable[[], object]:
        button = button_on(message, label)
        assert button
        now_there = self.chat.messages[message["message_id"]]
        return lambda: self.api.ask(self.chat, self.me, now_there, button["callback_data"])

    async def _acts(self, act: Callable[[], object], hoped_for: str) -> Json:
        """The message that holds these words, or a button that does."""
        known, begun = len(self.chat.changes), perf_counter()
        act()
        while True:
            for change in self.chat.changes[known:]:
                message = change.message
                if hoped_for in message.get("text", "") or button_on(message, hoped_for):
                    self.waits.append(perf_counter() - begun)
                    return message
            known = len(self.chat.changes)
            left = PATIENCE - (perf_counter() - begun)
            assert await self.chat.bell.heard(left), f"{hoped_for!r} was waited for in vain"


@asynccontextmanager
async def telegram(latency: float) -> AsyncIterator[BotApi]:
    @web.middleware
    async def far_away(
        request: web.Request, handler: Callable[[web.Request], object]
    ) -> web.StreamResponse:
        answer = await handler(request)  # type: ignore[misc]
        if latency and not request.path.endswith("/getUpdates"):
            await asyncio.sleep(latency)
        return answer  # type: ignore[no-any-return]

    api = BotApi()
    api.app.middlewares.append(far_away)
    async with api:
        yield api


async def main(chats: int, talks: int, latency: float) -> None:
    async with telegram(latency) as api:
        print(json.dumps({"url": api.url, "token": api.token}), flush=True)
        crowd = [Talker(api, FIRST_CHAT + n) for n in range(chats)]
        await crowd[0].talks(1)
        await asyncio.gather(*(talker.talks(1) for talker in crowd))
        for talker in crowd:
            talker.waits.clear()
        print(json.dumps({"warm": True}), flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        begun = perf_counter()
        await asyncio.gather(*(talker.talks(talks) for talker in crowd))
        took = perf_counter() - begun
        waits = sorted(wait for talker in crowd for wait in talker.waits)
        told = {
            "updates": chats * talks * STEPS,
            "seconds": took,
            "p50": waits[len(waits) // 2],
            "p99": waits[int(len(waits) * 0.99)],
            "refused": len(api.refusals),
        }
        print(json.dumps(told), flush=True)
        await asyncio.to_thread(sys.stdin.readline)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) / 1000))
