"""Notices and big decisions as they are read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, literal_column, select, union
from sqlalchemy.orm import Session

from conversations.notices.facts import Taken
from domain.meetings.meeting import ItemState, Stage
from domain.notices.decision import Decision, Done
from domain.notices.notice import Notice, Objection, State
from domain.records import NOBODY, PersonRef
from storage import people
from storage.meetings.agenda import unpack_vote
from storage.meetings.tables import AgendaItems, Bodies, BodyMembers, Meetings
from storage.notices.tables import BigDecisions, Notices, Objections
from storage.tables import People

IS_OPEN = Notices.state == literal_column(f"'{State.OPEN.value}'")
"""Written out, so that the index of the open ones alone can serve."""


def notice_numbered(session: Session, number: str) -> Notice | None:
    found = _read(session, Notices.number == number, limit=1)
    return found[0] if found else None


def notices_at(session: Session, village: str, limit: int) -> tuple[Notice, ...]:
    return _read(session, Notices.place == village, IS_OPEN, limit=limit)


def over_by(session: Session, now: datetime, limit: int = 100) -> tuple[Notice, ...]:
    """Open ones whose time is over."""
    return _read(session, IS_OPEN, Notices.until <= now, limit=limit, order=Notices.until)


def with_unanswered(session: Session, limit: int = 200) -> tuple[Notice, ...]:
    waiting = select(Objections.notice_id).where(Objections.answered_at.is_(None))
    return _read(session, Notices.id.in_(waiting), IS_OPEN, limit=limit)


def was_told(session: Session, number: str) -> bool:
    told = select(Notices.told_at).where(Notices.number == number)
    return session.execute(told).scalar() is not None


def _read(
    session: Session,
    *where: ColumnElement[bool],
    limit: int,
    order: Any = None,
) -> tuple[Notice, ...]:
    """The newest first, if not in another order."""
    rows: Sequence[Notices] = (
        session.execute(
            select(Notices)
            .where(*where)
            .order_by(Notices.id.desc() if order is None else order)
            .limit(limit)
        )
        .scalars()
        .all()
    )
    known = people.refs(session, {row.publisher_id for row in rows}) if rows else {}
    objections = _objections(session, [row.id for row in rows])
    return tuple(
        Notice(
            number=row.number,
            place=row.place,
            title=row.title,
            text=row.text,
            publisher=known.get(row.publisher_id, NOBODY),
            opened_at=row.opened_at,
            until=row.until,
            state=State(row.state),
            meeting=row.meeting,
            version=row.version,
            decision=row.decision,
            why=row.why,
            objections=tuple(objections[row.id]),
        )
        for row in rows
    )


def _objections(session: Session, ids: Iterable[int]) -> dict[int, list[Objection]]:
    query = select(Objections).where(Objections.notice_id.in_(ids)).order_by(Objections.id)
    rows = session.execute(query).scalars().all()
    named = {i for row in rows for i in (row.person_id, row.answered_by_id) if i}
    known = people.refs(session, named) if named else {}
    found: dict[int, list[Objection]] = defaultdict(list)
    for row in rows:
        found[row.notice_id].append(
            Objection(
                id=row.id,
                person=known.get(row.person_id, NOBODY),
                words=row.words,
                voice=row.voice_file,
                at=row.at,
                answer=row.answer,
                answered_by=known.get(row.answered_by_id or 0, NOBODY),
                answered_at=row.answered_at,
            )
        )
    return found


def names_of(session: Session, village: str) -> tuple[str, ...]:
    """People of the village and members of its bodies, the longest first."""
    people_there = select(People.name).where(People.village == village)
    bodies = select(Bodies.id).where(Bodies.place == village)
    listed = select(BodyMembers.name).where(BodyMembers.body_id.in_(bodies))
    rows = session.execute(union(people_there, listed)).scalars()
    return tuple(sorted((name for name in rows if len(name) > 1), key=len, reverse=True))


def decision_numbered(session: Session, number: str) -> Decision | None:
    found = _decisions(session, BigDecisions.number == number, limit=1)
    return found[0] if found else None


def decisions_at(session: Session, village: str, limit: int) -> tuple[Decision, ...]:
    return _decisions(session, BigDecisions.place == village, limit=limit)


def _decisions(session: Session, where: ColumnElement[bool], limit: int) -> tuple[Decision, ...]:
    query = select(BigDecisions).where(where).order_by(BigDecisions.id.desc()).limit(limit)
    rows = session.execute(query).scalars().all()
    known = people.refs(session, {row.begun_by_id for row in rows})
    return tuple(
        Decision(
            row.number,
            row.place,
            row.matter,
            row.reserved,
            known.get(row.begun_by_id, NOBODY),
            row.begun_at,
            tuple(_done(kept) for kept in row.done),
            row.changes,
        )
        for row in rows
    )


def _done(kept: dict[str, Any]) -> Done:
    person, name = kept["by"]
    at = datetime.fromisoformat(kept["at"])
    return Done(**{**kept, "at": at, "by": PersonRef(person, name)})


def that_may_take(
    session: Session, village: str, kinds: Sequence[str], limit: int
) -> tuple[Taken, ...]:
    """Items that were voted on or agreed at ended meetings of these kinds."""
    rows = session.execute(
        select(Meetings, AgendaItems)
        .join(AgendaItems, AgendaItems.meeting_id == Meetings.id)
        .where(
            Meetings.place == village,
            Meetings.kind.in_(kinds),
            Meetings.stage.in_([Stage.ENDED.value, Stage.FINAL.value]),
            AgendaItems.state.in_([ItemState.DECIDED.value, ItemState.REFUSED.value]),
        )
        .order_by(Meetings.starts_at.desc(), AgendaItems.n)
        .limit(limit)
    )
    return tuple(_taken(meeting, item) for meeting, item in rows)


def _taken(meeting: Meetings, item: AgendaItems) -> Taken:
    vote = unpack_vote(item.vote)
    ended = meeting.ended_at or meeting.starts_at
    return Taken(
        number=meeting.number,
        topic=item.topic,
        kind=meeting.kind,
        ended=ended.isoformat(),
        item=item.n,
        due=meeting.due,
        present=vote.present if vote else 0,
        ayes=vote.ayes if vote else 0,
        carried=item.state == ItemState.DECIDED.value,
    )
