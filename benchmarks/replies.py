"""How long fifty people wait for an answer: from the server alone, from the house, and during a push.

Telegram's limits are on, the bot is a process of its own. By day only: at night a push waits for the
morning. From the top folder:
uv run python -m benchmarks.replies [minutes] [people] [receivers of the push] [rounds]
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import monotonic

from benchmarks.load import talks
from benchmarks.waits import HEAD, told
from bot.house import open_house
from bot.settings import HOUSE, Settings
from conversations.broadcasts.facts import SendPush
from domain.broadcasts.push import PEOPLE, Push
from storage.broadcasts import keeping
from tests.outpost import Outpost, outpost
from tests.siege import VILLAGE, villagers
from tests.telegram.limits import Limits
from tests.telegram.phone import Phone

WARM = 10.0
PUSH = "TS-20261126-0001"


@asynccontextmanager
async def running(*order: str, **given: str) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(sys.executable, *order, cwd=HOUSE, env=given)
    try:
        await asyncio.sleep(WARM)
        yield
    finally:
        process.terminate()
        await process.wait()


async def listened(crowd: list[Phone], until: float) -> list[float]:
    """What those who talk wait for."""
    times: list[tuple[float, float]] = []
    await asyncio.gather(*(talks(phone, until, times, n) for n, phone in enumerate(crowd)))
    return [took for _, took in times]


def push(house: Outpost) -> None:
    """As a secretary sends it: it lies in the records, and the house finds it there."""
    opened = open_house(Settings(data=house.data, sample=True))
    words = Push(PUSH, VILLAGE, PEOPLE, "明天停水，请备好水。", "样例", 1, opened.now())
    opened.records.run_here(partial(keeping.keep_push, effect=SendPush(words), who=1))
    opened.records.close()


async def main(minutes: float, people: int, many: int, rounds: int) -> None:
    print(HEAD)
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            async with outpost(Path(folder) / "data") as house:
                await one_round(house, minutes, people, many)


async def one_round(house: Outpost, minutes: float, people: int, many: int) -> None:
    crowd = villagers(house, people + many)
    for phone in crowd:
        house.api.chats.known[phone.chat.id] = phone.chat
    talkers, receivers = crowd[:people], crowd[people:]
    gc.disable()  # sifting thousands of phones would halt everybody for a tenth of a second
    async with running("-m", "benchmarks.echo", house.api.url, house.api.token):
        until = monotonic() + 30
        print(told("the server alone", await listened(talkers, until)), flush=True)
    house.api.limits = Limits(per_second=30, burst=3)
    async with running("bot.py", **house.settings()):
        until = monotonic() + 60 * minutes
        idle = await listened(talkers, until)
        print(told(f"{people} people", idle), flush=True)
        if many:
            await asyncio.to_thread(push, house)
            begun = monotonic()
            busy = await listened(talkers, begun + 60 * minutes)
            reached = sum(bool(phone.chat.changes) for phone in receivers)
            print(told(f"{people} people, push to {many}", busy), flush=True)
            print(f"{reached} reached in {monotonic() - begun:.0f} s, {house.api.too_many} × 429")


if __name__ == "__main__":
    given = sys.argv[1:]
    asyncio.run(
        main(
            float(given[0]) if given else 2,
            int(given[1]) if len(given) > 1 else 50,
            int(given[2]) if len(given) > 2 else 5000,
            int(given[3]) if len(given) > 3 else 3,
        )
    )
