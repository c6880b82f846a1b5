"""The event loop the house runs in: uvloop, where there is one for this system."""

import asyncio
from collections.abc import Coroutine
from importlib import import_module
from importlib.util import find_spec
from typing import Any, TypeVar

T = TypeVar("T")


def run_quickly(main: Coroutine[Any, Any, T]) -> T:
    fast = import_module("uvloop") if find_spec("uvloop") else asyncio
    with asyncio.Runner(loop_factory=fast.new_event_loop) as runner:
        return runner.run(main)
