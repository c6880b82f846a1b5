"""Proxy requests: filed and moved."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.effects import FileRequest, MoveRequest, PaperGiven
from conversations.messages import FileRef
from domain.requests import (
    OPEN,
    STANDING_STILL,
    Move,
    Stage,
    after,
    stage_after,
)
from storage import history, people
from storage.files import note_file
from storage.requests.lists import about, request_numbered
from storage.tables import Originals, Requests


class QuickerOne(Exception):  # noqa: N818
    """Somebody else moved the request in between."""


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
    changes["look_at"] = now if target in OPEN else None
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
        case Move.END_NOTICE:
            noticed = request_numbered(session, row.number)
            back_to = stage_after(noticed, move.move) if noticed else None
            return {"stage": back_to.value} if back_to else {}
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


def mark_secretary_called(session: Session, number: str, now: datetime) -> None:
    row = Requests.number == number
    session.execute(update(Requests).where(row).values(called_secretary_at=now))
    history.note(session, about(number), None, "call_secretary", now)


def look_later(session: Session, number: str, moment: datetime | None) -> None:
    session.execute(update(Requests).where(Requests.number == number).values(look_at=moment))
