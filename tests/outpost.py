"""Cunbang in processes of its own, which can be killed, frozen and started again, on records that outlive them."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Engine, text

from bot.house import open_database
from bot.settings import Settings
from tests import killed_house
from tests.opened import opened_before
from tests.running import free_port
from tests.telegram.server import BotApi

READY = get_context("forkserver")
"""A process that has imported the house, from which every start is forked: importing takes seconds."""
READY.set_forkserver_preload([killed_house.__name__])


@dataclass
class Outpost:
    api: BotApi
    data: Path
    database: SecretStr | None = None
    webhook: str = ""
    """Where Telegram brings updates; {port} is the first process's."""
    ports: list[int] = field(default_factory=lambda: [free_port()])
    processes: dict[int, BaseProcess] = field(default_factory=dict)

    def settings(self, which: int = 0) -> dict[str, str]:
        told = {
            "CUNBANG_TELEGRAM_TOKEN": self.api.token,
            "CUNBANG_TELEGRAM_API": self.api.url,
            "CUNBANG_SAMPLE": "1",
            "CUNBANG_DATA": str(self.data),
            "CUNBANG_LISTEN": f"127.0.0.1:{self.ports[which]}",
            "CUNBANG_WEBHOOK_URL": self.webhook.format(port=self.ports[0]),
        }
        if self.database:
            told["CUNBANG_DATABASE"] = self.database.get_secret_value()
        return told

    def starts(self, which: int = 0) -> None:
        run, given = killed_house.run, (self.settings(which),)
        process = READY.Process(target=run, args=given, daemon=True)
        process.start()
        self.processes[which] = process

    async def is_open(self, which: int = 0) -> None:
        """Until its page answers."""
        async with asyncio.timeout(30):
            while True:
                try:
                    _, line = await asyncio.open_connection("127.0.0.1", self.ports[which])
                except OSError:
                    await asyncio.sleep(0.02)
                else:
                    line.close()
                    return

    async def is_killed(self, which: int = 0) -> None:
        self.processes[which].kill()
        await self.ends(which)

    def freezes(self, which: int) -> None:
        self._signal(which, signal.SIGSTOP)

    def thaws(self, which: int) -> None:
        self._signal(which, signal.SIGCONT)

    def _signal(self, which: int, sign: signal.Signals) -> None:
        number = self.processes[which].pid
        if number and self.processes[which].is_alive():
            os.kill(number, sign)

    async def dies(self) -> None:
        assert await self.ends() == -signal.SIGKILL

    async def ends(self, which: int = 0) -> int | None:
        await asyncio.to_thread(self.processes[which].join, 20)
        return self.processes[which].exitcode

    def count(self, query: str) -> int:
        return int(self.rows(query)[0][0])

    def rows(self, query: str) -> list[Any]:
        """Read past the house, which may be running or not."""
        engine: Engine = open_database(Settings(data=self.data, database=self.database))
        try:
            with engine.connect() as connection:
                return [*connection.execute(text(query))]
        finally:
            engine.dispose()


@asynccontextmanager
async def outpost(
    data: Path,
    *,
    on: str = "sqlite",
    webhook: str = "",
    replicas: int = 1,
    database: SecretStr | None = None,
) -> AsyncIterator[Outpost]:
    """Opened before, with the sample city; nothing runs yet."""
    async with BotApi() as api:
        ports = [free_port() for _ in range(replicas)]
        house = Outpost(api, data, database or opened_before(data, on), webhook, ports)
        try:
            yield house
        finally:
            for which in house.processes:
                house.thaws(which)
                await house.is_killed(which)
