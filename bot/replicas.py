"""Several processes on one PostgreSQL: which of them leads, and what they tell each other.

Every process takes updates and serves pages. Sending, ticking and asking Telegram is done by the
one that leads: it holds a lock of the server, which falls free at once when its process dies, and
after MOST_SILENT when it has frozen.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import psycopg
import structlog

from bot.records import EVERYBODY
from storage.database import ANNOUNCED, ONE_LEADS

log = structlog.get_logger()
OFTEN = 2.0
"""Seconds between two signs of life."""
MOST_SILENT = 10
"""Seconds after which the server takes the lead away from a process that gives no sign."""
SURE = 7.0
"""Seconds after a sign of life during which nobody else can have been given the lead."""
LINE = "cunbang line"
"""How the server's list of connections calls it."""
PAUSE = 0.5
"""Seconds before the server is tried again."""

Ring = Callable[[frozenset[str] | None], None]


class Replicas:
    """One line to the server, on which this process hears of letters and holds the lead."""

    def __init__(self, url: str, name: str, ring: Ring) -> None:
        self._url, self._name, self._ring = url, name, ring
        self._sure_until = 0.0
        self._changed = asyncio.Event()
        self._broken = False

    @property
    def held(self) -> bool:
        """False before anybody else can lead, also in a process that has just thawed."""
        return time.monotonic() < self._sure_until

    async def taken(self) -> None:
        await self._until(held=True)

    async def lost(self) -> None:
        await self._until(held=False)

    async def _until(self, *, held: bool) -> None:
        while self.held is not held:
            self._changed.clear()
            try:
                async with asyncio.timeout(OFTEN):
                    await self._changed.wait()
            except TimeoutError:
                continue

    async def run(self) -> None:
        """Until cancelled; the line is laid again whenever it breaks."""
        while True:
            try:
                await self._line()
            except psycopg.Error as error:
                if not self._broken:
                    log.warning("database_line_broken", why=type(error).__name__)
                self._broken = True
            finally:
                self._is_sure(0.0)
            await asyncio.sleep(PAUSE)

    async def _line(self) -> None:
        line = await psycopg.AsyncConnection.connect(
            self._url,
            autocommit=True,
            connect_timeout=5,
            application_name=LINE,
            options=f"-c idle_session_timeout={MOST_SILENT}s",
        )
        async with line:
            await line.execute(f"LISTEN {ANNOUNCED}")
            self._broken = False
            self._ring(None)  # what was announced meanwhile is not told again
            while True:
                await self._sign_of_life(line)
                async for note in line.notifies(timeout=OFTEN):
                    self._heard(note.payload)

    async def _sign_of_life(self, line: "psycopg.AsyncConnection[Any]") -> None:
        asked = time.monotonic()
        if self.held:
            await line.execute("SELECT 1")
            ours = True
        else:
            row = await (
                await line.execute("SELECT pg_try_advisory_lock(%s)", [ONE_LEADS])
            ).fetchone()
            ours = bool(row and row[0])
            if ours:
                log.info("leads_now")
        self._is_sure(asked + SURE if ours else 0.0)

    def _is_sure(self, until: float) -> None:
        before = self.held
        self._sure_until = until
        if before is not self.held:
            self._changed.set()

    def _heard(self, words: str) -> None:
        speaker, *addresses = words.split(" ")
        if speaker != self._name:
            self._ring(None if EVERYBODY in addresses else frozenset(addresses))
