"""Compiled code is kept from run to run, so that not every worker compiles the house anew each time."""

import sys

import pytest


def pytest_configure(config: pytest.Config) -> None:
    """Beside pytest's own notes, even where Python is told to leave nothing beside the sources."""
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(config.cache.mkdir("compiled"))
