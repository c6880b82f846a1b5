"""Fetches the bytes of files people sent, after the commit; goes on where a restart stopped it."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from bot.file_store import FileStore, TooBig
from bot.records import Records
from domain.files import is_program
from handlers.outgoing import OutgoingFile, SendLater
from storage.files import Kept, files_wanted, mark_kept, mark_refused, try_later

log = structlog.get_logger()


class Gone(Exception):  # noqa: N818
    """The channel has the file no longer, or will not hand it over."""


class Source(Protocol):
    """Where the bytes of one kind of source come from."""

    def __call__(self, name: str) -> AsyncIterator[bytes]: ...


class FileRoom:
    def __init__(self, records: Records, store: FileStore, now: Callable[[], datetime]) -> None:
        self._records, self._store, self._now = records, store, now
        self.sources: dict[str, Source] = {}
        """By the word before the colon of a file's source: `telegram`, `made`."""
        self._more = asyncio.Event()

    def wake(self) -> None:
        self._more.set()

    async def run(self) -> None:
        while True:
            self._more.clear()
            for kept in await self._records.run(partial(files_wanted, now=self._now())):
                await self._fetch(kept)
            try:
                async with asyncio.timeout(2.0):
                    await self._more.wait()
            except TimeoutError:
                continue

    async def _fetch(self, kept: Kept) -> None:
        kind, _, name = kept.source.partition(":")
        if kind == "web":
            await self._already_here(kept, name.split(":")[0])
            return
        source = self.sources.get(kind)
        if source is None:
            later = partial(try_later, number=kept.id, now=self._now(), tries=9)
            await self._records.run(later)
            return
        await self._from(source, name, kept)

    async def _already_here(self, kept: Kept, digest: str) -> None:
        await self._keep(kept, digest, kept.size)

    async def _from(self, source: Source, name: str, kept: Kept) -> None:
        try:
            digest, size = await self._store.keep(source(name))
        except (TooBig, Gone) as error:
            log.warning("file_refused", file=kept.id, why=type(error).__name__)
            await self._records.run(partial(mark_refused, number=kept.id))
        except (SendLater, OSError, TimeoutError) as error:
            log.info("file_later", file=kept.id, why=type(error).__name__)
            later = partial(try_later, number=kept.id, now=self._now(), tries=kept.tries)
            await self._records.run(later)
        else:
            await self._keep(kept, digest, size)

    async def _keep(self, kept: Kept, digest: str, size: int) -> None:
        if is_program(self._store.head(digest)):
            log.warning("file_refused", file=kept.id, why="program")
            await self._records.run(partial(mark_refused, number=kept.id))
            return
        mark = partial(mark_kept, number=kept.id, digest=digest, size=size, mime=kept.mime)
        await self._records.run(mark)

    def outgoing(self, kept: Kept) -> OutgoingFile:
        """A kept file as a door takes it."""
        kind, _, name = kept.source.partition(":")
        path = self._store.path(kept.digest) if kept.digest else None
        known_as = name if kind == "telegram" else ""
        return OutgoingFile(kept.kind.value, kept.name, kept.mime, known_as, path)
