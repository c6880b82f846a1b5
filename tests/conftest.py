"""Compiled code is kept from run to run, so that not every worker compiles the house anew each time."""

import logging
import os
import sys
from collections.abc import Iterator

import pytest
import structlog

from tests import postgresql


def pytest_configure(config: pytest.Config) -> None:
    """Beside pytest's own notes, even where Python is told to leave nothing beside the sources."""
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(config.cache.mkdir("compiled"))
    postgresql.name_folder()


@pytest.fixture(autouse=True)
def _own_log() -> Iterator[None]:
    """A command that was tried leaves a log behind which speaks to a stream that is closed by then."""
    handlers, level = logging.root.handlers, logging.root.level
    yield
    if structlog.is_configured():
        structlog.reset_defaults()
        logging.root.handlers, logging.root.level = handlers, level


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        postgresql.put_away()
