"""The documents about volunteering: posters, record sheets, tables, charts."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from bot.activities.rows import charted, entry_rows, own_rows, poster_of, year_of
from bot.charts import Drawn
from bot.file_room import Gone
from bot.letters import World
from bot.records import Records
from domain.activities.record import RecordSheet
from papers.bar_chart import bar_chart
from papers.hours_tables import for_entry, own_hours
from papers.poster import poster
from storage.activities.lists import activity_numbered
from storage.activities.sheets import sheet_of

YEAR = timedelta(days=366)
"""How far back charts reach."""


@dataclass(frozen=True, slots=True)
class ActivityPapers:
    """Each maker takes what stands behind the kind in the source of the file."""

    records: Records
    world: World
    now: Callable[[], datetime]

    async def poster(self, subject: str) -> bytes:
        """`<number>:<moment>`: as it is when it is asked for."""
        number = subject.partition(":")[0]
        activity = await self.records.run(partial(activity_numbered, number=number))
        if activity is None:
            raise Gone(subject)
        return await asyncio.to_thread(poster, poster_of(self.world, activity))

    async def record_sheet(self, subject: str) -> bytes:
        """`<number>`."""
        sheet = await self.records.run(partial(sheet_of, number=subject))
        if sheet is None:
            raise Gone(subject)
        link = f"{self.world.url}/r/{sheet.number}/{sheet.check}"
        return await asyncio.to_thread(_record_sheet, sheet, link)

    async def own_table(self, subject: str) -> bytes:
        """`<person>:<moment>`."""
        person = int(subject.partition(":")[0])
        read = partial(own_rows, world=self.world, person=person, now=self.now())
        rows = await self.records.run(read)
        return await asyncio.to_thread(own_hours, "我的志愿服务记录（平台记录，不是证明）", rows)

    async def entry_table(self, subject: str) -> bytes:
        """`<person>:<moment>`: of what this person leads and has to enter."""
        person = int(subject.partition(":")[0])
        read = partial(entry_rows, world=self.world, person=person, now=self.now())
        rows = await self.records.run(read)
        return await asyncio.to_thread(for_entry, "录入全国志愿服务信息系统用", rows)

    async def year_picture(self, subject: str) -> bytes:
        """`<person>:<moment>`."""
        person = int(subject.partition(":")[0])
        read = partial(year_of, world=self.world, person=person, now=self.now())
        return await _drawn(await self.records.run(read))

    async def chart(self, subject: str) -> bytes:
        """`<place>:<moment>:<person>`."""
        place, now = subject.partition(":")[0], self.now()
        read = partial(charted, world=self.world, place=place, since=now - YEAR, until=now)
        return await _drawn(await self.records.run(read))


async def _drawn(chart: Drawn) -> bytes:
    return await asyncio.to_thread(
        bar_chart, chart.title, chart.months, chart.series, chart.note, chart.strips
    )


def _record_sheet(sheet: RecordSheet, link: str) -> bytes:
    from papers.record_sheet import record_sheet  # noqa: PLC0415  # slow to read

    return record_sheet(sheet, link)
