"""Notices, objections and big decisions, kept."""

from dataclasses import asdict
from datetime import datetime
from typing import Any, assert_never

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.notices.effects import (
    AnswerObjection,
    BeginDecision,
    EndNotice,
    ExtendNotice,
    NoticeEffect,
    Object,
    Publish,
    TakeStep,
)
from domain.notices.decision import Done
from domain.notices.notice import State
from storage import history
from storage.files import note_file
from storage.notices.tables import BigDecisions, Notices, Objections
from storage.requests.keeping import QuickerOne


def about(number: str) -> str:
    return f"notice:{number}"


def about_decision(number: str) -> str:
    return f"decision:{number}"


def carry_notice(session: Session, effect: NoticeEffect, who: int, now: datetime) -> None:
    match effect:
        case Publish():
            _publish(session, effect, who, now)
        case Object():
            _object(session, effect, who, now)
        case AnswerObjection():
            _answer(session, effect, who, now)
        case ExtendNotice(number, until):
            _change(session, number, who, "extend", now, until=until, told_at=None)
        case EndNotice(number, withdrawn, why):
            state = State.WITHDRAWN if withdrawn else State.OVER
            _change(session, number, who, state.value, now, state=state.value, why=why)
        case BeginDecision():
            _begin(session, effect, who, now)
        case TakeStep():
            _take(session, effect, who, now)
        case _:
            assert_never(effect)


def _publish(session: Session, asked: Publish, who: int, now: datetime) -> None:
    notice = asked.notice
    values = {
        "number": notice.number,
        "place": notice.place,
        "title": notice.title,
        "text": notice.text,
        "publisher_id": who,
        "opened_at": now,
        "until": notice.until,
        "meeting": notice.meeting,
        "version": notice.version,
        "decision": notice.decision,
    }
    session.execute(insert(Notices).values(**values))
    history.note(session, about(notice.number), who, "publish", now, notice.title)


def _object(session: Session, asked: Object, who: int, now: datetime) -> None:
    record = about(asked.number)
    notice = session.execute(select(Notices.id).where(Notices.number == asked.number)).scalar_one()
    voice = note_file(session, asked.said.voice, record, now) if asked.said.voice else None
    values = {
        "notice_id": notice,
        "person_id": who,
        "words": asked.said.text,
        "voice_file": voice,
        "at": now,
    }
    session.execute(insert(Objections).values(**values))
    history.note(session, record, who, "object", now)


def _answer(session: Session, asked: AnswerObjection, who: int, now: datetime) -> None:
    """Raises QuickerOne where a colleague answered before."""
    still = Objections.id == asked.objection, Objections.answered_at.is_(None)
    values = {"answer": asked.answer, "answered_by_id": who, "answered_at": now}
    answered = update(Objections).where(*still).values(**values).returning(Objections.id)
    if session.execute(answered).scalar() is None:
        raise QuickerOne(asked.number)
    history.note(session, about(asked.number), who, "answer", now, asked.answer)


def _change(
    session: Session, number: str, who: int | None, what: str, now: datetime, **values: Any
) -> None:
    session.execute(update(Notices).where(Notices.number == number).values(**values))
    history.note(session, about(number), who, what, now, str(values.get("why", "")))


def ended(session: Session, number: str, now: datetime) -> None:
    """Its time is over, every objection is answered: closed by the house itself."""
    _change(session, number, None, State.OVER.value, now, state=State.OVER.value, told_at=now)


def told_over(session: Session, number: str, now: datetime) -> None:
    session.execute(update(Notices).where(Notices.number == number).values(told_at=now))


def _begin(session: Session, asked: BeginDecision, who: int, now: datetime) -> None:
    decision = asked.decision
    values = {
        "number": decision.number,
        "place": decision.place,
        "matter": decision.matter,
        "reserved": decision.reserved,
        "begun_by_id": who,
        "begun_at": now,
    }
    session.execute(insert(BigDecisions).values(**values))
    history.note(session, about_decision(decision.number), who, "begin", now, decision.matter)


def _take(session: Session, asked: TakeStep, who: int, now: datetime) -> None:
    """Raises QuickerOne where somebody took a step meanwhile."""
    row = session.execute(
        select(BigDecisions).where(BigDecisions.number == asked.number).with_for_update()
    ).scalar_one()
    if row.changes != asked.seen:
        raise QuickerOne(asked.number)
    row.done, row.changes = [*row.done, pack_done(asked.done)], asked.seen + 1
    session.flush()
    history.note(session, about_decision(asked.number), who, asked.done.step, now, asked.done.words)


def pack_done(done: Done) -> dict[str, Any]:
    return {**asdict(done), "at": done.at.isoformat(), "by": [done.by.id, done.by.name]}
