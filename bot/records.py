"""The one thread in which every unit of work on the embedded database runs."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from storage.outbox import POSTED_TO

T = TypeVar("T")
Woken = Callable[[frozenset[str]], None]


def _nobody(_addresses: frozenset[str]) -> None:
    pass


class Records:
    """Runs units of work one after another, each in a transaction of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="records")
        self.woken: Woken = _nobody
        """Told, in the loop and after the commit, which addresses have new letters."""

    async def run(self, work: Callable[[Session], T]) -> T:
        """Commit what `work` did and give its value; roll back and raise where it raised."""
        loop = asyncio.get_running_loop()
        value, posted_to = await loop.run_in_executor(self._thread, self._in_transaction, work)
        if posted_to:
            self.woken(posted_to)
        return value

    def run_here(self, work: Callable[[Session], T]) -> T:
        """The same while the caller waits, for the command line and before the house opens."""
        return self._thread.submit(self._in_transaction, work).result()[0]

    def _in_transaction(self, work: Callable[[Session], T]) -> tuple[T, frozenset[str]]:
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            value = work(session)
            return value, frozenset(session.info.get(POSTED_TO, ()))

    def close(self) -> None:
        self._thread.shutdown(wait=True)
        self._engine.dispose()
