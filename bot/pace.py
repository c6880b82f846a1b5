"""Keeps to a rate: at most so many a second, evenly, with a small allowance."""


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
