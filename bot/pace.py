"""Keeps to a rate: at most so many a second, evenly, with a small allowance."""

import asyncio
import heapq
import math
from collections import deque
from itertools import count

LATE = 0.002
A_SECOND = 1.0 + LATE
CALM = 10.0
"""Seconds."""
SPARED = 6
"""Places of a second that stay free for answers while people are talking."""


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

    def used(self, now: float) -> float:
        """How many places of the allowance are taken and not free again yet."""
        return max(0.0, (self._due + self._slack - now) / self._gap)

    def idle(self, now: float) -> bool:
        """Nothing of the allowance is used: the pace can be forgotten."""
        return self._due < now - self._slack


class Turnstile:
    """Lets at most so many through in any second; whoever is more pressing goes first.

    An answer (rank 0) goes at once where the second has room. All else goes evenly and, while people
    talk, leaves some places to the answers that may come. Nobody takes a place ahead of time, so that an answer never
    stands behind a push to thousands. Timers ring a little late: that much is made up for.
    """

    def __init__(self, per_second: float) -> None:
        self._most, self._gap = round(per_second), 1 / per_second
        self._due = 0.0
        self._passed = deque[float]()
        """When, in the last second."""
        self._answered = -math.inf
        self._queue: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    async def enter(self, rank: int) -> None:
        """Returns when it is one's turn; lower ranks go first."""
        loop = asyncio.get_running_loop()
        turn = loop.create_future()
        heapq.heappush(self._queue, (rank, next(self._numbers), turn))
        self._next(loop)
        await turn

    def _next(self, loop: asyncio.AbstractEventLoop) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
        while self._queue:
            rank, _, turn = self._queue[0]
            if turn.done():
                heapq.heappop(self._queue)
                continue
            now = loop.time()
            if (wait := self._wait(rank, now)) > 0:
                self._timer = loop.call_at(now + wait, self._next, loop)
                return
            heapq.heappop(self._queue)
            turn.set_result(None)
            self._pass(rank, now)

    def _wait(self, rank: int, now: float) -> float:
        """Seconds; changes nothing."""
        while self._passed and self._passed[0] <= now - A_SECOND:
            self._passed.popleft()
        talking = now - self._answered < CALM
        spared = min(SPARED, self._most // 2) if rank and talking else 0
        over = len(self._passed) - (self._most - spared)
        room = self._passed[over] + A_SECOND - now if over >= 0 else 0.0
        return max(room, self._due - now) if rank else room

    def _pass(self, rank: int, now: float) -> None:
        self._passed.append(now)
        self._due = max(self._due, now - LATE) + self._gap
        if rank == 0:
            self._answered = now
