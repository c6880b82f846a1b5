"""Telegram's other way: it posts each update to the bot until the bot says 200."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable

import aiohttp

from tests.telegram.schema import Json
from tests.telegram.updates import Updates

FIRST_PAUSE, LONGEST_PAUSE = 0.05, 1.0
SECRET = "X-Telegram-Bot-Api-Secret-Token"

Perform = Callable[[str, Json], Awaitable[object]]


class Webhook:
    """Posts updates side by side, those of one person in order."""

    def __init__(self, updates: Updates, params: Json, perform: Perform) -> None:
        self.url = str(params["url"])
        self.last_error = ""
        self._updates = updates
        self._perform = perform
        self._headers = {SECRET: params["secret_token"]} if "secret_token" in params else {}
        self._room = asyncio.Semaphore(params.get("max_connections", 40))
        self._turns: dict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._pump = asyncio.create_task(self._run())

    async def stop(self) -> None:
        tasks = [self._pump, *self._under_way.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self) -> None:
        async with aiohttp.ClientSession() as line:
            while True:
                for update_id, update in self._updates.pending.items():
                    if update_id not in self._under_way:
                        task = asyncio.create_task(self._deliver(line, update))
                        self._under_way[update_id] = task
                await self._updates.bell.heard(60)

    async def _deliver(self, line: aiohttp.ClientSession, update: Json) -> None:
        pause = FIRST_PAUSE
        async with self._turns[_person(update)], self._room:
            while not await self._posted(line, update):
                await asyncio.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
        self._updates.done(update["update_id"])
        self._under_way.pop(update["update_id"], None)

    async def _posted(self, line: aiohttp.ClientSession, update: Json) -> bool:
        try:
            async with line.post(self.url, json=update, headers=self._headers) as answer:
                if answer.status != 200:
                    self.last_error = f"Wrong response from the webhook: {answer.status}"
                    return False
                if "json" in answer.content_type and (said := await answer.json()):
                    await self._perform(said.pop("method"), said)
        except (aiohttp.ClientError, TimeoutError) as lost:
            self.last_error = str(lost) or type(lost).__name__
            return False
        return True


def _person(update: Json) -> int:
    body = next(value for name, value in update.items() if name != "update_id")
    return int(body.get("from", {}).get("id", 0))
