"""The history of a record: who, when, what, why. Only ever appended to."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from domain.records import Entry
from storage.tables import History, People, Table

NOTE = insert(Table.metadata.tables["history"])


def note(
    session: Session,
    about: str,
    who: int | None,
    what: str,
    now: datetime,
    why: str = "",
    files: Sequence[int] = (),
) -> None:
    row = {"about": about, "at": now, "who_id": who, "what": what, "why": why}
    session.connection().execute(NOTE, {**row, "files": list(files)})


def count_of(session: Session, about: str) -> int:
    query = select(func.count()).select_from(History).where(History.about == about)
    return session.execute(query).scalar_one()


def count_since(session: Session, about: str, moment: datetime) -> int:
    query = select(func.count()).where(History.about == about, History.at >= moment)
    return session.execute(query).scalar_one()


def history_of(session: Session, about: str) -> tuple[Entry, ...]:
    rows = session.execute(
        select(History, People.name)
        .outerjoin(People, People.id == History.who_id)
        .where(History.about == about)
        .order_by(History.id)
    )
    return tuple(
        Entry(row.at, name or "村帮", row.what, row.why, tuple(row.files)) for row, name in rows
    )
