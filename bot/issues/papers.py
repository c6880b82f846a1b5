"""The documents about grid issues: before and after, a map, a ledger, GeoJSON; as things are when they are made."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.file_room import Gone
from bot.file_store import FileStore
from bot.issues.maps import map_sheet
from bot.issues.rows import Scribe
from bot.letters import World
from bot.records import Records
from conversations.facts import Me
from conversations.issues.facts import Visit
from conversations.messages import FileKind
from domain.files import is_picture
from domain.issues.exports import about_places, in_ledger_of
from domain.issues.issue import Issue
from domain.issues.moves import Move
from handlers.outgoing import SendLater
from papers.geojson import feature_collection
from papers.issue_ledger import ledger
from papers.map_picture import draw
from papers.side_by_side import side_by_side
from storage.files import Kept, file_numbered
from storage.issues.export import AT_ONCE, ids_for_export, issues_with_ids
from storage.issues.lists import issue_numbered
from storage.issues.visits import WHO_READS, visits_around
from storage.people import people_known

MOST = 10_000
"""Issues in one document that is asked for in a talk; the command line writes them all."""
MOST_VISITS = 2_000


@dataclass(frozen=True, slots=True)
class IssuePapers:
    """Each maker takes what stands behind the kind in the source of the file."""

    records: Records
    world: World
    store: FileStore
    now: Callable[[], datetime]

    async def compare(self, subject: str) -> bytes:
        """`<number>:<moves>`; waits for pictures whose bytes are still on their way."""
        number = subject.partition(":")[0]
        pair = await self.records.run(partial(_before_and_after, number=number))
        if pair is None:
            raise Gone(subject)
        if not all(picture.digest for picture in pair):
            raise SendLater(None)
        contents = [self.store.content(picture.digest) for picture in pair]
        before, after = [await asyncio.to_thread(c.read) for c in contents if c]
        return await asyncio.to_thread(side_by_side, before, after)

    async def map(self, subject: str) -> bytes:
        """`<place>:<moment>`."""
        place, scribe = subject.partition(":")[0], self._scribe()
        sheet = await self.records.run(partial(map_sheet, place=place, scribe=scribe))
        return await asyncio.to_thread(draw, sheet)

    async def ledger(self, subject: str) -> bytes:
        """`<place>:<moment>:<person>`: what this person may read."""
        place, reader, issues = await self._asked(subject)
        found = await self.records.run(partial(_visits, place=place, reader=reader))
        return await asyncio.to_thread(_ledger, self._scribe(), place, reader, issues, found)

    async def geojson(self, subject: str) -> bytes:
        """`<place>:<moment>:<person>`."""
        _, reader, issues = await self._asked(subject)
        return await asyncio.to_thread(_geojson, self._scribe(), reader, issues)

    def _scribe(self) -> Scribe:
        return Scribe.of(self.world, self.now())

    async def _asked(self, subject: str) -> tuple[str, Me, Sequence[Issue]]:
        """The place, who asked with the posts they have now, and all issues of the place."""
        place, _, person = subject.split(":")
        known = await self.records.run(partial(people_known, ids=[int(person)]))
        found = issues_of(self.records, place, limit=MOST)
        return place, known[int(person)], [issue async for issue in found]


def _ledger(
    scribe: Scribe,
    place: str,
    reader: Me,
    issues: Sequence[Issue],
    visits: Sequence[Visit] | None,
) -> bytes:
    rows = [scribe.ledger_row(issue) for issue in issues if _theirs(issue, reader, scribe)]
    until = day(scribe.facts.now.astimezone(scribe.facts.zone).date())
    span = f"到{until}" if len(issues) < MOST else f"最近{MOST}件，到{until}"
    walks = None if visits is None else [scribe.visit_row(visit) for visit in visits]
    return ledger(rows, scribe.head(place, span), walks)


def _geojson(scribe: Scribe, reader: Me, issues: Sequence[Issue]) -> bytes:
    theirs = (issue for issue in issues if _theirs(issue, reader, scribe))
    public = (issue for issue in theirs if about_places(issue, scribe.rules))
    return feature_collection(scribe.feature(issue) for issue in public)


def _theirs(issue: Issue, reader: Me, scribe: Scribe) -> bool:
    return in_ledger_of(issue, reader.id, reader.posts, scribe.rules)


async def issues_of(
    records: Records,
    place: str,
    since: datetime | None = None,
    until: datetime | None = None,
    *,
    limit: int,
) -> AsyncIterator[Issue]:
    """All of a place and time, the newest first; between the pieces others get their turn."""
    which = partial(ids_for_export, place=place, since=since, until=until, limit=limit)
    ids = await records.run(which)
    for start in range(0, len(ids), AT_ONCE):
        piece = ids[start : start + AT_ONCE]
        for issue in await records.run(partial(issues_with_ids, ids=piece)):
            yield issue


def day(when: date) -> str:
    return f"{when.year}年{when.month}月{when.day}日"


def _visits(session: Session, place: str, reader: Me) -> tuple[Visit, ...] | None:
    """Of households, for those who may read of them; None for all others."""
    if not any(p.role in WHO_READS and place.startswith(p.place) for p in reader.posts):
        return None
    around = visits_around(session, reader.id, reader.posts, MOST_VISITS)
    return tuple(visit for visit in around if visit.area.startswith(place))


def _before_and_after(session: Session, number: str) -> tuple[Kept, Kept] | None:
    issue = issue_numbered(session, number)
    if issue is None:
        return None
    before, after = _picture(session, issue.photos), _picture(session, _of_newest_fix(issue))
    return (before, after) if before and after else None


def _of_newest_fix(issue: Issue) -> tuple[int, ...]:
    """After "not fixed" there are pictures of the fix that did not hold, too."""
    fixes = (entry.files for entry in issue.history if entry.what == Move.DO.value)
    shown = [tuple(file for file in files if file in issue.after) for files in fixes]
    return next((files for files in reversed(shown) if files), issue.after)


def _picture(session: Session, numbers: tuple[int, ...]) -> Kept | None:
    """The first of them that is one, and is not lost."""
    kept = (file_numbered(session, number) for number in numbers)
    return next((file for file in kept if file and _can_be_shown(file)), None)


def _can_be_shown(file: Kept) -> bool:
    pictured = file.kind is FileKind.PHOTO or is_picture(file.name, file.mime)
    return pictured and file.state != "refused"
