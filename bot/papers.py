"""The documents the house writes: what stands in them."""

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from bot.file_room import Gone
from bot.letters import World
from bot.records import Records
from conversations.about_requests import RELATIONS, service_name
from conversations.facts import Me
from papers.documents import write_document
from storage.request_lists import request_numbered


class PaperMill:
    """A source of files for the file room: `made:entrustment:<number>`."""

    def __init__(
        self, records: Records, world: World, templates: Path, now: Callable[[], datetime]
    ) -> None:
        self._records, self._world = records, world
        self._templates, self._now = templates, now

    async def __call__(self, name: str) -> AsyncIterator[bytes]:
        kind, _, number = name.partition(":")
        fields = await self._records.run(
            partial(_fields, world=self._world, number=number, now=self._now())
        )
        if fields is None:
            raise Gone(name)
        yield write_document(self._templates / f"{kind}.docx", fields)


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
