"""Backing the house up while it runs, and setting it up again in an empty place."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, make_url, text
from sqlalchemy.engine import URL

from bot.backup_file import KEYS, Manifest, Unfit, Writer, unpack, written
from bot.house import open_database
from bot.settings import VERSION, Settings
from storage.database import migrate
from storage.snapshots import copy_embedded, is_empty, revision_of, rows_by_table

DATABASE = {"sqlite": "database.sqlite", "postgresql": "database.dump"}
NAME = "cunbang-{:%Y%m%d-%H%M%S}.tar.gz"


def back_up(settings: Settings, to: Path, now: datetime, *, with_keys: bool = True) -> Manifest:
    """First the database, then the files: each file a row speaks of was there before the row.

    Raises Unfit where there is nothing to back up or a tool is missing.
    """
    with tempfile.TemporaryDirectory(dir=to.parent, prefix=".backup-") as folder:
        scratch = Path(folder)
        taken = _postgresql if settings.database else _embedded
        keys_before = _keys(settings)
        copy, revision, rows = taken(settings, scratch)
        kind = "postgresql" if settings.database else "sqlite"
        manifest = Manifest(VERSION, kind, revision, now.isoformat(), rows)
        with written(to) as tar:
            writer = Writer(tar, manifest)
            writer.add(DATABASE[kind], copy)
            for name, lines in (keys_before | _keys(settings)).items() if with_keys else ():
                # A key that was thrown away meanwhile may still be needed by the copy.
                (scratch / name).write_text(
                    "".join(dict.fromkeys(lines + keys_before.get(name, [])))
                )
                writer.add(f"keys/{name}", scratch / name)
            for path in sorted((settings.data / "files").glob("??/*")):
                with contextlib.suppress(FileNotFoundError):  # somebody was forgotten meanwhile
                    writer.add(f"files/{path.parent.name}/{path.name}", path)
            writer.finish(scratch)
    return manifest


def _keys(settings: Settings) -> dict[str, list[str]]:
    """The lines of each file of keys that is there."""
    there = [settings.data / name for name in KEYS if (settings.data / name).exists()]
    return {file.name: file.read_text().splitlines(keepends=True) for file in there}


def _embedded(settings: Settings, scratch: Path) -> tuple[Path, str, dict[str, int]]:
    copy = scratch / "database.sqlite"
    copy_embedded(settings.data / "cunbang.sqlite", copy)
    engine = create_engine(f"sqlite:///{copy}")
    with engine.connect() as connection:
        told = copy, revision_of(connection), rows_by_table(connection)
    engine.dispose()
    return told


def _postgresql(settings: Settings, scratch: Path) -> tuple[Path, str, dict[str, int]]:
    """Rows are counted in the very snapshot that is written down."""
    copy, engine = scratch / "database.dump", open_database(settings)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            revision, rows = revision_of(connection), rows_by_table(connection)
            if not revision:
                raise Unfit("这个库里还没有 Cunbang 的表，没有可备份的。")
            _tool(engine.url, "pg_dump", "-Fc", "-Z1", f"--snapshot={snapshot}", "-f", str(copy))
    finally:
        engine.dispose()
    return copy, revision, rows


def restore(settings: Settings, backup: Path) -> Manifest:
    """Into an empty place only.

    Raises Unfit before anything is changed, or at the end where what came back is not what went in.
    """
    data, kind = settings.data, "postgresql" if settings.database else "sqlite"
    data.mkdir(parents=True, exist_ok=True)
    if any(data.iterdir()):
        raise Unfit(f"{data} 不是空的。请用 CUNBANG_DATA 指一个空文件夹，再恢复。")
    with _unpacked(backup, data) as (scratch, manifest):
        if manifest.database != kind:
            raise Unfit(
                f"这份备份是 {manifest.database} 的，现在设的是 {kind}：请改 CUNBANG_DATABASE。"
            )
        if kind == "postgresql":
            _fill_server(settings, scratch / DATABASE[kind])
        else:
            (scratch / DATABASE[kind]).replace(data / "cunbang.sqlite")
        for key in (scratch / "keys").glob("*"):
            key.replace(data / key.name)
        if (scratch / "files").exists():
            (scratch / "files").replace(data / "files")
    _compare(settings, manifest)
    return manifest


@contextmanager
def _unpacked(backup: Path, data: Path) -> Iterator[tuple[Path, Manifest]]:
    scratch = Path(tempfile.mkdtemp(dir=data, prefix=".restoring-"))
    try:
        yield scratch, unpack(backup, scratch)
    finally:
        shutil.rmtree(scratch)


def _fill_server(settings: Settings, dump: Path) -> None:
    engine = open_database(settings)
    with engine.connect() as connection:
        empty = is_empty(connection)
    engine.dispose()
    if not empty:
        raise Unfit("CUNBANG_DATABASE 指的库里已经有表。请建一个空库，再恢复。")
    _tool(
        engine.url, "pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", str(dump)
    )


def _compare(settings: Settings, manifest: Manifest) -> None:
    """What came back is what went in; then the tables are brought up to this version."""
    engine: Engine = open_database(settings)
    try:
        with engine.connect() as connection:
            if rows_by_table(connection) != manifest.rows:
                raise Unfit("恢复出来的行数和备份时的不一样，不要用它，请换一份备份。")
        migrate(engine)
    finally:
        engine.dispose()


def _tool(url: URL, name: str, *words: str) -> None:
    """PostgreSQL's own programs; the password goes by the environment, where no list shows it."""
    program = shutil.which(name)
    if program is None:
        raise Unfit(f"这台机器上没有 {name}。Debian、Ubuntu：apt install postgresql-client")
    address = make_url(url).set(drivername="postgresql", password=None)
    environment = os.environ | ({"PGPASSWORD": str(url.password)} if url.password else {})
    done = subprocess.run(  # noqa: S603  # a fixed program, words of our own
        [program, f"--dbname={address.render_as_string(hide_password=False)}", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        told = done.stderr.strip().splitlines() or ["？"]
        raise Unfit(f"{name} 没有做完：{told[-1][:300]}")
