"""People go on talking while something is done to the house; afterwards everything is counted.

What each of them wants is on record once, and they were told so, whatever happened meanwhile.
"""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from bot.house import House, open_house
from bot.settings import Settings
from storage import chats, people
from tests.outpost import Outpost
from tests.telegram.phone import Phone

VILLAGE = "511381116901"
PATIENCE = 60.0
"""Seconds somebody waits for an answer before the test gives up."""
AT_ONCE = 25
"""Letters that may be on their way when a process dies (bot/courier.py)."""
SEEN = "SELECT id FROM seen_events WHERE id LIKE 'telegram:%'"
"""Without the house's own nudges."""
Harm = Callable[[int], Awaitable[None]]


@dataclass
class Tally:
    """What became of everything that was said; `lost` and `twice` must be nothing."""

    fault: str
    times: int
    sent: int
    """Updates Telegram had for the bot."""
    applied: int
    lost: int
    twice: int
    letters: int
    again: int
    """Letters that were shown more than once."""

    def line(self) -> str:
        return (
            f"| {self.fault} | {self.times} | {self.sent} | {self.applied} | {self.lost} "
            f"| {self.twice} | {self.letters} | {self.again} |"
        )


HEAD = (
    "| fault | times | events sent | applied | lost | applied twice | letters | told again |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- |"
)


def villagers(house: Outpost, many: int) -> list[Phone]:
    """People who have talked with the bot before, each at a phone of their own."""
    opened: House = open_house(Settings(data=house.data, database=house.database, sample=True))

    def sit(session: Session) -> None:
        for n in range(many):
            now = opened.now()
            person = people.add_person(session, f"样例·人{n}", "", VILLAGE, now)
            people.change_person(session, person, consented_at=now)
            chats.seat(session, f"telegram:{1000 + n}", person, "", "", now)

    opened.records.run_here(sit)
    opened.records.close()
    return [Phone(house.api, 1000 + n, f"样例·人{n}", quiet=0.02) for n in range(many)]


@dataclass
class Siege:
    house: Outpost
    crowd: list[Phone]
    over: bool = False
    wished: Counter[str] = field(default_factory=Counter)
    """What each of them has raised, and was told that it is noted."""

    async def withstands(self, fault: str, times: int, harm: Harm) -> Tally:
        talking = asyncio.gather(*(self._talks(n, phone) for n, phone in enumerate(self.crowd)))
        try:
            for n in range(times):
                await harm(n)
            self.over = True
            await talking
        finally:
            talking.cancel()
        await self._quiet()
        return self._count(fault, times)

    async def _talks(self, n: int, phone: Phone) -> None:
        """One matter after another for the next meeting, until the siege is over."""
        while not self.over:
            words = f"样例的事{n}号第{self.wished.total()}件{len(phone.chat.changes)}"
            await phone.says("我想说个事")
            await phone.sees("大家一起商量。 [✖", timeout=PATIENCE)
            await phone.says(words)
            await phone.sees("[1 下次开会就行]", timeout=PATIENCE)
            await phone.presses("下次开会就行", waits=False, timeout=PATIENCE)
            await phone.sees("收到了，编号", timeout=PATIENCE)
            self.wished[words] += 1

    async def _quiet(self) -> None:
        """Until everything is heard and sent."""
        await self.house.api.updates.emptied(PATIENCE)
        waiting = "SELECT count(*) FROM letters WHERE channel = 'telegram' AND state = 'waiting'"
        async with asyncio.timeout(PATIENCE):
            while await asyncio.to_thread(self.house.count, waiting):  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.1)

    def _count(self, fault: str, times: int) -> Tally:
        ids = [row[0] for row in self.house.rows(SEEN)]
        sent = self.house.api.updates.told
        topics = Counter(row[0] for row in self.house.rows("SELECT words FROM topics"))
        letters = self.house.count(
            "SELECT count(*) FROM letters WHERE channel = 'telegram' AND edits IS NULL"
        )
        shown = sum(change.kind == "new" for phone in self.crowd for change in phone.chat.changes)
        missing = self.wished.keys() - topics.keys()
        assert self.house.count("SELECT count(*) FROM dead_letters") == 0
        assert self.house.api.refusals == []
        return Tally(
            fault,
            times,
            sent=sent,
            applied=len(ids),
            lost=sent - len(ids) + len(missing),
            twice=sum(found - 1 for found in topics.values()),
            letters=letters,
            again=shown - letters,
        )
