"""Fifty people talk for ten minutes: how long each waits for an answer, minute by minute.

The house runs in a process of its own, Telegram's limits are on. From the top folder:
uv run python -m benchmarks.load [minutes] [people] [sqlite|postgresql]
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path
from time import monotonic

from benchmarks.waits import HEAD, said, told
from tests import postgresql
from tests.outpost import outpost
from tests.siege import villagers
from tests.telegram.limits import Limits
from tests.telegram.phone import Phone

WORDS = ("菜单", "1", "退出", "我的事", "路灯", "0", "5", "路灯怎么样了", "我的资料", "退出")
"""Questions, lists and talks that are begun and left."""
PAUSE = (2.0, 8.0)
"""Seconds in which people read and type: twelve messages a minute."""
WARM = 10.0


async def talks(phone: Phone, until: float, times: list[tuple[float, float]], seed: int) -> None:
    chance = random.Random(seed)  # nothing to guess here
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    while monotonic() < until:
        for words in WORDS:
            begun = monotonic()
            times.append((begun, await said(phone, words)))
            await asyncio.sleep(chance.uniform(*PAUSE))
            if monotonic() >= until:
                return


async def main(minutes: float, people: int, on: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with outpost(Path(folder) / "data", on=on) as house:
            crowd = villagers(house, people)
            house.api.limits = Limits(per_second=30, burst=3)
            house.starts()
            await house.is_open()
            await asyncio.sleep(WARM)
            begun, times = monotonic(), list[tuple[float, float]]()
            until = begun + 60 * minutes
            await asyncio.gather(
                *(talks(phone, until, times, n) for n, phone in enumerate(crowd)),
            )
            print(HEAD)
            for minute in range(int(minutes)):
                found = [took for at, took in times if 0 <= at - begun - 60 * minute < 60]
                print(told(f"minute {minute + 1}", found))
            print(told(f"all, {people} people, {on}", [took for _, took in times]))
            print(f"{len(times) / 60 / minutes:.1f} messages a second, {house.api.too_many} × 429")


if __name__ == "__main__":
    postgresql.name_folder()
    given = sys.argv[1:]
    try:
        asyncio.run(
            main(
                float(given[0]) if given else 10,
                int(given[1]) if len(given) > 1 else 50,
                given[2] if len(given) > 2 else "sqlite",
            )
        )
    finally:
        postgresql.put_away()
