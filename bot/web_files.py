"""Files of the web page: taken in by the store, shown to those whom they concern."""

import secrets
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bot.file_store import FileStore, TooBig
from bot.records import Records
from conversations.messages import FileKind, FileRef
from domain.files import acceptable, is_program
from domain.requests import Request
from handlers.web_ports import FileRefused
from handlers.web_words import Sentence
from storage.files import Kept, file_numbered
from storage.people import person_at
from storage.request_lists import request_numbered

TOO_BIG = Sentence(
    "这个文件太大了，最多20兆。请发小一点的，照片就可以。",
    "This file is too big; 20 MB at most. A photo will do.",
)
WRONG_KIND = Sentence(
    "这种文件收不了。请拍照发来，或者发 PDF、Word。",
    "This kind of file cannot be taken. Please send a photo, a PDF or a Word file.",
)


class WebFiles:
    def __init__(self, records: Records, store: FileStore, now: Callable[[], datetime]) -> None:
        self._records, self._store, self._now = records, store, now

    async def keep(
        self, address: str, kind: str, name: str, mime: str, stream: AsyncIterator[bytes]
    ) -> FileRef:
        del address
        if kind == FileKind.DOCUMENT.value and not acceptable(name, mime):
            raise FileRefused(WRONG_KIND)
        try:
            digest, size = await self._store.keep(stream)
        except TooBig:
            raise FileRefused(TOO_BIG) from None
        if is_program(self._store.head(digest)):
            raise FileRefused(WRONG_KIND)
        source = f"web:{digest}:{secrets.token_hex(4)}"
        return FileRef(source, FileKind(kind), size, name, mime)

    async def open(self, address: str, file: int) -> tuple[Path, str, str] | None:
        kept = await self._records.run(partial(_allowed, address=address, number=file))
        if kept is None or not kept.digest:
            return None
        return self._store.path(kept.digest), kept.mime, kept.name


def _allowed(session: Session, address: str, number: int) -> Kept | None:
    """A file of a request is for the one who asked, the one who filed it, and its agent."""
    kept, person = file_numbered(session, number), person_at(session, address)
    if kept is None or person is None or not kept.about.startswith("request:"):
        return None
    request = request_numbered(session, kept.about.removeprefix("request:"))
    return kept if request and person in _concerned(request) else None


def _concerned(request: Request) -> set[int]:
    agent = {request.agent.id} if request.agent else set()
    return {request.applicant.id, request.filed_by.id} | agent
