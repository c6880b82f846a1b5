"""Where units of work run: one after another, each in a transaction of its own."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.meters import AWAY, UNIT, timed
from storage.database import announce, is_away, is_outage, is_postgresql, write_alone
from storage.outbox import POSTED_TO
from storage.outbox import write as write_letters

log = structlog.get_logger()
T = TypeVar("T")
Woken = Callable[[frozenset[str]], None]
BESIDE = 3
"""Units of work that may run beside the one that writes, on PostgreSQL."""
PAUSES = (0.1, 0.4, 1.0, 2.0, 4.0, 8.0, 15.0)
"""Seconds between two tries while the database server is away."""
EVERYBODY = "*"
LONGEST = 7_000
"""Bytes of an announcement; PostgreSQL takes 8,000."""


def _nobody(_addresses: frozenset[str]) -> None:
    pass


class Records:
    """Runs units of work. They can be repeated: what they write has keys."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = secrets.token_hex(4)
        """Of this process among others on the same database, so that it need not hear itself."""
        self._away = False
        self._announces = is_postgresql(engine)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self._others = (
            ThreadPoolExecutor(max_workers=BESIDE, thread_name_prefix="beside")
            if is_postgresql(engine)
            else self._thread
        )
        self.woken: Woken = _nobody
        """Told, in the loop and after the commit, which addresses have new letters."""

    async def run(self, work: Callable[[Session], T]) -> T:
        """Commit what `work` did and give its value; roll back and raise where it raised.

        No other unit of work runs meanwhile, in this process or another.
        """
        return await self._patiently(self._thread, self._alone, work)

    async def beside(self, work: Callable[[Session], T]) -> T:
        """For reading and for marks that decide nothing: waits for nobody's unit of work."""
        return await self._patiently(self._others, self._in_transaction, work)

    def run_here(self, work: Callable[[Session], T]) -> T:
        """As `run` while the caller waits, for the command line and before the house opens."""
        return self._thread.submit(self._alone, work).result()[0]

    async def _patiently(
        self,
        threads: ThreadPoolExecutor,
        transaction: Callable[[Callable[[Session], T]], tuple[T, frozenset[str]]],
        work: Callable[[Session], T],
    ) -> T:
        loop = asyncio.get_running_loop()
        for pause in (*PAUSES, None):
            try:
                with timed(UNIT.labels("alone" if threads is self._thread else "beside")):
                    value, posted_to = await loop.run_in_executor(threads, transaction, work)
            except OperationalError as error:
                if pause is None or not is_away(error):
                    raise
                AWAY.inc()
                self._is_away(away=True, why=type(error.orig).__name__)
                await asyncio.sleep(pause)
            else:
                self._is_away(away=False)
                if posted_to:
                    self.woken(posted_to)
                return value
        raise AssertionError

    def _is_away(self, *, away: bool, why: str = "") -> None:
        """One line in the log an outage, and one when it is over."""
        if away is not self._away:
            log.warning("database_away" if away else "database_back", why=why)
        self._away = away

    def _alone(self, work: Callable[[Session], T]) -> tuple[T, frozenset[str]]:
        def alone(session: Session) -> T:
            write_alone(session)
            return work(session)

        return self._in_transaction(alone)

    def _in_transaction(self, work: Callable[[Session], T]) -> tuple[T, frozenset[str]]:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            value = work(session)
            write_letters(session)
            posted_to = frozenset(session.info.get(POSTED_TO, ()))
            if posted_to and self._announces:
                announce(session, announcement(self.name, posted_to))
            return value, posted_to

    async def through_outages(self, room: Callable[[], Awaitable[None]]) -> None:
        """Run a room, and again after it stopped because nothing could be read or written."""
        while True:
            try:
                await room()
            except OperationalError as error:
                if not is_outage(error):
                    raise
                log.warning("records_away", why=type(error.orig).__name__)
                await asyncio.sleep(PAUSES[2])
            else:
                return

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self._others.shutdown(wait=True)
        self.engine.dispose()


def announcement(speaker: str, addresses: frozenset[str]) -> str:
    """Names everybody where the addresses do not fit."""
    words = " ".join((speaker, *sorted(addresses)))
    return words if len(words.encode()) <= LONGEST else f"{speaker} {EVERYBODY}"
