"""Somebody who sends more than a person can mean is slowed, and costs nobody else anything."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from conversations.meanings import tells_of_danger
from conversations.messages import Event, Said, TooFast
from domain.issues.kinds import IssueRules

MOST = 60
"""Events of one chat within WITHIN: an album and a talk of many taps stay far below."""
WITHIN = 60.0
"""Seconds."""


@dataclass(slots=True)
class Lately:
    """What one chat sent lately, and whether it was let in: an event that comes again fares the same."""

    times: deque[tuple[float, str]] = field(default_factory=deque)
    let_in: dict[str, bool] = field(default_factory=dict)

    def forget(self, before: float) -> None:
        while self.times and self.times[0][0] < before:
            self.let_in.pop(self.times.popleft()[1], None)


class Floodgate:
    """In front of the records, by process: it only has to be about right."""

    def __init__(self, rules: IssueRules, clock: Callable[[], float] = time.monotonic) -> None:
        self._rules, self._clock = rules, clock
        self._chats: dict[str, Lately] = {}
        self._swept = clock()

    def through(self, event: Event) -> Event:
        """The event, or the mere fact that it came; whoever tells of a danger is always heard."""
        now = self._clock()
        self._sweep(now)
        lately = self._chats.setdefault(event.address, Lately())
        lately.forget(now - WITHIN)
        if event.id not in lately.let_in:
            lately.let_in[event.id] = sum(lately.let_in.values()) < MOST
            lately.times.append((now, event.id))
        if lately.let_in[event.id] or self._danger(event):
            return event
        return replace(event, input=TooFast())

    def _danger(self, event: Event) -> bool:
        return isinstance(event.input, Said) and tells_of_danger(event.input.text, self._rules)

    def _sweep(self, now: float) -> None:
        if now - self._swept < WITHIN:
            return
        self._swept = now
        for address, lately in [*self._chats.items()]:
            lately.forget(now - WITHIN)
            if not lately.times:
                del self._chats[address]
