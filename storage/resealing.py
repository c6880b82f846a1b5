"""Sealing what lies open, or under an older key, a portion at a time."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, String, cast, func, literal, select, type_coerce, update
from sqlalchemy.orm import Session

from storage.sealing import SIGN, Sealed, SealedJson, mark_of
from storage.tables import People, Table

PORTION = 500
"""Rows in one unit of work: people who talk meanwhile wait for one at most."""


def sealed_columns() -> Iterator["Column[object]"]:
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJson):
                yield column


def reseal(session: Session, column: "Column[object]", newest: str) -> int:
    """Seal a portion of a column under the newest key; how many rows were changed."""
    (key,) = column.table.primary_key.columns
    rows = session.execute(select(key, column).where(_not_under(column, newest)).limit(PORTION))
    changed = 0
    for number, value in rows.all():
        session.execute(update(column.table).where(key == number).values({column: value}))
        changed += 1
    return changed


def left_under(session: Session, column: "Column[object]", name: str) -> int:
    """Rows that only this key opens."""
    query = (
        select(func.count()).select_from(column.table).where(_raw(column).contains(_start(name)))
    )
    return session.execute(query).scalar_one()


def _not_under(column: "Column[object]", newest: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  # SQLAlchemy's own words for it are longer than the rule
    raw = _raw(column)
    nothing = ("", "[]", "{}", '""', "null")
    return raw.is_not(None) & raw.not_in(nothing) & ~raw.contains(_start(newest))


def _raw(column: "Column[object]"):  # type: ignore[no-untyped-def]  # noqa: ANN202  # the same
    """As it lies there."""
    assert isinstance(column.type, Sealed | SealedJson)
    return cast(type_coerce(column, column.type.impl), String)


def _start(name: str) -> str:
    return f"{SIGN}{name}{SIGN}"


def mark_phones(session: Session) -> int:
    """Of people written down before phones had marks; how many."""
    query = select(People.id, People.phone).where(People.phone_mark == "", People.phone != "")
    rows = session.execute(query.limit(PORTION)).all()
    for person, phone in rows:
        values = {"phone": phone, "phone_mark": mark_of(session, phone)}
        session.execute(update(People).where(People.id == person).values(**values))
    return len(rows)


def anything_sealed(connection: Connection) -> bool:
    return any(
        connection.execute(
            select(literal(1))
            .select_from(column.table)
            .where(_raw(column).contains(f"{SIGN}k"))
            .limit(1)
        ).first()
        for column in sealed_columns()
    )
