"""How long fifty people wait for an answer: from the server alone, from the house, and during a push.

Telegram's limits are on, the bot is a process of its own. By day only: at night a push waits for the
morning. From the top folder:
uv run python -m benchmarks.replies [minutes] [people] [receivers of the push] [rounds]
"""

import asyncio
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


async def listened(crowd: list[Phone], until: float, done: asyncio.Event) -> list[float]:
    """What those who talk wait for, until a moment or until something is done."""
    times: list[tuple[float, float]] = []
    talking = [asyncio.create_task(talks(phone, until, times, n)) for n, phone in enumerate(crowd)]
    stopping = asyncio.create_task(done.wait())
    finished = asyncio.ensure_future(asyncio.wait(talking))
    await asyncio.wait([finished, stopping], return_when=asyncio.FIRST_COMPLETED)
    for task in (*talking, stopping, finished):
        task.cancel()
    await asyncio.gather(*talking, return_exceptions=True)
    return [took for _, took in times]


def push(house: Outpost) -> None:
    """As a secretary sends it: it lies in the records, and the house finds it there."""
    opened = open_house(Settings(data=house.data, sample=True))
    words = Push(PUSH, VILLAGE, PEOPLE, "明天停水，请备好水。", "样例", 1, opened.now())
    opened.records.run_here(partial(keeping.keep_push, effect=SendPush(words), who=1))
    opened.records.close()


async def gone_out(crowd: list[Phone], done: asyncio.Event) -> None:
    while not all(phone.chat.changes for phone in crowd):  # noqa: ASYNC110  # thousands of bells
        await asyncio.sleep(0.5)
    done.set()


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
    talkers, receivers, never = crowd[:people], crowd[people:], asyncio.Event()
    async with running("-m", "benchmarks.echo", house.api.url, house.api.token):
        until = monotonic() + 30
        print(told("the server alone", await listened(talkers, until, never)), flush=True)
    house.api.limits = Limits(per_second=30, burst=3)
    async with running("bot.py", **house.settings()):
        until = monotonic() + 60 * minutes
        idle = await listened(talkers, until, never)
        print(told(f"{people} people", idle), flush=True)
        if many:
            await asyncio.to_thread(push, house)
            done, begun = asyncio.Event(), monotonic()
            watching = asyncio.create_task(gone_out(receivers, done))
            busy = await listened(talkers, begun + 900, done)
            watching.cancel()
            print(told(f"{people} people, push to {many}", busy), flush=True)
            print(f"the push took {monotonic() - begun:.0f} s, {house.api.too_many} × 429")


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
