"""Opens the database, embedded or PostgreSQL, each with its house rules; brings its tables up."""

import sqlite3
from functools import lru_cache
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.engine.interfaces import DBAPIConnection, ExceptionContext
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

from storage.snapshots import revision_of

EMBEDDED_OUTAGES = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}
SERVER_OUTAGES = {"08", "25", "40", "53", "55", "57", "58"}
"""Classes of PostgreSQL's errors: connection, a transaction that timed out or met another, resources,
locks, an operator, the system."""
MIGRATIONS = Path(__file__).parent / "migrations"
ONE_WRITER, ONE_MIGRATES, ONE_LEADS = 620_000, 620_001, 620_002
"""Names of PostgreSQL's advisory locks; any numbers will do."""
ANNOUNCED = "cunbang_letters"
"""Where processes on one PostgreSQL tell each other of new letters."""
PATIENCE = (
    "-c idle_in_transaction_session_timeout=10s -c lock_timeout=20s "
    "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
)
"""A process that froze in the middle of its work loses it, so that the others can go on."""


def open_sqlite(path: Path | None) -> Engine:
    """One connection for the one writer thread; None keeps it in memory, for tests.

    WAL with synchronous=FULL: what was answered survives a power cut.
    """
    url = f"sqlite:///{path}" if path else "sqlite://"
    engine = create_engine(
        url,
        poolclass=StaticPool,
        connect_args={"check_same_thread": False, "timeout": 5},
        hide_parameters=True,  # an error's text goes into the log, and parameters are personal data
    )
    event.listen(engine, "connect", _house_rules)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def open_postgresql(url: str, connections: int = 4) -> Engine:
    """`postgresql://…` as libpq knows it; a connection that died is noticed before it is used."""
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        pool_pre_ping=True,
        connect_args={"options": PATIENCE, "connect_timeout": 5},
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _keep_the_first_line)
    return engine


def _keep_the_first_line(context: ExceptionContext) -> None:
    """The lines below it show the row that was refused, and an error's text goes into the log."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args:
            error.args = (str(error.args[0]).partition("\n")[0], *error.args[1:])


def is_postgresql(engine: Engine | Connection) -> bool:
    return engine.dialect.name == "postgresql"


def is_outage(error: BaseException) -> bool:
    """Nothing can be read or written now, whoever asks and whatever for: it is not their fault."""
    if not isinstance(error, OperationalError):
        return False
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return code & 0xFF in EMBEDDED_OUTAGES
    state = getattr(error.orig, "sqlstate", None)
    return error.connection_invalidated or state is None or state[:2] in SERVER_OUTAGES


def is_away(error: BaseException) -> bool:
    """A server is gone, or sent us away: a moment later it may be there again."""
    return is_outage(error) and not hasattr(getattr(error, "orig", None), "sqlite_errorcode")


def write_alone(session: Session) -> None:
    """Until this transaction ends nobody else's unit of work runs, in whichever process it is.

    The embedded database gives that by itself, and every rule of the house is written for it.
    """
    if is_postgresql(session.connection()):
        session.execute(text("SELECT pg_advisory_xact_lock(:name)"), {"name": ONE_WRITER})


def announce(session: Session, words: str) -> None:
    """Heard by every process on this database once the transaction is on record."""
    session.execute(select(func.pg_notify(ANNOUNCED, words)))


def _house_rules(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for rule in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000"):
        cursor.execute(f"PRAGMA {rule}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrate(engine: Engine) -> None:
    """Bring the tables up to this version's; of several processes one does it, the others wait.

    Most starts find them so already, and spare themselves alembic and the check of every reference.
    """
    with engine.connect() as connection:
        with connection.begin():
            if revision_of(connection) == newest_revision():
                return
        if is_postgresql(engine):
            with connection.begin():
                connection.execute(text("SET LOCAL lock_timeout = 0"))
                lock = text("SELECT pg_advisory_xact_lock(:name)")
                connection.execute(lock, {"name": ONE_MIGRATES})
                _upgrade(connection)
        else:
            _migrate_embedded(connection)


def _migrate_embedded(connection: Connection) -> None:
    """Foreign keys rest meanwhile and are checked after."""
    _foreign_keys(connection, "OFF")
    with connection.begin():
        _upgrade(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration broke {len(broken)} references")
    _foreign_keys(connection, "ON")


@lru_cache
def newest_revision() -> str:
    """Of the tables as this version of the house knows them."""
    return known_revisions()[-1]


def known_revisions() -> list[str]:
    """From the oldest to the newest: the files are called by their revision, which counts up."""
    return sorted(file.name.partition("_")[0] for file in (MIGRATIONS / "versions").glob("*_*.py"))


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415  # slow to read
    from alembic.config import Config  # noqa: PLC0415  # the same

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _foreign_keys(connection: Connection, mode: str) -> None:
    raw = connection.connection.dbapi_connection
    assert raw is not None
    cursor = raw.cursor()
    cursor.execute(f"PRAGMA foreign_keys={mode}")
    cursor.close()
