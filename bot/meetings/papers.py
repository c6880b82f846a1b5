"""The documents about meetings: minutes, the code on the wall, charts and the ledger."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bot.charts import place_name
from bot.file_room import Gone
from bot.file_store import FileStore
from bot.letters import World
from bot.meetings.rows import charted, ledger_rows
from bot.records import Records
from bot.sealed_file import Content
from conversations.messages import FileKind
from domain.meetings.meeting import Meeting
from domain.meetings.minutes import MinutesSheet
from handlers.outgoing import SendLater
from papers.bar_chart import bar_chart
from papers.meeting_ledger import ledger
from papers.wall_code import wall_code
from storage.files import Kept, file_numbered
from storage.meetings.figures import AT_ONCE, ids_of, whole_meetings
from storage.meetings.lists import meeting_numbered
from storage.meetings.minutes import minutes_of

MOST = 10_000
"""Meetings in one ledger."""
MONTHS = timedelta(days=366)
"""How far back charts and ledgers reach."""


@dataclass(frozen=True, slots=True)
class MeetingPapers:
    """Each maker takes what stands behind the kind in the source of the file."""

    records: Records
    world: World
    templates: Path
    store: FileStore
    now: Callable[[], datetime]

    async def minutes(self, subject: str) -> bytes:
        """`<number>:<version>:<moment>`."""
        number, version, *_ = subject.split(":")
        sheet = await self.records.run(partial(_sheet, number=number, version=version))
        if sheet is None:
            raise Gone(subject)
        photos = await self.records.run(partial(_photos, number=number))
        if any(photo.state == "wanted" for photo in photos):
            raise SendLater(None)  # they are on their way
        found = [self.store.content(photo.digest) for photo in photos]
        return await asyncio.to_thread(self._written, sheet, [c for c in found if c])

    def _written(self, sheet: MinutesSheet, photos: list[Content]) -> bytes:
        from papers.annex import with_pictures  # noqa: PLC0415  # slow to read
        from papers.minutes import minutes_document  # noqa: PLC0415  # the same

        document = minutes_document(self.templates / "minutes.docx", sheet)
        pictures = (photo.read() for photo in photos)
        return with_pictures(document, pictures, "附：会议照片")

    async def wall_code(self, number: str) -> bytes:
        meeting = await self.records.run(partial(meeting_numbered, number=number))
        if meeting is None or not meeting.code:
            raise Gone(number)
        link = f"{self.world.url}/m/{meeting.code}"
        return await asyncio.to_thread(
            wall_code, meeting.topic, meeting.body_name, meeting.code, link
        )

    async def chart(self, subject: str) -> bytes:
        """`<place>:<moment>:<person>`; the records are asked for figures only."""
        place = subject.partition(":")[0]
        drawn = await self.records.run(
            partial(charted, world=self.world, place=place, since=self._since(), until=self.now())
        )
        return await asyncio.to_thread(
            bar_chart, drawn.title, drawn.months, drawn.series, drawn.note, drawn.strips
        )

    async def ledger(self, subject: str) -> bytes:
        """All of a place in the last year, piece by piece, so that others get their turn."""
        place, found = subject.partition(":")[0], list[Meeting]()
        which = partial(
            ids_of, place=place, since=self._since(), until=self.now() + MONTHS, limit=MOST
        )
        ids = await self.records.run(which)
        for start in range(0, len(ids), AT_ONCE):
            piece = ids[start : start + AT_ONCE]
            found += await self.records.run(partial(whole_meetings, ids=piece))
        meetings, items, tasks = ledger_rows(self.world, found, self.now())
        title = f"{place_name(self.world, place)} 开会说事台账"
        return await asyncio.to_thread(ledger, title, meetings, items, tasks)

    def _since(self) -> datetime:
        return self.now() - MONTHS


def _photos(session: Session, number: str) -> list[Kept]:
    """Of the meeting, those that are pictures."""
    meeting = meeting_numbered(session, number)
    kept = [file_numbered(session, photo) for photo in (meeting.photos if meeting else ())]
    return [photo for photo in kept if photo and photo.kind is FileKind.PHOTO]


def _sheet(session: Session, number: str, version: str) -> MinutesSheet | None:
    versions = minutes_of(session, number)
    return next((m.sheet for m in versions if str(m.version) == version), None)
