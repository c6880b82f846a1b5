"""The bad days of a server: garbage, "too many requests", silence, a broken line."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

POLL = "getUpdates"


@dataclass
class Fault:
    kind: Literal["answer", "retry_after", "silence", "reset", "drip"]
    left: int
    methods: frozenset[str] | None
    status: int = 502
    body: bytes = b""
    seconds: int = 0
    carried_out: bool = False
    """The call takes effect all the same; only its answer is lost."""

    def strikes(self, method: str) -> bool:
        return method != POLL if self.methods is None else method in self.methods


class Faults:
    """Faults waiting for their calls, in the order they were planned.

    `methods=None` means any call except getUpdates, which has to be named; a download of a file is
    the method "download".
    """

    def __init__(self) -> None:
        self._planned: list[Fault] = []

    def fail_next(
        self,
        n: int = 1,
        *,
        status: int = 502,
        body: bytes = b"<html>Bad Gateway</html>",
        methods: Collection[str] | None = None,
    ) -> None:
        self._plan(Fault("answer", n, _named(methods), status=status, body=body))

    def retry_after(
        self, seconds: int, n: int = 1, *, methods: Collection[str] | None = None
    ) -> None:
        self._plan(Fault("retry_after", n, _named(methods), seconds=seconds))

    def silence(self, n: int = 1, *, methods: Collection[str] | None = None) -> None:
        """No answer, until the other side gives up."""
        self._plan(Fault("silence", n, _named(methods)))

    def reset(
        self, n: int = 1, *, methods: Collection[str] | None = None, carried_out: bool = False
    ) -> None:
        self._plan(Fault("reset", n, _named(methods), carried_out=carried_out))

    def drip(self, seconds: int, n: int = 1, *, methods: Collection[str] | None = None) -> None:
        """The right answer, in small pieces over so many seconds."""
        self._plan(Fault("drip", n, _named(methods), seconds=seconds, carried_out=True))

    def heal(self) -> None:
        self._planned.clear()

    def _plan(self, fault: Fault) -> None:
        self._planned.append(fault)

    def take(self, method: str) -> Fault | None:
        """The fault that strikes this call, if any."""
        for fault in self._planned:
            if fault.strikes(method):
                fault.left -= 1
                if fault.left <= 0:
                    self._planned.remove(fault)
                return fault
        return None


def _named(methods: Collection[str] | None) -> frozenset[str] | None:
    return None if methods is None else frozenset(methods)
