"""The documents the house writes: which maker writes which kind."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from sqlalchemy.orm import Session

from bot import own_copy
from bot.activities.papers import ActivityPapers
from bot.duty.papers import DutyPapers
from bot.file_room import Gone
from bot.file_store import FileStore
from bot.issues.papers import IssuePapers
from bot.letters import World
from bot.meetings.papers import MeetingPapers
from bot.notices.papers import NoticePapers
from bot.records import Records
from bot.reminders import digest
from conversations.facts import Me
from conversations.requests.about import RELATIONS, service_name
from handlers.outgoing import SendLater
from papers.photo import BrokenPicture
from storage.reminders.figures import open_by_village
from storage.requests.lists import request_numbered

log = structlog.get_logger()

Maker = Callable[[str], Awaitable[bytes]]
"""From what stands behind the kind to the document; raises Gone where nothing can be made of it."""


class PaperMill:
    """A source of files for the file room: `made:<kind>:<what it is made of>`.

    A paper that cannot be made is lost, and costs nobody else theirs.
    """

    def __init__(
        self,
        records: Records,
        world: World,
        templates: Path,
        store: FileStore,
        now: Callable[[], datetime],
    ) -> None:
        self._records, self._world = records, world
        self._templates, self._now = templates, now
        of_issues = IssuePapers(records, world, store, now)
        of_activities = ActivityPapers(records, world, now)
        of_duty = DutyPapers(records, world, now)
        of_meetings = MeetingPapers(records, world, templates, store, now)
        self._makers: Mapping[str, Maker] = {
            "entrustment": self._entrustment,
            own_copy.KIND: own_copy.OwnCopies(records, world, now).make,
            "compare": of_issues.compare,
            "map": of_issues.map,
            "ledger": of_issues.ledger,
            "geojson": of_issues.geojson,
            "notice": NoticePapers(records, world).picture,
            "minutes": of_meetings.minutes,
            "wall_code": of_meetings.wall_code,
            "meeting_chart": of_meetings.chart,
            "meeting_ledger": of_meetings.ledger,
            "roster": of_duty.roster,
            "roster_form": of_duty.form,
            "duty_month": of_duty.month,
            "my_duty": of_duty.calendar,
            "week": self._week,
            "poster": of_activities.poster,
            "record_sheet": of_activities.record_sheet,
            "hours_table": of_activities.own_table,
            "hours_export": of_activities.entry_table,
            "year_picture": of_activities.year_picture,
            "hours_chart": of_activities.chart,
        }

    async def __call__(self, name: str) -> AsyncIterator[bytes]:
        kind, _, subject = name.partition(":")
        if kind not in self._makers:
            raise Gone(name)
        try:
            made = await self._makers[kind](subject)
        except (Gone, SendLater, BrokenPicture, OSError):
            raise
        except Exception as error:
            trace = "".join(traceback.format_tb(error.__traceback__)) + type(error).__name__
            log.warning("paper_fails", kind=kind, trace=trace)
            raise Gone(name) from error
        yield made

    async def _week(self, subject: str) -> bytes:
        """`<code of a village or township>:<day>`."""
        place, _, day = subject.partition(":")
        found = await self._records.run(partial(open_by_village, now=self._now()))
        figures = digest.figures_of(found, place)
        return await asyncio.to_thread(digest.drawn, self._world, place, day, figures)

    async def _entrustment(self, number: str) -> bytes:
        """`<number of a request>`."""
        fields = await self._records.run(
            partial(_fields, world=self._world, number=number, now=self._now())
        )
        if fields is None:
            raise Gone(number)
        return await asyncio.to_thread(_written, self._templates / "entrustment.docx", fields)


def _written(template: Path, fields: Mapping[str, str]) -> bytes:
    from papers.documents import write_document  # noqa: PLC0415  # slow to read

    return write_document(template, fields)


def _fields(session: Session, world: World, number: str, now: datetime) -> dict[str, str] | None:
    request = request_numbered(session, number)
    if request is None:
        return None
    zh = world.tongue("zh")
    facts = world.facts(Me(), now)
    village = world.city.villages.get(request.village)
    relation = RELATIONS.get(request.relation)
    return {
        "number": request.number,
        "principal": request.beneficiary,
        "trustee": request.applicant.name,
        "relation": zh.render(relation) if relation else request.relation,
        "agent": request.agent.name if request.agent else "",
        "phone": request.applicant.phone,
        "service": service_name(facts, request).zh,
        "village": village.name.zh if village else request.village,
        "day": f"{now:%Y年%m月%d日}",
    }
