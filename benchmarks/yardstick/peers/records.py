"""Where careful peers keep people and what was told: SQLAlchemy on SQLite, committed at every step."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import ForeignKey, event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Person(Base):
    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    seen_at: Mapped[datetime]


class Record(Base):
    __tablename__ = "records"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    words: Mapped[str]
    day: Mapped[str]
    at: Mapped[datetime]


Sessions = async_sessionmaker[AsyncSession]


async def opened(folder: Path) -> Sessions:
    engine = create_async_engine(f"sqlite+aiosqlite:///{folder / 'records.sqlite'}")

    @event.listens_for(engine.sync_engine, "connect")
    def _tuned(connection, _record) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA busy_timeout = 60000")
        connection.isolation_level = None

    @event.listens_for(engine.sync_engine, "begin")
    def _writes_from_the_start(connection) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
        """Else a transaction that read first and then writes is refused, however patient it is."""
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    return async_sessionmaker(engine, expire_on_commit=False)


async def seen(session: AsyncSession, number: int, name: str) -> None:
    """Who speaks is on record, and when they last did: what such a middleware does."""
    person = await session.get(Person, number)
    if person is None:
        session.add(Person(id=number, name=name, seen_at=datetime.now(UTC)))
    else:
        person.seen_at = datetime.now(UTC)


async def keep(session: AsyncSession, number: int, words: str) -> int:
    record = Record(person_id=number, words=words, day="next", at=datetime.now(UTC))
    session.add(record)
    await session.flush()
    return record.id
