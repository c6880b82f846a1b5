"""Files of the web page: taken in by the store, shown to those whom they concern."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.clean_files import keep_clean
from bot.file_readers import readable
from bot.file_store import FileStore, TooBig
from bot.records import Records
from bot.sealed_file import Content
from conversations.messages import FileKind, FileRef
from domain.files import acceptable, is_program
from domain.services import Catalogue
from handlers.web_ports import FileRefused
from handlers.web_words import FILM_TOO_BIG, Sentence
from papers.photo import BrokenPicture
from storage.looks import note_opened
from storage.people import people_known, person_at

TOO_BIG = Sentence(
    "这个文件太大了，最多20兆。请发小一点的，照片就可以。",
    "This file is too big; 20 MB at most. A photo will do.",
)
WRONG_KIND = Sentence(
    "这种文件收不了。请拍照发来，或者发 PDF、Word。",
    "This kind of file cannot be taken. Please send a photo, a PDF or a Word file.",
)
SPOILT = Sentence(
    "这张照片打不开。请重新拍一张，或者换一张发来。",
    "This photo cannot be opened. Please take it again, or send another one.",
)
PATIENCE, PAUSE = 60, 0.3
"""How often, and how many seconds apart, a file is looked for that is still being made or fetched."""


class WebFiles:
    def __init__(
        self,
        records: Records,
        store: FileStore,
        laid_down: Catalogue,
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._store = records, store
        self._laid_down, self._now = laid_down, now

    async def keep(
        self, address: str, kind: str, name: str, mime: str, stream: AsyncIterator[bytes]
    ) -> FileRef:
        del address
        file = FileRef("", FileKind(kind), 0, name, mime)
        if file.kind is FileKind.DOCUMENT and not acceptable(name, mime):
            raise FileRefused(WRONG_KIND)
        try:
            digest, kept = await keep_clean(self._store, stream, file)
        except TooBig:
            raise FileRefused(FILM_TOO_BIG if file.kind is FileKind.VIDEO else TOO_BIG) from None
        except BrokenPicture:
            raise FileRefused(SPOILT) from None
        if is_program(self._store.head(digest)):
            raise FileRefused(WRONG_KIND)
        return replace(kept, source=f"web:{digest}:{secrets.token_hex(4)}")

    def _note(self, session: Session, address: str, file: int) -> None:
        person = person_at(session, address)
        assert person is not None
        note_opened(session, people_known(session, [person])[person], file, self._now())

    async def open(self, address: str, file: int) -> tuple[Content, str, str] | None:
        """Waits a while for bytes that are on their way: a page asks for a picture once only."""
        read = partial(readable, address=address, number=file, laid_down=self._laid_down)
        kept = await self._records.beside(read)
        for _ in range(PATIENCE):
            if kept is None or kept.state != "wanted":
                break
            await asyncio.sleep(PAUSE)
            kept = await self._records.beside(read)
        content = self._store.content(kept.digest) if kept else None
        if kept is None or content is None:
            return None
        await self._records.beside(partial(self._note, address=address, file=file))
        return content, kept.mime, kept.name
