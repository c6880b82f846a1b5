"""Records in memory that begin as others stand, and cost next to nothing.

SQLAlchemy remembers by engine how it wrote each statement down, and writing it down costs more than
the statement itself: an engine whose records nobody holds any longer serves the next ones.
"""

import sqlite3
import weakref

from sqlalchemy import Engine

from bot.records import Records
from storage.database import open_sqlite

_SPARE: list[Engine] = []


def records_like(others: Records) -> Records:
    """The same tables and rows, from now on apart."""
    engine = _SPARE.pop() if _SPARE else open_sqlite(None)
    copy_into(engine, others)
    records = Records(engine)
    weakref.finalize(records, _SPARE.append, engine)
    return records


def copy_into(engine: Engine, others: Records) -> None:
    """All that was there is gone."""
    _connection(others._engine).backup(_connection(engine))


def _connection(engine: Engine) -> sqlite3.Connection:
    """The only one an embedded database has."""
    connection = engine.raw_connection().dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection
