"""The papers of duty: calendar picture, empty sheet, month sheet, calendar file; and their letters."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.charts import place_name
from bot.duty.gathering import ground_of
from bot.duty.roster_sheet import Ground
from bot.duty.rows import cells, duties_of, month_of, title_of
from bot.enclosing import XLSX, document, enclosed, picture
from bot.file_room import Gone
from bot.letters import World
from bot.records import Records
from conversations.duty.proposals import about_roster, rows
from conversations.effects import MakePaper
from conversations.facts import Me
from conversations.messages import FileRef, Reply
from conversations.words import say, verbatim
from domain.duty.shift import Roster
from papers.calendar_duty import MIME, Duty
from papers.duty_sheet import duty_sheet
from papers.roster_picture import roster_picture
from storage.duty.lists import roster_numbered

KINDS = frozenset({"roster", "roster_form", "duty_month", "my_duty"})


def roster_picture_ref(number: str, stand: str) -> FileRef:
    return picture(f"made:roster:{number}:{stand}", f"值班表-{number}.png")


def letter_with(session: Session, world: World, wish: MakePaper, me: Me, now: datetime) -> Reply:
    """What the one who asked for it reads; made anew each time."""
    stand = f"{world.on_the_wall(now):%Y%m%d%H%M%S}"
    mine = f"person:{me.id}"
    match wish.kind:
        case "roster":
            ref = roster_picture_ref(wish.subject, stand)
            roster = roster_numbered(session, wish.subject)
            made = enclosed(session, say("🖼 值班表："), ref, about_roster(wish.subject), now)
            return replace(made, rows=rows(roster) if roster else ())
        case "roster_form":
            words = say("📄 空表在这里：填好了，再按“用 Excel 发一张”发回来。")
            ref = document(f"made:roster_form:{wish.subject}:{stand}", "值班表-空表.xlsx", XLSX)
            return enclosed(session, words, ref, mine, now)
        case "duty_month":
            place, _, month = wish.subject.partition(":")
            name = place_name(world, place)
            words = say("📒 {place}{month}的值班月表，Excel。", place=verbatim(name), month=month)
            source = f"made:duty_month:{wish.subject}:{stand}"
            ref = document(source, f"值班月表-{name}-{month}.xlsx", XLSX)
            return enclosed(session, words, ref, mine, now)
        case _:
            words = say(
                "📆 您的班，点开就能放进手机日历。排班改了要再拿一次；要自己跟着改，用“手机日历”。"
            )
            ref = document(f"made:my_duty:{me.id}:{stand}", "我的值班.ics", MIME)
            return enclosed(session, words, ref, mine, now)


class DutyPapers:
    def __init__(self, records: Records, world: World, now: Callable[[], datetime]) -> None:
        self._records, self._world, self._now = records, world, now

    async def roster(self, subject: str) -> bytes:
        """`<number of a roster>:<its stand>`."""
        found = await self._records.run(partial(roster_numbered, number=subject.partition(":")[0]))
        if found is None:
            raise Gone(subject)
        return await asyncio.to_thread(self._drawn, found)

    def _drawn(self, roster: Roster) -> bytes:
        note = f"{roster.first:%Y-%m-%d} 到 {roster.last:%Y-%m-%d}   {roster.number}"
        return roster_picture(title_of(self._world, roster), note, cells(roster))

    async def form(self, subject: str) -> bytes:
        """`<code of a village>:<moment>`."""
        place = subject.partition(":")[0]

        def ground(session: Session) -> Ground:
            facts = self._world.facts(Me(), self._world.on_the_wall(self._now()))
            return ground_of(session, facts, place)

        return await asyncio.to_thread(_form, await self._records.run(ground))

    async def month(self, subject: str) -> bytes:
        """`<code of a village>:<2026-11>:<moment>`."""
        place, month, _ = subject.split(":", 2)
        facts = self._world.facts(Me(), self._world.on_the_wall(self._now()))
        shifts, people = await self._records.run(
            partial(month_of, facts=facts, place=place, month=month)
        )
        title = f"{place_name(self._world, place)} {month} 值班"
        return await asyncio.to_thread(duty_sheet, title, shifts, people)

    async def calendar(self, subject: str) -> bytes:
        """`<number of a person>:<moment>`."""
        return await self.calendar_of(int(subject.partition(":")[0]))

    async def calendar_of(self, person: int) -> bytes:
        now = self._now()
        duties: list[Duty] = await self._records.run(
            partial(duties_of, world=self._world, person=person, now=now)
        )
        return await asyncio.to_thread(_calendar, duties, now)


def _form(ground: Ground) -> bytes:
    from bot.duty.roster_form import empty_sheet  # noqa: PLC0415  # slow to read

    return empty_sheet(ground)


def _calendar(duties: Sequence[Duty], now: datetime) -> bytes:
    from papers.calendar_file import calendar_file  # noqa: PLC0415  # slow to read

    return calendar_file("村帮值班", duties, now)
