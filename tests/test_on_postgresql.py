"""What is peculiar to records in PostgreSQL; everything else is tried there by `just check`."""

import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from pydantic import SecretStr, ValidationError
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError

from bot.plainly import about_database
from bot.record_findings import database, posts_of, where_records_are
from bot.records import LONGEST, Records, announcement
from bot.settings import Settings
from storage.database import migrate, open_postgresql, open_sqlite
from storage.staff import Listed, take_list
from storage.tables import Table
from tests import postgresql
from tests.keys import with_keys
from tests.office import AGENT_LI
from tests.opened import opened_before
from tests.running import free_port
from tests.village import MONDAY


def migrated() -> Records:
    engine = with_keys(postgresql.engine())
    logging.getLogger("alembic").setLevel(logging.WARNING)
    migrate(engine)
    return Records(engine)


def test_the_migrations_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    embedded = open_sqlite(tmp_path / "x.sqlite")
    migrate(embedded)
    for engine in (migrated().engine, embedded):
        with engine.connect() as connection:
            difference = compare_metadata(MigrationContext.configure(connection), Table.metadata)
        assert difference == []
        engine.dispose()


def test_two_processes_that_open_at_once_make_the_tables_once() -> None:
    url = postgresql.fresh()
    engines = [postgresql.engine(url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, engines))
    with engines[0].connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1


def test_an_error_does_not_show_the_row_that_was_refused() -> None:
    records = migrated()
    nameless = Listed(None, "13900000001", AGENT_LI.post)  # type: ignore[arg-type]  # as a bug might
    with pytest.raises(IntegrityError, match="not-null") as refused:
        records.run_here(lambda s: take_list(s, [nameless], MONDAY))
    assert "13900000001" not in f"{refused.value} {refused.value.orig}"


def test_of_many_addresses_everybody_is_told() -> None:
    few, many = frozenset({"web:b", "web:a"}), frozenset(f"telegram:{n}" for n in range(999))
    assert announcement("me", few) == "me web:a web:b"
    assert announcement("me", many) == "me *"
    assert len(announcement("me", few).encode()) < LONGEST


def examined(settings: Settings) -> list[tuple[str, str]]:
    found = database(where_records_are(settings), datetime.now(UTC))
    return [(each.state.value, each.told) for each in found]


def test_the_doctor_looks_at_a_server_too(tmp_path: Path) -> None:
    empty = Settings(data=tmp_path, database=SecretStr(postgresql.fresh()))
    ((state, told),) = examined(empty)
    assert (state, told[:10], told[-10:]) == ("ok", "PostgreSQL", "第一次启动时会建表。")
    opened = Settings(data=tmp_path, database=opened_before(tmp_path, "postgresql"))
    tables, letters = examined(opened)
    assert "没有坏，表是最新的" in tables[1]
    assert letters == ("ok", "没有。")
    assert posts_of(where_records_are(opened))


def test_a_server_that_is_away_is_told_without_the_password(tmp_path: Path) -> None:
    away = f"postgresql://cunbang:very-secret@127.0.0.1:{free_port()}/village"
    settings = Settings(data=tmp_path, database=SecretStr(away))
    ((state, told),) = examined(settings)
    assert state == "bad"
    assert told.startswith("连不上 PostgreSQL 127.0.0.1/village：")
    with pytest.raises(OperationalError) as error, open_postgresql(away).connect():
        pass
    plainly = about_database(str(error.value))
    assert plainly.startswith("连不上 PostgreSQL：")
    assert "very-secret" not in f"{told} {plainly} {settings!r} {error.value}"


@pytest.mark.parametrize("address", ["mysql://x/y", "village", "sqlite:///x"])
def test_another_database_is_refused_in_a_sentence(address: str) -> None:
    with pytest.raises(ValidationError, match="postgresql://用户"):
        Settings(database=SecretStr(address))
