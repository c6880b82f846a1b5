"""Draws rosters and reads them from files, outside any transaction: it may take seconds.

What is to be done lies in the records as a waiting roster, so that a restart loses nothing.
"""

import asyncio
import traceback
from collections.abc import Callable
from datetime import datetime
from functools import partial
from io import BytesIO

import structlog
from sqlalchemy.orm import Session

from bot.duty.gathering import Gathered, gather, shifts_of, why_not
from bot.duty.papers import roster_picture_ref
from bot.duty.roster_sheet import read_roster
from bot.letters import World, tell
from bot.records import Records
from bot.sealed_file import Content
from conversations.duty.proposals import about_roster, failed, proposal
from conversations.effects import Tell, ToPerson
from conversations.messages import Reply
from domain.duty.checks import flaws
from domain.duty.drawing import draw
from domain.duty.rota import Impossible
from domain.duty.shift import Roster, Shift
from storage import people
from storage.duty import keeping, lists
from storage.files import Kept, file_numbered

log = structlog.get_logger()
Made = tuple[Shift, ...] | list[str]
BROKEN = ["文件收不下来或者打不开，请再发一次。"]
BUG = ["村帮这边出了毛病，不是您的错。请再试一次，还不行就打热线。"]


class RosterRoom:
    def __init__(
        self,
        records: Records,
        world: World,
        stored: Callable[[str], Content | None],
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._world, self._now = records, world, now
        self._stored = stored
        """What a digest stands for."""
        self._more = asyncio.Event()

    def wake(self) -> None:
        self._more.set()

    async def run(self) -> None:
        while True:
            self._more.clear()
            await self.work()
            try:
                async with asyncio.timeout(3.0):
                    await self._more.wait()
            except TimeoutError:
                continue

    async def work(self) -> int:
        """Everything that waits, once; how many were settled."""
        settled = 0
        for roster in await self._records.run(lists.waiting_rosters):
            gathered = await self._records.run(
                partial(gather, world=self._world, roster=roster, now=self._now())
            )
            made = await self._make(gathered)
            if made is not None:
                await self._records.run(partial(self._settle, roster=roster, made=made))
                settled += 1
        return settled

    async def _make(self, gathered: Gathered) -> Made | None:
        """None while a file is still on its way."""
        try:
            if gathered.wish is None:
                return await self._read(gathered)
            return await asyncio.to_thread(_drawn, gathered)
        except Exception as error:  # noqa: BLE001  # its maker hears of it, and an engineer
            trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
            log.error(  # noqa: TRY400  # a whole traceback may name people
                "roster_fails", number=gathered.roster.number, trace=trace
            )
            return BUG

    async def _read(self, gathered: Gathered) -> Made | None:
        number = gathered.roster.wish["file"]
        assert isinstance(number, int)
        kept: Kept | None = await self._records.run(partial(file_numbered, number=number))
        if kept is None or kept.state == "refused":
            return BROKEN
        digest = kept.digest if kept.state == "kept" else _on_the_page(kept)
        if not digest:
            return None
        content = self._stored(digest)
        if content is None:
            return BROKEN
        sheet = BytesIO(await asyncio.to_thread(content.read))
        return await asyncio.to_thread(read_roster, sheet, gathered.ground)

    def _settle(self, session: Session, roster: Roster, made: Made) -> None:
        now = self._now()
        if isinstance(made, list):
            keeping.fail(session, roster.number, {"problems": made}, now)
        else:
            keeping.propose(session, roster.number, made, now)
        session.flush()
        kept = lists.roster_numbered(session, roster.number)
        assert kept is not None
        me = people.people_known(session, [kept.made_by.id])[kept.made_by.id]
        facts = self._world.facts(me, self._world.on_the_wall(now))
        if isinstance(made, list):
            reply = failed(kept)
        else:
            who = {s.person.id for s in kept.shifts}
            away = lists.days_away(session, who, kept.first, kept.last)
            shown = proposal(facts, kept, flaws(kept.first, kept.last, kept.shifts, away))
            reply = _with_picture(shown, kept)
        told = Tell(
            ToPerson(kept.made_by.id), reply, f"{about_roster(kept.number)}:made", urgent=True
        )
        tell(session, self._world, told, now)


def _on_the_page(kept: Kept) -> str:
    """What came by the page or the terminal is in the store already; empty for all else."""
    channel, _, rest = kept.source.partition(":")
    return rest.partition(":")[0] if channel == "web" else ""


def _with_picture(reply: Reply, roster: Roster) -> Reply:
    ref = roster_picture_ref(roster.number, str(sum(s.changes for s in roster.shifts)))
    return Reply(
        reply.text,
        reply.rows,
        attached=(ref,),
        attached_to=about_roster(roster.number),
        about=reply.about,
    )


def _drawn(gathered: Gathered) -> Made:
    assert gathered.wish
    found = draw(gathered.wish)
    if isinstance(found, Impossible):
        return why_not(found, gathered)
    return shifts_of(found, gathered)
