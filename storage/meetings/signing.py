"""Minutes written, signed, protested against; a version that is final stays as it is."""

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from conversations.meetings.effects import (
    AnswerProtest,
    KeepPaper,
    MakeMinutes,
    ProtestMinutes,
    SignMinutes,
)
from domain.meetings.meeting import Stage
from domain.meetings.minutes import MinutesState
from storage import history
from storage.files import note_file
from storage.meetings.lists import about
from storage.meetings.minutes import pack_sheet
from storage.meetings.moments import meeting_id
from storage.meetings.tables import Meetings, MinutesVersions, Protests, Signatures
from storage.requests.keeping import QuickerOne


def make_minutes(session: Session, asked: MakeMinutes, who: int, now: datetime) -> None:
    """A new version, or the draft of the same version anew; its signatures are given again."""
    meeting = meeting_id(session, asked.number)
    known = _version(session, asked.number, asked.sheet.version)
    values = {"sheet": pack_sheet(asked.sheet), "made_at": now, "why": asked.why}
    if known is None:
        kept = {"meeting_id": meeting, "version": asked.sheet.version}
        state = {"state": MinutesState.DRAFT.value}
        session.execute(insert(MinutesVersions).values(**kept, **state, **values))
    elif known.state != MinutesState.DRAFT.value:
        raise QuickerOne(asked.number)
    else:
        mine = MinutesVersions.id == known.id
        session.execute(update(MinutesVersions).where(mine).values(**values))
        session.execute(delete(Signatures).where(Signatures.minutes_id == known.id))
    record, version = about(asked.number), asked.sheet.version
    history.note(session, record, who, "minutes", now, f"{version}: {asked.why}")


def sign(session: Session, asked: SignMinutes, who: int, now: datetime) -> None:
    """One signature; with the last one the version is final, and the one before it replaced."""
    version = _draft(session, asked.number, asked.version)
    values = {"minutes_id": version.id, "person_id": who, "role": asked.role, "at": now}
    session.execute(insert(Signatures).values(**values))
    history.note(session, about(asked.number), who, "sign", now, f"{asked.version}: {asked.role}")
    if asked.final:
        make_final(session, asked.number, asked.version, now)


def make_final(session: Session, number: str, version: int, now: datetime) -> None:
    """From now on it stays as it is; the one before it is marked as replaced."""
    draft = _draft(session, number, version)
    older = (
        MinutesVersions.meeting_id == draft.meeting_id,
        MinutesVersions.state == MinutesState.FINAL.value,
    )
    replaced = {"state": MinutesState.REPLACED.value}
    session.execute(update(MinutesVersions).where(*older).values(**replaced))
    final = {"state": MinutesState.FINAL.value, "final_at": now}
    mine = MinutesVersions.id == draft.id
    session.execute(update(MinutesVersions).where(mine).values(**final))
    ended = {"stage": Stage.FINAL.value, "look_at": None}
    session.execute(update(Meetings).where(Meetings.id == draft.meeting_id).values(**ended))
    history.note(session, about(number), None, "final", now, str(version))


def protest(session: Session, asked: ProtestMinutes, who: int, now: datetime) -> None:
    version, record = _draft(session, asked.number, asked.version), about(asked.number)
    voice = note_file(session, asked.said.voice, record, now) if asked.said.voice else None
    values = {
        "minutes_id": version.id,
        "person_id": who,
        "item": asked.item,
        "words": asked.said.text,
        "voice_file": voice,
        "at": now,
    }
    session.execute(insert(Protests).values(**values))
    history.note(session, record, who, "protest", now, asked.said.text, [voice] if voice else [])


def answer(session: Session, asked: AnswerProtest, who: int, now: datetime) -> None:
    values = {"answer": asked.answer, "answered_at": now}
    session.execute(update(Protests).where(Protests.id == asked.protest).values(**values))
    history.note(session, about(asked.number), who, "answer_protest", now, asked.answer)


def keep_paper(session: Session, asked: KeepPaper, who: int, now: datetime) -> None:
    record = about(asked.number)
    files = [note_file(session, photo, record, now) for photo in asked.photos]
    version = _version(session, asked.number, asked.version)
    assert version is not None
    version.paper = [*version.paper, *(f for f in files if f not in version.paper)]
    session.flush()
    history.note(session, record, who, "paper", now, str(asked.version), files)


def _version(session: Session, number: str, version: int) -> MinutesVersions | None:
    query = select(MinutesVersions).where(
        MinutesVersions.meeting_id == meeting_id(session, number),
        MinutesVersions.version == version,
    )
    return session.execute(query).scalar()


def _draft(session: Session, number: str, version: int) -> MinutesVersions:
    """Raises QuickerOne where it was signed, or another version took its place."""
    found = _version(session, number, version)
    if found is None or found.state != MinutesState.DRAFT.value:
        raise QuickerOne(number)
    return found
