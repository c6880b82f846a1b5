"""Disputes kept and read: who may, is asked before (domain/disputes/rights.py)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, insert, select, union, update
from sqlalchemy.orm import Session

from conversations.disputes.effects import ChangeDispute, DisputeEffect, RegisterDispute
from domain.disputes.dispute import Court, Dispute, Party, ReturnVisit, Stage
from domain.disputes.due import looks_of
from domain.looks import next_look, zone_of
from domain.meetings.kinds import MediationRules
from domain.records import NOBODY, PersonRef
from domain.roles import Post, Role
from storage import history, people
from storage.disputes.tables import Disputes
from storage.files import note_file
from storage.requests.keeping import QuickerOne


def about(number: str) -> str:
    return f"dispute:{number}"


def carry_dispute(
    session: Session, effect: DisputeEffect, who: int, rules: MediationRules, now: datetime
) -> None:
    match effect:
        case RegisterDispute():
            _register(session, effect, who, rules, now)
        case ChangeDispute():
            _change(session, effect, who, rules, now)


def _register(
    session: Session, asked: RegisterDispute, who: int, rules: MediationRules, now: datetime
) -> None:
    dispute, record = asked.dispute, about(asked.dispute.number)
    voice = note_file(session, asked.said.voice, record, now) if asked.said.voice else None
    values = {
        "number": dispute.number,
        "place": dispute.place,
        "kind": dispute.kind,
        "parties": [[p.name, p.phone] for p in dispute.parties],
        "matter": dispute.matter,
        "voice_file": voice,
        "meeting": dispute.meeting,
        "convener_id": dispute.convener or None,
        "registered_at": now,
        **_columns(dispute, rules, now),
    }
    session.execute(insert(Disputes).values(**values))
    history.note(session, record, who, "register", now)


def _change(
    session: Session, asked: ChangeDispute, who: int | None, rules: MediationRules, now: datetime
) -> None:
    """Keep it as it stands; raises QuickerOne where somebody changed it before."""
    dispute, record = asked.dispute, about(asked.dispute.number)
    seen = Disputes.number == dispute.number, Disputes.changes == asked.seen
    values = _columns(dispute, rules, now) | {"changes": asked.seen + 1}
    changed = update(Disputes).where(*seen).values(**values).returning(Disputes.id)
    if session.execute(changed).scalar() is None:
        raise QuickerOne(dispute.number)
    photos = [note_file(session, photo, record, now) for photo in asked.photos]
    voice = [note_file(session, asked.why.voice, record, now)] if asked.why.voice else []
    history.note(session, record, who, asked.what, now, asked.why.text, [*photos, *voice])


def _columns(dispute: Dispute, rules: MediationRules, now: datetime) -> dict[str, Any]:
    return {
        "mediator_id": dispute.mediator.id,
        "stage": dispute.stage.value,
        "written": dispute.written,
        "agreement": dispute.agreement,
        "target_at": dispute.target_at,
        "agreed_at": dispute.agreed_at,
        "perform_by": dispute.perform_by,
        "court": dispute.court.value,
        "visits": [_pack_visit(v) for v in dispute.visits],
        "extended": dispute.extended,
        "why": dispute.why,
        "closed_at": dispute.closed_at,
        "look_at": next_look(looks_of(dispute, rules, zone_of(now)), now),
    }


def _pack_visit(visit: ReturnVisit) -> list[Any]:
    done = visit.done_at.isoformat() if visit.done_at else None
    return [visit.due.isoformat(), done, visit.kept, visit.words]


def look_later(session: Session, number: str, at: datetime | None) -> None:
    session.execute(update(Disputes).where(Disputes.number == number).values(look_at=at))


def dispute_numbered(session: Session, number: str) -> Dispute | None:
    found = _read(session, Disputes.number == number, limit=1, whole=True)
    return found[0] if found else None


def on_desk(
    session: Session, person: int, posts: Iterable[Post], office: str, limit: int
) -> tuple[Dispute, ...]:
    """Open ones somebody mediates, or that lie where they are the director or of the justice office."""
    ways: list[ColumnElement[bool]] = [Disputes.mediator_id == person]
    for post in posts:
        if post.role is Role.SECRETARY:
            ways.append(Disputes.place == post.place)
        elif post.role is Role.DEPARTMENT and post.place.endswith(f"-{office}"):
            ways.append(_under(post.place.partition("-")[0]))
    still = Disputes.closed_at.is_(None)
    found = union(*(select(Disputes.id).where(still, way) for way in ways))
    return _read(session, Disputes.id.in_(found.subquery().select()), limit=limit)


def _under(prefix: str) -> ColumnElement[bool]:
    return and_(Disputes.place >= prefix, Disputes.place < f"{prefix}:")


def due_disputes(session: Session, now: datetime, limit: int = 200) -> tuple[Dispute, ...]:
    return _read(session, Disputes.look_at <= now, limit=limit, whole=True)


def _read(
    session: Session, *where: ColumnElement[bool], limit: int, whole: bool = False
) -> tuple[Dispute, ...]:
    rows: Sequence[Disputes] = (
        session.execute(
            select(Disputes).where(*where).order_by(Disputes.target_at, Disputes.id).limit(limit)
        )
        .scalars()
        .all()
    )
    known = people.refs(session, {row.mediator_id for row in rows})
    return tuple(_dispute(session, row, known, whole=whole) for row in rows)


def _dispute(
    session: Session, row: Disputes, known: dict[int, PersonRef], *, whole: bool
) -> Dispute:
    return Dispute(
        number=row.number,
        place=row.place,
        kind=row.kind,
        parties=tuple(Party(name, phone) for name, phone in row.parties),
        matter=row.matter,
        mediator=known.get(row.mediator_id, NOBODY),
        registered_at=row.registered_at,
        target_at=row.target_at,
        voice=row.voice_file,
        meeting=row.meeting,
        convener=row.convener_id or 0,
        stage=Stage(row.stage),
        written=row.written,
        agreement=row.agreement,
        agreed_at=row.agreed_at,
        perform_by=row.perform_by,
        court=Court(row.court),
        visits=tuple(_visit(kept) for kept in row.visits),
        extended=row.extended,
        why=row.why,
        closed_at=row.closed_at,
        changes=row.changes,
        history=history.history_of(session, about(row.number)) if whole else (),
    )


def _visit(kept: list[Any]) -> ReturnVisit:
    due, done, good, words = kept
    return ReturnVisit(
        date.fromisoformat(due), datetime.fromisoformat(done) if done else None, good, words
    )
