"""How the house runs lightly: uvloop where this system has one, and a collector that looks less often."""

import asyncio
import contextlib
import ctypes
import gc
from collections.abc import Coroutine
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

T = TypeVar("T")


def run_quickly(main: Coroutine[Any, Any, T]) -> T:
    """The collector rested while the house was read and opened (`bot.py`); from now on it looks again."""
    gc.enable()
    fast = import_module("uvloop") if find_spec("uvloop") else asyncio
    with asyncio.Runner(loop_factory=fast.new_event_loop) as runner:
        return runner.run(main)


def leave_in_peace() -> None:
    """What was read at the start stays for as long as the house is open, so nobody need sift it again.

    Without it a tenth to a fifth of the updates a second is lost to the garbage collector.
    """
    gc.collect()
    _give_back()
    gc.freeze()
    gc.set_threshold(20_000, 50, 50)


def _give_back() -> None:
    """What reading left over goes back to the system: 11 of 320 MB where the C library is glibc."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
