"""How fast a bot may send: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

Times = deque[float]


@dataclass
class Limits:
    per_second: int = 30
    """To all chats together."""
    burst: int = 3
    """To one chat at once; then one a second."""
    group_per_minute: int = 20
    _all: Times = field(default_factory=deque)
    _groups: dict[int, Times] = field(default_factory=lambda: defaultdict(deque))
    _due: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    """When a private chat would next be served, were there no bursts."""

    def wait(self, chat_id: int, now: float) -> int:
        """Seconds to wait before this message may be sent; 0: it is sent, and counted."""
        due = max(self._due[chat_id], now)
        if chat_id < 0:
            own = _wait(self._groups[chat_id], 60.0, self.group_per_minute, now)
        else:
            own = due - now - (self.burst - 1)
        wait = max(_wait(self._all, 1.0, self.per_second, now), own)
        if wait <= 0:
            self._all.append(now)
            self._groups[chat_id].append(now)
            self._due[chat_id] = due + 1.0
            return 0
        return max(1, math.ceil(wait))


def _wait(times: Times, window: float, most: int, now: float) -> float:
    while times and times[0] <= now - window:
        times.popleft()
    return times[0] + window - now if len(times) >= most else 0.0
