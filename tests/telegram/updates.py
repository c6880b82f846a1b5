"""The updates Telegram holds until the bot has confirmed them."""

import asyncio
from collections.abc import Callable, Collection

from tests.telegram.bell import Bell
from tests.telegram.refusal import Refused
from tests.telegram.schema import Json, value_problems

FIRST = 500_000_001
LONGEST_POLL = 50.0
# Kinds that are only sent when asked for by name (Bot API, getUpdates).
UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


class Updates:
    def __init__(self) -> None:
        self.pending: dict[int, Json] = {}
        self.past: list[Json] = []
        """All there ever were."""
        self.bell = Bell()
        """Rings when there is something to fetch."""
        self.confirmed = Bell()
        self.allowed: Collection[str] = ()
        self.reader: Callable[[Json], None] = lambda _update: None
        """Looks at every update on its way to the bot."""
        self._next = FIRST
        self._polls = 0

    def push(self, kind: str, body: Json) -> int:
        """Hold one more update for the bot; its id."""
        update_id = self._next
        update = {"update_id": update_id, kind: body}
        assert value_problems("Update", update) == []
        self.reader(update)
        self._next += 1
        self.past.append(update)
        if kind in self.allowed or (not self.allowed and kind not in UNASKED):
            self.pending[update_id] = update
            self.bell.ring()
        return update_id

    async def emptied(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the bot has confirmed every update."""
        async with asyncio.timeout(timeout):
            while self.pending:
                await self.confirmed.heard(timeout)

    def brings_again(self, updates: Collection[Json]) -> None:
        """As if the bot had never confirmed them, and in this order."""
        self.pending = {update["update_id"]: update for update in updates} | self.pending
        self.bell.ring()

    def done(self, update_id: int) -> None:
        """The bot has this one for good."""
        self.pending.pop(update_id, None)
        self.confirmed.ring()

    @property
    def told(self) -> int:
        """How many updates there were."""
        return self._next - FIRST

    @property
    def newest(self) -> int:
        """The id of the last update there was."""
        return self._next - 1

    def confirm(self, before: int) -> None:
        for update_id in [known for known in self.pending if known < before]:
            self.done(update_id)

    def interrupt(self) -> None:
        """End the poll that is open, as Telegram does when another comes or a webhook is set."""
        self._polls += 1
        self.bell.ring()

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:  # noqa: ASYNC109
        """Unconfirmed updates from the offset on; waits for the first one."""
        self.interrupt()
        mine = self._polls
        if offset < 0:
            offset = next(iter([*self.pending][offset:]), 0)
        self.confirm(offset)
        deadline = asyncio.get_running_loop().time() + min(timeout, LONGEST_POLL)
        while not self.pending:
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0 or not await self.bell.heard(left):
                break
            if mine != self._polls:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
        return list(self.pending.values())[:limit]
