"""What an examination reads of the database; nothing here writes, migrates or waits for a lock."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from sqlalchemy import (
    ColumnElement,
    Engine,
    create_engine,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.orm import Session
from sqlalchemy.pool import StaticPool

from domain.requests import OPEN
from domain.roles import Post, Role
from storage.database import is_postgresql, known_revisions, newest_revision, open_postgresql
from storage.issues.tables import Issues
from storage.retention import has_older
from storage.tables import (
    FAILED,
    WAITS,
    DeadLetters,
    Files,
    Letters,
    Posts,
    Requests,
    Table,
    Unreached,
)

Where = Path | str
"""An SQLite file, or the address of a PostgreSQL database."""
STUCK_TRIES = 5
"""From here on the file room waits for minutes between its tries."""


@dataclass(frozen=True, slots=True)
class Piles:
    """What lies about and waits for somebody or something."""

    waiting: int
    """Letters for channels that are sent to; those of the page wait until it is opened."""
    oldest: datetime | None
    on_page: int
    failed: int
    dead: int
    unreached: int
    files: int
    files_stuck: int


@dataclass(frozen=True, slots=True)
class Health:
    damage: str
    """What SQLite finds broken; empty when all is well."""
    empty: bool
    """A PostgreSQL database without any table: nobody has started yet."""
    revision: str
    """Of the tables; empty where these are not the house's."""
    newest: str
    known: bool
    """Whether this version of the house has ever heard of the revision."""
    piles: Piles | None
    """None while the tables are not of this version."""


def plain(where: Where) -> str:
    """Where that is, without a password."""
    if isinstance(where, Path):
        return str(where)
    address = make_url(where)
    return f"PostgreSQL {address.host or ''}/{address.database or ''}"


def health(where: Where, since: datetime) -> Health:
    """Raises what SQLAlchemy and sqlite3 raise; failures are counted from `since` on."""
    with _reading(where) as session:
        return _health(session, since)


def posts_held(where: Where) -> frozenset[Post]:
    """Who serves where today. Raises as `health` does; a role of another version is left out."""
    with _reading(where) as session:
        rows = session.execute(select(Posts.role, Posts.place).where(Posts.ended_at.is_(None)))
        return frozenset(Post(Role(role), place) for role, place in rows if role in set(Role))


def overdue(where: Where, before: Mapping[str, datetime]) -> tuple[str, ...]:
    """What has rows from before these moments. Raises as `health` does."""
    if isinstance(where, Path) and not where.exists():
        return ()
    with _reading(where) as session:
        return tuple(name for name, moment in before.items() if has_older(session, name, moment))


@contextmanager
def _reading(where: Where) -> Iterator[Session]:
    engine = _readable_file(where) if isinstance(where, Path) else open_postgresql(where, 1)
    try:
        with Session(engine) as session:
            if is_postgresql(engine):
                session.execute(text("SET TRANSACTION READ ONLY"))
            yield session
    finally:
        engine.dispose()


def _readable_file(file: Path) -> Engine:
    uri = f"{file.resolve().as_uri()}?mode=ro"
    opens = partial(sqlite3.connect, uri, uri=True, timeout=5, check_same_thread=False)
    return create_engine("sqlite://", creator=opens, poolclass=StaticPool, hide_parameters=True)


def _health(session: Session, since: datetime) -> Health:
    connection = session.connection()
    tables = inspect(connection)
    damage, empty = "", False
    if is_postgresql(connection):
        empty = not tables.get_table_names()
    else:
        told = str(connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one())
        damage = "" if told == "ok" else told
    newest = newest_revision()
    revision = ""
    if tables.has_table("alembic_version"):
        query = "SELECT version_num FROM alembic_version"
        revision = str(connection.exec_driver_sql(query).scalar() or "")
    known = revision in known_revisions()
    sound = not damage and revision == newest
    piles = _piles(session, since) if sound else None
    return Health(damage, empty, revision, newest, known, piles)


def _count(session: Session, table: type[Table], *which: ColumnElement[bool]) -> int:
    return session.execute(select(func.count()).select_from(table).where(*which)).scalar_one()


def _piles(session: Session, since: datetime) -> Piles:
    count = partial(_count, session)
    waits, page = WAITS, Letters.channel == "web"
    wanted = Files.state == "wanted"
    return Piles(
        waiting=count(Letters, waits, ~page),
        oldest=session.execute(select(func.min(Letters.posted_at)).where(waits, ~page)).scalar(),
        on_page=count(Letters, waits, page),
        failed=count(Letters, FAILED, Letters.posted_at >= since),
        dead=count(DeadLetters, DeadLetters.at >= since),
        unreached=count(Unreached, Unreached.settled_at.is_(None)),
        files=count(Files, wanted),
        files_stuck=count(Files, wanted, Files.tries >= STUCK_TRIES),
    )


@dataclass(frozen=True, slots=True)
class Pile:
    """What a monitoring system asks for every few seconds: each count by an index."""

    letters: dict[str, tuple[int, datetime]]
    """How many wait at each channel that is sent to, and since when the oldest."""
    late: dict[str, int]
    """Open and past their date, by matter."""
    others: dict[str, int]


SENT_TO = ("telegram",)
"""Channels that are sent to; letters of the page wait there until somebody opens it."""


def piles_by_channel(session: Session, now: datetime, since: datetime) -> Pile:
    sent_to = Letters.channel.in_(SENT_TO)
    waiting = (
        select(Letters.channel, func.count(), func.min(Letters.posted_at))
        .where(sent_to, WAITS, Letters.send_after <= now)
        .group_by(Letters.channel)
    )
    letters = {channel: (count, oldest) for channel, count, oldest in session.execute(waiting)}
    failed = sent_to, FAILED, Letters.posted_at >= since
    others = {
        "failed_letters": _count(session, Letters, *failed),
        "dead_letters": _count(session, DeadLetters, DeadLetters.at >= since),
        "files_wanted": _count(session, Files, Files.state == "wanted"),
    }
    open_requests = Requests.stage.in_([stage.value for stage in OPEN])
    late = {
        "requests": _count(session, Requests, open_requests, Requests.due_at < now),
        "issues": _count(session, Issues, Issues.closed_at.is_(None), Issues.due_at < now),
    }
    return Pile(letters, late, others)
