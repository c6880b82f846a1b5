"""A copy of the embedded database as it stands at one moment, and how many rows there are."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, MetaData, func, inspect, select

REVISIONS = "alembic_version"


def copy_embedded(file: Path, to: Path) -> None:
    """Readers and the writer go on meanwhile; raises sqlite3.Error where the copy is not sound."""
    source = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True, timeout=30)
    with closing(source), closing(sqlite3.connect(to)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, without its shadows
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("malformed copy")


def rows_by_table(connection: Connection) -> dict[str, int]:
    """Of every table that is there, whichever version made them."""
    there = MetaData()
    there.reflect(connection)
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in there.sorted_tables
        if table.name != REVISIONS
    }


def revision_of(connection: Connection) -> str:
    """Empty where nobody has made tables yet."""
    if not inspect(connection).has_table(REVISIONS):
        return ""
    return str(connection.exec_driver_sql(f"SELECT version_num FROM {REVISIONS}").scalar() or "")  # noqa: S608  # a fixed name


def is_empty(connection: Connection) -> bool:
    return not inspect(connection).get_table_names()
