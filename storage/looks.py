"""Who of the staff saw what of somebody's, so that they can be told (articles 7, 44 and 45)."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.facts import Facts, Look, LooksAtMe, Me
from conversations.questions import Lookup
from domain.masking import phones_in
from storage import people
from storage.files import file_numbered
from storage.records_asked import UNANSWERED
from storage.sealing import mark_of
from storage.tables import Looks, People, Posts, Requests

PHONE, PLACE, PAPERS = "phone", "place", "papers"


def note_shown(
    session: Session, reader: Me, about: str, body: dict[str, Any], now: datetime
) -> None:
    """A letter to somebody who serves: whose phone, home or papers it carries."""
    if not reader.posts:
        return
    text = body["text"]
    for whose in _whose_phones(session, phones_in(text)):
        note(session, reader.id, whose, about.partition(":")[2], PHONE, now)
    if number := _request(about):
        applicant, home = _applicant(session, number)
        if home and home in text:
            note(session, reader.id, applicant, number, PLACE, now)
    for file, _kind, _name in body["files"]:
        note_opened(session, reader, file, now)


def note_opened(session: Session, reader: Me, file: int, now: datetime) -> None:
    """A file that somebody who serves has before them."""
    kept = file_numbered(session, file) if reader.posts else None
    if kept and (number := _request(kept.about)):
        applicant, _ = _applicant(session, number)
        note(session, reader.id, applicant, number, PAPERS, now)


def note(session: Session, who: int, whose: int, about: str, what: str, now: datetime) -> None:
    """Once a day for each thing; one's own are nobody's business."""
    if not whose or who == whose:
        return
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"who_id": who, "whose_id": whose, "about": about, "what": what, "at": now}
    statement = insert(Looks).values(**values, day=now.date())
    session.execute(statement.on_conflict_do_nothing())


def looks_at(session: Session, whose: int, limit: int) -> tuple[Look, ...]:
    """The newest first."""
    rows = session.execute(
        select(Looks).where(Looks.whose_id == whose).order_by(Looks.id.desc()).limit(limit)
    ).scalars()
    found = list(rows)
    known = people.people_known(session, {row.who_id for row in found})
    return tuple(Look(row.at, known[row.who_id], row.about, row.what) for row in found)


def look_at_looks(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    if isinstance(lookup, LooksAtMe):
        return looks_at(session, facts.me.id, lookup.limit)
    return UNANSWERED


def _request(about: str) -> str:
    kind, _, number = about.partition(":")
    return number if kind == "request" else ""


def _applicant(session: Session, number: str) -> tuple[int, str]:
    """Whose errand it is, and where it is to be done, in their words."""
    query = select(Requests.applicant_id, Requests.where).where(Requests.number == number)
    row = session.execute(query).first()
    return (row.applicant_id, (row.where or {}).get("text", "")) if row else (0, "")


def _whose_phones(session: Session, phones: Collection[str]) -> Sequence[int]:
    """Villagers only: that colleagues see each other's numbers is their work."""
    if not phones:
        return ()
    marks = [mark_of(session, phone) for phone in phones]
    serves = select(Posts.id).where(Posts.person_id == People.id, Posts.ended_at.is_(None))
    query = select(People.id).where(People.phone_mark.in_(marks), ~serves.exists())
    return session.execute(query.order_by(People.id)).scalars().all()
