"""Keeps to a rate: at most so many a second, evenly, with a small allowance."""

import asyncio
import heapq
from itertools import count

LATE = 0.002
"""Seconds."""


class Pace:
    """GCRA: tells how long to wait before the next one. Times are a monotonic clock's seconds."""

    def __init__(self, per_second: float, burst: int = 1) -> None:
        self._gap = 1 / per_second
        self._slack = self._gap * (burst - 1)
        self._due = 0.0

    def wait(self, now: float) -> float:
        """Take the next place; how many seconds until it comes."""
        due = max(self._due, now - self._slack)
        self._due = due + self._gap
        return max(0.0, due - now)

    def idle(self, now: float) -> bool:
        """Nothing of the allowance is used: the pace can be forgotten."""
        return self._due < now - self._slack


class Turnstile:
    """Lets one after the other through, evenly; whoever is more pressing goes first.

    Nobody takes a place ahead of time, so that an answer never stands behind a push to thousands:
    it waits for one gap at most. Timers ring a little late: that much is made up for.
    """

    def __init__(self, per_second: float) -> None:
        self._gap = 1 / per_second
        self._due = 0.0
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, rank: int) -> None:
        """Returns when it is one's turn; lower ranks go first."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        heapq.heappush(self._queue, (rank, next(self._numbers), turn))
        if self._timer is None:
            self._next(loop)
        await turn

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        self._timer = None
        while self._queue and self._queue[0][2].done():
            heapq.heappop(self._queue)
        if not self._queue:
            return
        now = loop.time()
        if now >= self._due:
            heapq.heappop(self._queue)[2].set_result(None)
            self._due = max(self._due, now - LATE) + self._gap
        if self._queue:
            self._timer = loop.call_at(self._due, self._next, loop)
