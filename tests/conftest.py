"""Compiled code is kept from run to run, so that not every worker compiles the house anew each time."""

import os
import sys

import pytest

from tests import postgresql


def pytest_configure(config: pytest.Config) -> None:
    """Beside pytest's own notes, even where Python is told to leave nothing beside the sources."""
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(config.cache.mkdir("compiled"))
    postgresql.name_folder()


def pytest_unconfigure() -> None:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        postgresql.put_away()
