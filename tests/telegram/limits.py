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
    _chats: dict[int, Times] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, chat_id: int, now: float) -> int:
        """Seconds to wait before this message may be sent; 0: it is sent, and counted."""
        chat = self._chats[chat_id]
        window, most = (60.0, self.group_per_minute) if chat_id < 0 else (self.burst, self.burst)
        wait = max(_wait(self._all, 1.0, self.per_second, now), _wait(chat, window, most, now))
        if wait <= 0:
            self._all.append(now)
            chat.append(now)
            return 0
        return max(1, math.ceil(wait))


def _wait(times: Times, window: float, most: int, now: float) -> float:
    while times and times[0] <= now - window:
        times.popleft()
    return times[0] + window - now if len(times) >= most else 0.0
