"""How the database goes about a read: by an index, or by looking at a whole table."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from storage.database import is_postgresql

Read = Callable[[Session], Any]


def plans_of(session: Session, read: Read) -> list[str]:
    """The steps of each query of a read, in SQLite's words: SCAN is a whole table.

    PostgreSQL is told to avoid that where it can, for it reads the small tables of a test at once.
    """
    connection = session.connection()
    asked = _asked(connection, session, read)
    return [step for query in asked for step in _steps(connection, *query)]


def _asked(connection: Connection, session: Session, read: Read) -> list[tuple[str, Any]]:
    asked: list[tuple[str, Any]] = []

    def noted(
        _c: Connection, _cursor: object, statement: str, given: Any, _x: object, _many: object
    ) -> None:
        if statement.lstrip().upper().startswith("SELECT"):
            asked.append((statement, given))

    event.listen(connection, "before_cursor_execute", noted)
    try:
        read(session)
    finally:
        event.remove(connection, "before_cursor_execute", noted)
    return asked


def _steps(connection: Connection, statement: str, given: Any) -> list[str]:
    if is_postgresql(connection):
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        told = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", given).scalar_one()
        return [_in_words(step) for step in _nodes(told[0]["Plan"]) if "Relation Name" in step]
    rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)
    return [str(row[3]) for row in rows]


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def _in_words(step: dict[str, Any]) -> str:
    if step["Node Type"] == "Seq Scan":
        return f"SCAN {step['Relation Name']}"
    return f"SEARCH {step['Relation Name']} USING INDEX {step.get('Index Name', '')}"
