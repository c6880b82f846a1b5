"""Requests as they are read: one, mine, those on a desk, those nobody took."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from domain.deadlines import Pause
from domain.records import NOBODY, PersonRef
from domain.requests import (
    OPEN,
    POOR,
    Move,
    Original,
    Paper,
    Request,
    Stage,
)
from domain.services import Mode
from storage import history, people
from storage.tables import History, Originals, People, Requests


def about(number: str) -> str:
    return f"request:{number}"


def request_numbered(session: Session, number: str) -> Request | None:
    found = _read(session, Requests.number == number, limit=1, whole=True)
    return found[0] if found else None


def requests_of(session: Session, person: int, limit: int) -> tuple[Request, ...]:
    mine = or_(Requests.applicant_id == person, Requests.filed_by_id == person)
    return _read(session, mine, limit=limit)


def requests_on_desk(
    session: Session,
    agent: int,
    villages: Iterable[str],
    limit: int,
    answers_in: Iterable[str] = (),
) -> tuple[Request, ...]:
    """Open ones an agent has, those of their villages that nobody took, complaints to answer."""
    here = Requests.village.in_(list(villages))
    open_ = Requests.stage.in_([stage.value for stage in OPEN])
    mine = open_ & ((Requests.agent_id == agent) | (here & Requests.agent_id.is_(None)))
    owed = Requests.village.in_(list(answers_in)) & _unanswered()
    return _read(session, mine | owed, limit=limit, by_due=True)


def _unanswered() -> ColumnElement[bool]:
    """Rated poorly, and the secretary has not answered yet (domain.requests.awaits_reply)."""
    answered = select(History.id).where(
        History.about == "request:" + Requests.number, History.what == Move.REPLY.value
    )
    return (Requests.rating <= POOR) & ~answered.exists()


def same_open(session: Session, person: int, service: str, for_name: str) -> str:
    """Names are sealed, so they are compared here and not by the database."""
    query = select(Requests.number, Requests.for_name).where(
        Requests.applicant_id == person,
        Requests.service == service,
        Requests.stage.in_([stage.value for stage in OPEN]),
    )
    return next((number for number, name in session.execute(query) if name == for_name), "")


def same_at_desk(session: Session, service: str, village: str, name: str) -> str:
    query = (
        select(Requests.number)
        .join(People, People.id == Requests.applicant_id)
        .where(
            Requests.village == village,
            Requests.service == service,
            People.name == name,
            Requests.stage.in_([stage.value for stage in OPEN]),
        )
    )
    return session.execute(query.limit(1)).scalar() or ""


def unaccepted(session: Session, now: datetime, limit: int = 100) -> tuple[Request, ...]:
    """Those whose time to be accepted has run out and of which the secretary was not told."""
    late = (
        (Requests.stage == Stage.SENT.value)
        & (Requests.accept_by <= now)
        & Requests.called_secretary_at.is_(None)
    )
    return _read(session, late, limit=limit)


def due_requests(session: Session, now: datetime, limit: int = 200) -> tuple[Request, ...]:
    """Those the clock has to look at."""
    return _read(session, Requests.look_at <= now, limit=limit, by_due=True)


def _read(
    session: Session,
    where: ColumnElement[bool],
    *,
    limit: int,
    whole: bool = False,
    by_due: bool = False,
) -> tuple[Request, ...]:
    order = Requests.due_at.asc() if by_due else Requests.sent_at.desc()
    query = select(Requests).where(where).order_by(order).limit(limit)
    rows = session.execute(query).scalars().all()
    ids = {i for r in rows for i in (r.applicant_id, r.filed_by_id, r.agent_id) if i}
    known = people.refs(session, ids) if ids else {}
    return tuple(_request(session, row, known, whole=whole) for row in rows)


def _request(
    session: Session, row: Requests, known: dict[int, PersonRef], *, whole: bool
) -> Request:
    where = row.where or {}
    return Request(
        number=row.number,
        service=row.service,
        village=row.village,
        stage=Stage(row.stage),
        mode=Mode(row.mode),
        applicant=known.get(row.applicant_id, NOBODY),
        filed_by=known.get(row.filed_by_id, NOBODY),
        sent_at=row.sent_at,
        for_name=row.for_name,
        relation=row.relation,
        agent=known.get(row.agent_id) if row.agent_id else None,
        accept_by=row.accept_by,
        due_at=row.due_at,
        place=where.get("text") or "",
        latitude=where.get("lat"),
        longitude=where.get("lon"),
        visit=row.visit,
        papers=tuple(
            Paper(p["key"], p["status"], tuple(p["files"]), p.get("words", "")) for p in row.papers
        ),
        asked=tuple(row.asked),
        asked_why=row.asked_why,
        note=row.note,
        voice=row.voice_file,
        rating=row.rating,
        rating_word=row.rating_word,
        pauses=tuple(_pause(pair) for pair in row.pauses),
        originals=_originals_of(session, row.id) if whole else (),
        history=history.history_of(session, about(row.number)) if whole else (),
    )


def _pause(pair: list[Any]) -> Pause:
    start, end = pair
    return Pause(datetime.fromisoformat(start), datetime.fromisoformat(end) if end else None)


def _originals_of(session: Session, request: int) -> tuple[Original, ...]:
    query = select(Originals).where(Originals.request_id == request).order_by(Originals.id)
    rows = session.execute(query).scalars().all()
    takers = people.refs(session, {row.taken_by_id for row in rows}) if rows else {}
    return tuple(
        Original(
            row.id,
            row.what,
            takers.get(row.taken_by_id, NOBODY).name,
            row.taken_at,
            row.back_by,
            row.returned_at,
        )
        for row in rows
    )
