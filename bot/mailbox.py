"""The web page's letters: read straight from the outbox, with a bell per open page."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.records import Records
from handlers.web_ports import WebLetter
from storage import outbox
from storage.outbox import Posted


class WebMailbox:
    def __init__(self, records: Records, now: Callable[[], datetime]) -> None:
        self._records, self._now = records, now
        self._bells: dict[str, set[asyncio.Event]] = defaultdict(set)

    def ring(self, addresses: Iterable[str] | None) -> None:
        """There may be letters for these; None: for anybody."""
        for address in [*self._bells] if addresses is None else addresses:
            for bell in self._bells.get(address, ()):
                bell.set()

    async def letters(self, address: str, after: int) -> tuple[WebLetter, ...]:
        posted = await self._records.beside(partial(_read, address=address, after=after))
        return tuple(_web_letter(letter) for letter in posted)

    async def delivered(self, address: str, upto: int) -> None:
        mark = partial(outbox.mark_delivered, address=address, upto=upto, now=self._now())
        await self._records.beside(mark)

    @asynccontextmanager
    async def listening(self, address: str) -> AsyncIterator[asyncio.Event]:
        bell = asyncio.Event()
        self._bells[address].add(bell)
        try:
            yield bell
        finally:
            self._bells[address].discard(bell)
            if not self._bells[address]:
                del self._bells[address]


def _read(session: Session, address: str, after: int) -> tuple[Posted, ...]:
    if after == 0:
        return outbox.newest_at(session, address)
    return outbox.letters_at(session, address, after)


def _web_letter(letter: Posted) -> WebLetter:
    body = letter.body
    return WebLetter(
        id=letter.id,
        text=body["text"],
        rows=tuple(tuple((label, token) for label, token in row) for row in body["rows"]),
        menu=tuple(tuple(row) for row in body["menu"]),
        wish=body["wish"],
        files=tuple((number, kind, name) for number, kind, name in body["files"]),
        edits=letter.edits,
        at=letter.posted_at.isoformat(),
    )
