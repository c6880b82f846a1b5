"""Proxy requests: filed, moved, read."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from conversations.effects import FileRequest, MoveRequest, PaperGiven
from conversations.messages import FileRef
from domain.deadlines import Pause
from domain.requests import (
    OPEN,
    STANDING_STILL,
    Move,
    Original,
    Paper,
    PersonRef,
    Request,
    Stage,
    after,
)
from domain.services import Mode
from storage import history, people
from storage.files import note_file
from storage.tables import Originals, People, Requests

NOBODY = PersonRef(0, "")


class QuickerOne(Exception):  # noqa: N818
    """Somebody else moved the request in between."""


def about(number: str) -> str:
    return f"request:{number}"


def file_request(session: Session, asked: FileRequest, filer: int, now: datetime) -> None:
    applicant = filer
    if asked.villager_name:
        applicant = _villager(session, asked, now)
    voice = asked.note.voice
    session.execute(
        insert(Requests).values(
            number=asked.number,
            service=asked.service,
            village=asked.village,
            stage=Stage.SENT.value,
            mode=asked.mode.value,
            applicant_id=applicant,
            filed_by_id=filer,
            for_name=asked.for_name,
            relation=asked.relation,
            sent_at=now,
            accept_by=asked.accept_by,
            due_at=asked.due_at,
            pauses=[],
            where={
                "text": asked.where.text,
                "lat": asked.where.latitude,
                "lon": asked.where.longitude,
            },
            visit=asked.visit,
            papers=[_paper(session, asked.number, given, now) for given in asked.papers],
            asked=[],
            note=asked.note.text,
            voice_file=note_file(session, voice, about(asked.number), now) if voice else None,
            sensitive_consent_at=now if asked.sensitive_consent else None,
        )
    )
    history.note(session, about(asked.number), filer, "file", now)


def _villager(session: Session, asked: FileRequest, now: datetime) -> int:
    """Somebody without a phone at hand is written down once, by name, phone and village."""
    return people.somebody_at_the_desk(
        session, asked.villager_name, asked.villager_phone, asked.village, now
    )


def _paper(session: Session, number: str, given: PaperGiven, now: datetime) -> dict[str, Any]:
    files = [note_file(session, file, about(number), now) for file in given.files]
    return {"key": given.key, "status": given.status, "files": files, "words": given.words}


def move_request(session: Session, move: MoveRequest, who: int, now: datetime) -> None:
    """Make a move and write it down; raises QuickerOne where the stage is no longer the one seen."""
    row = session.execute(
        select(Requests).where(Requests.number == move.number).with_for_update()
    ).scalar_one()
    stage = Stage(row.stage)
    target = after(stage, move.move)
    if target is None or stage is not move.seen:
        raise QuickerOne(move.number)
    changes = _changes(session, row, move, who, now)
    target = Stage(changes.pop("stage", target.value))
    changes |= {"stage": target.value, "pauses": _pauses(row.pauses, stage, target, now)}
    if move.due_at and target not in STANDING_STILL:
        changes["due_at"] = move.due_at
    session.execute(update(Requests).where(Requests.id == row.id).values(**changes))
    _originals(session, row.id, move, who, now)
    _write_down(session, move, who, now)


def _changes(
    session: Session, row: Requests, move: MoveRequest, who: int, now: datetime
) -> dict[str, Any]:
    match move.move:
        case Move.ACCEPT:
            return {"agent_id": who, "accept_by": None}
        case Move.ASK:
            return {
                "agent_id": row.agent_id or who,
                "accept_by": None,
                "asked": list(move.asked),
                "asked_why": move.why.text,
                "papers": _asked_for(row.papers, move.asked),
            }
        case Move.SUPPLY:
            return _supplied(session, row, move, now)
        case Move.TRANSFER:
            return {"agent_id": None, "accept_by": move.accept_by, "called_secretary_at": None}
        case Move.RATE:
            return {"rating": move.rating, "rating_word": move.why.text}
        case _:
            return {}


def _asked_for(papers: list[Any], asked: Sequence[str]) -> list[Any]:
    known = {paper["key"] for paper in papers}
    kept = [
        {**p, "status": "asked"} if p["key"] in asked and p["status"] != "photo" else p
        for p in papers
    ]
    return [*kept, *({"key": k, "status": "asked", "files": []} for k in asked if k not in known)]


def _supplied(session: Session, row: Requests, move: MoveRequest, now: datetime) -> dict[str, Any]:
    given = {p.key: _paper(session, row.number, p, now) for p in move.papers}
    papers = []
    for paper in row.papers:
        new = given.pop(paper["key"], None)
        files = [*paper["files"], *(new["files"] if new else [])]
        papers.append({**paper, **new, "files": files} if new else paper)
    asked = [key for key in row.asked if key not in {p.key for p in move.papers}]
    changes: dict[str, Any] = {"papers": [*papers, *given.values()], "asked": asked}
    if row.stage == Stage.WAITING.value and asked:
        changes["stage"] = Stage.WAITING.value
    return changes


def _pauses(pauses: list[Any], before: Stage, now_stage: Stage, now: datetime) -> list[Any]:
    was, still = before in STANDING_STILL, now_stage in STANDING_STILL
    if still and not was:
        return [*pauses, [now.isoformat(), None]]
    if was and not still and pauses:
        return [*pauses[:-1], [pauses[-1][0], now.isoformat()]]
    return pauses


def _originals(session: Session, row: int, move: MoveRequest, who: int, now: datetime) -> None:
    if move.move is Move.TAKE_PAPERS:
        what = move.why.text or "原件"
        values = {"request_id": row, "what": what, "taken_by_id": who, "taken_at": now}
        session.execute(insert(Originals).values(**values, back_by=move.back_by))
    if move.move is Move.RETURN_PAPERS and move.original is not None:
        held = Originals.id == move.original, Originals.request_id == row
        session.execute(update(Originals).where(*held).values(returned_at=now))


def _write_down(session: Session, move: MoveRequest, who: int, now: datetime) -> None:
    record = about(move.number)
    refs: list[FileRef] = [*move.files, *(f for p in move.papers for f in p.files)]
    if move.why.voice:
        refs.append(move.why.voice)
    files = [note_file(session, file, record, now) for file in refs]
    history.note(session, record, who, move.move.value, now, _why(session, move), files)


def _why(session: Session, move: MoveRequest) -> str:
    """The reason as it was given, with what else the move says: the stars, or to whom it went."""
    if move.rating is not None:
        return " ".join(["★" * move.rating, move.why.text]).strip()
    if move.to_agent is not None:
        to = people.refs(session, [move.to_agent])[move.to_agent].name
        return " ".join([f"→ {to}", move.why.text]).strip()
    return move.why.text


def request_numbered(session: Session, number: str) -> Request | None:
    found = _read(session, Requests.number == number, limit=1, whole=True)
    return found[0] if found else None


def requests_of(session: Session, person: int, limit: int) -> tuple[Request, ...]:
    mine = or_(Requests.applicant_id == person, Requests.filed_by_id == person)
    return _read(session, mine, limit=limit)


def requests_on_desk(
    session: Session, agent: int, villages: Iterable[str], limit: int
) -> tuple[Request, ...]:
    """Open ones an agent has, and those of their villages that nobody has accepted yet."""
    untaken = Requests.village.in_(list(villages)) & Requests.agent_id.is_(None)
    open_ = Requests.stage.in_([stage.value for stage in OPEN])
    return _read(
        session, open_ & ((Requests.agent_id == agent) | untaken), limit=limit, by_due=True
    )


def same_open(session: Session, person: int, service: str, for_name: str) -> str:
    query = select(Requests.number).where(
        Requests.applicant_id == person,
        Requests.service == service,
        Requests.for_name == for_name,
        Requests.stage.in_([stage.value for stage in OPEN]),
    )
    return session.execute(query.limit(1)).scalar() or ""


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


def mark_secretary_called(session: Session, number: str, now: datetime) -> None:
    row = Requests.number == number
    session.execute(update(Requests).where(row).values(called_secretary_at=now))
    history.note(session, about(number), None, "call_secretary", now)


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
