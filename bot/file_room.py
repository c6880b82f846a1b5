"""Fetches the bytes of files people sent, after the commit; goes on where a restart stopped it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from functools import partial
from typing import Protocol

import structlog

from bot.clean_files import keep_clean
from bot.file_store import FileStore, TooBig
from bot.records import Records
from conversations.messages import FileKind, FileRef
from domain.files import is_picture, is_program
from handlers.outgoing import OutgoingFile, SendLater
from papers.photo import BrokenPicture
from storage.files import Kept, drop, files_wanted, forgotten, mark_kept, mark_refused, try_later

log = structlog.get_logger()


class Gone(Exception):  # noqa: N818
    """The channel has the file no longer, or will not hand it over."""


class Source(Protocol):
    """Where the bytes of one kind of source come from."""

    def __call__(self, name: str) -> AsyncIterator[bytes]: ...


async def _nobody(_number: int) -> None:
    pass


def _nothing() -> None:
    pass


class FileRoom:
    def __init__(self, records: Records, store: FileStore, now: Callable[[], datetime]) -> None:
        self._records, self._store, self._now = records, store, now
        self.sources: dict[str, Source] = {}
        """By the word before the colon of a file's source: `telegram`, `made`."""
        self.told_by_photo: Callable[[int], Awaitable[None]] = _nobody
        """Told the number of a fetched file whose photo said where it was taken."""
        self.settled: Callable[[], None] = _nothing
        """Told after each: a letter may wait for it."""
        self._more = asyncio.Event()

    def wake(self) -> None:
        self._more.set()

    async def run(self) -> None:
        await asyncio.to_thread(self._store.sweep)
        while True:
            self._more.clear()
            for kept in await self._records.run(partial(files_wanted, now=self._now())):
                await self._fetch(kept)
                self.settled()
            await self._forget()
            try:
                async with asyncio.timeout(2.0):
                    await self._more.wait()
            except TimeoutError:
                continue

    async def _forget(self) -> None:
        """First the bytes, then the row: a process that dies between them finds the row again."""
        for number, digest in await self._records.run(forgotten):
            if digest:
                await asyncio.to_thread(self._store.forget, digest)
            await self._records.run(partial(drop, number=number))

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
        await self._keep(kept, digest, kept.ref())

    async def _from(self, source: Source, name: str, kept: Kept) -> None:
        try:
            digest, file = await keep_clean(self._store, source(name), kept.ref())
        except (TooBig, Gone, BrokenPicture) as error:
            log.warning("file_refused", file=kept.id, why=type(error).__name__)
            await self._records.run(partial(mark_refused, number=kept.id))
        except (SendLater, OSError, TimeoutError) as error:
            log.info("file_later", file=kept.id, why=type(error).__name__)
            later = partial(try_later, number=kept.id, now=self._now(), tries=kept.tries)
            await self._records.run(later)
        else:
            await self._keep(kept, digest, file)
            if file.latitude is not None:
                await self.told_by_photo(kept.id)

    async def _keep(self, kept: Kept, digest: str, file: FileRef) -> None:
        if is_program(self._store.head(digest)):
            log.warning("file_refused", file=kept.id, why="program")
            await self._records.run(partial(mark_refused, number=kept.id))
            return
        await self._records.run(partial(mark_kept, number=kept.id, digest=digest, file=file))

    def outgoing(self, kept: Kept) -> OutgoingFile:
        """A kept file as a door takes it."""
        kind, _, name = kept.source.partition(":")
        content = self._store.content(kept.digest)
        known_as = name if kind == "telegram" and not _says_too_much(kept) else ""
        return OutgoingFile(kept.kind.value, kept.name, kept.mime, known_as, content)


def _says_too_much(kept: Kept) -> bool:
    """By its id Telegram would send a picture as it came: with the place where it was taken."""
    return kept.kind is FileKind.DOCUMENT and is_picture(kept.name, kept.mime)
