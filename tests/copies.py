"""Records that begin as others stand, and cost next to nothing.

SQLAlchemy remembers by engine how it wrote each statement down, and writing it down costs more than
the statement itself: an engine whose records nobody holds any longer serves the next ones.
"""

import sqlite3
import weakref

from sqlalchemy import Engine

from bot.records import Records
from storage.database import is_postgresql, open_sqlite
from tests import postgresql
from tests.keys import with_keys

_SPARE: list[Engine] = []


def empty_engine() -> Engine:
    """Of the kind of database that this run of the tests is about."""
    if postgresql.CHOSEN == "postgresql":
        return with_keys(postgresql.engine())
    return with_keys(open_sqlite(None))


def records_like(others: Records) -> Records:
    """The same tables and rows, from now on apart."""
    engine = _SPARE.pop() if _SPARE else empty_engine()
    copy_into(engine, others)
    records = Records(engine)
    weakref.finalize(records, _SPARE.append, engine)
    return records


def copy_into(engine: Engine, others: Records) -> None:
    """All that was there is gone."""
    if is_postgresql(engine):
        engine.dispose()
        others.engine.dispose()
        name, like = engine.url.database, others.engine.url.database
        assert name
        assert like
        postgresql.make(name, like)
    else:
        _connection(others.engine).backup(_connection(engine))


def _connection(engine: Engine) -> sqlite3.Connection:
    """The only one an embedded database has."""
    connection = engine.raw_connection().dbapi_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection
