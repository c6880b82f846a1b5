"""What is on the agenda, what was said to it, what was agreed to be done; topics that wait."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select
from sqlalchemy.orm import Session

from domain.meetings.meeting import (
    Action,
    ActionState,
    Item,
    ItemState,
    Statement,
    Topic,
    TopicState,
    Vote,
    Way,
)
from domain.records import NOBODY, PersonRef
from storage import history, people
from storage.meetings.tables import AgendaItems, Statements, Topics
from storage.tables import Table


def items_of(session: Session, meeting: int) -> tuple[Item, ...]:
    query = select(AgendaItems).where(AgendaItems.meeting_id == meeting).order_by(AgendaItems.n)
    rows = session.execute(query).scalars().all()
    said = _statements(session, meeting)
    known = people.refs(session, {row.changed_by_id for row in rows if row.changed_by_id})
    return tuple(_item(row, tuple(said[row.n]), known) for row in rows)


def _statements(session: Session, meeting: int) -> dict[int, list[Statement]]:
    query = select(Statements).where(Statements.meeting_id == meeting).order_by(Statements.id)
    rows = session.execute(query).scalars().all()
    known = people.refs(session, {row.by_id for row in rows})
    said: dict[int, list[Statement]] = defaultdict(list)
    for row in rows:
        by = known.get(row.by_id, NOBODY)
        said[row.n].append(Statement(row.who, row.words, row.voice_file, row.at, by, row.id))
    return said


def _item(row: AgendaItems, said: tuple[Statement, ...], known: dict[int, PersonRef]) -> Item:
    return Item(
        n=row.n,
        topic=row.topic,
        proposer=row.proposer,
        reserved=row.reserved,
        raised=row.raised,
        state=ItemState(row.state),
        proposal=row.proposal,
        vote=unpack_vote(row.vote),
        decision=row.decision,
        money=row.money,
        statements=said,
        changes=row.changes,
        changed_by=known.get(row.changed_by_id or 0, NOBODY),
    )


def pack_vote(vote: Vote | None) -> dict[str, Any] | None:
    if vote is None:
        return None
    at = vote.at.isoformat() if vote.at else None
    return {
        "way": vote.way.value,
        "ayes": vote.ayes,
        "noes": vote.noes,
        "abstained": vote.abstained,
        "present": vote.present,
        "at": at,
    }


def unpack_vote(kept: dict[str, Any] | None) -> Vote | None:
    if kept is None:
        return None
    at = datetime.fromisoformat(kept["at"]) if kept["at"] else None
    return Vote(
        Way(kept["way"]), kept["ayes"], kept["noes"], kept["abstained"], kept["present"], at
    )


def action_about(number: str) -> str:
    return f"action:{number}"


def action_numbered(session: Session, number: str) -> Action | None:
    found = _actions(session, AGREED.c.number == number, limit=1, whole=True)
    return found[0] if found else None


MEETINGS, AGREED = Table.metadata.tables["meetings"], Table.metadata.tables["actions"]
ACTIONS = (
    select(*AGREED.columns, MEETINGS.c.number.label("meeting"))
    .join(MEETINGS, MEETINGS.c.id == AGREED.c.meeting_id)
    .order_by(AGREED.c.due_at, AGREED.c.id)
    .limit(bindparam("limit"))
)
OWED = ACTIONS.where(AGREED.c.owner_id == bindparam("person"), AGREED.c.closed_at.is_(None))
OVERDUE = ACTIONS.where(
    AGREED.c.convener_id == bindparam("person"),
    AGREED.c.closed_at.is_(None),
    AGREED.c.due_at <= bindparam("now"),
)


def actions_of(session: Session, meeting: int) -> tuple[Action, ...]:
    return _actions(session, AGREED.c.meeting_id == meeting, limit=500)


def open_actions(session: Session, body: int) -> tuple[Action, ...]:
    still = AGREED.c.body_id == body, AGREED.c.closed_at.is_(None)
    return _actions(session, *still, limit=50)


def actions_on(session: Session, person: int, now: datetime, limit: int) -> tuple[Action, ...]:
    """Open ones somebody owes; overdue ones of meetings they convened."""
    mine = _found(session, OWED, {"person": person, "limit": limit})
    called = _found(session, OVERDUE, {"person": person, "now": now, "limit": limit})
    late = (a for a in called if a.owner.id != person)
    return (*mine, *late)[:limit]


def actions_due(session: Session, now: datetime, limit: int = 200) -> tuple[Action, ...]:
    return _actions(session, AGREED.c.look_at <= now, limit=limit)


def _actions(
    session: Session, *where: ColumnElement[bool], limit: int, whole: bool = False
) -> tuple[Action, ...]:
    return _found(session, ACTIONS.where(*where), {"limit": limit}, whole=whole)


def _found(
    session: Session, query: Select[Any], asked: dict[str, Any], *, whole: bool = False
) -> tuple[Action, ...]:
    rows = session.connection().execute(query, asked).all()
    named = {i for row in rows for i in (row.owner_id, row.convener_id) if i}
    known = people.refs(session, named) if named else {}
    return tuple(_action(session, row, known, whole=whole) for row in rows)


def _action(session: Session, row: Row[Any], known: dict[int, PersonRef], *, whole: bool) -> Action:
    owner = known.get(row.owner_id or 0) or PersonRef(0, row.owner_name)
    return Action(
        number=row.number,
        meeting=row.meeting,
        item=row.item,
        what=row.what,
        owner=owner,
        due_at=row.due_at,
        convener=known.get(row.convener_id, NOBODY),
        place=row.place,
        body=row.body_id,
        given_at=row.given_at,
        state=ActionState(row.state),
        why=row.why,
        extended=row.extended,
        closed_at=row.closed_at,
        changes=row.changes,
        history=history.history_of(session, action_about(row.number)) if whole else (),
    )


def topic_about(number: str) -> str:
    return f"topic:{number}"


def topic_numbered(session: Session, number: str) -> Topic | None:
    found = _topics(session, Topics.number == number, limit=1)
    return found[0] if found else None


def topics_waiting(session: Session, village: str, limit: int) -> tuple[Topic, ...]:
    waiting = Topics.place == village, Topics.state == TopicState.WAITING.value
    return _topics(session, *waiting, limit=limit)


def topics_of(session: Session, person: int, limit: int) -> tuple[Topic, ...]:
    return tuple(reversed(_topics(session, Topics.person_id == person, limit=limit, newest=True)))


def _topics(
    session: Session, *where: ColumnElement[bool], limit: int, newest: bool = False
) -> tuple[Topic, ...]:
    order = Topics.id.desc() if newest else Topics.id
    rows: Sequence[Topics] = (
        session.execute(select(Topics).where(*where).order_by(order).limit(limit)).scalars().all()
    )
    known = people.refs(session, {row.person_id for row in rows})
    return tuple(
        Topic(
            row.number,
            row.place,
            known.get(row.person_id, NOBODY),
            row.words,
            row.voice_file,
            row.wish,
            row.raised_at,
            TopicState(row.state),
            row.meeting,
            row.why,
        )
        for row in rows
    )
