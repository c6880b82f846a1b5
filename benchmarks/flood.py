"""Five thousand strangers greet the bot within one minute: what staff who work meanwhile notice.

The house runs in a process of its own, Telegram's limits are on. From the top folder:
uv run python -m benchmarks.flood [how many] [sqlite|postgresql]
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from time import perf_counter

from sqlalchemy.orm import Session

from benchmarks.waits import HEAD, said, told
from bot.house import open_house
from bot.settings import Settings
from storage import chats
from storage.sample import sample_person
from tests import postgresql
from tests.outpost import Outpost, outpost
from tests.telegram.limits import Limits
from tests.telegram.phone import Phone

STAFF = ("agent-01", "secretary-01", "grid-09", "township-01", "cadre-01")
WITHIN, WARM, IDLE = 60.0, 10.0, 30.0
PAUSE = 3.0


def staff_of(house: Outpost) -> list[Phone]:
    opened = open_house(Settings(data=house.data, database=house.database, sample=True))

    def sit(session: Session) -> None:
        for n, key in enumerate(STAFF):
            person = sample_person(session, key)
            assert person
            chats.seat(session, f"telegram:{500 + n}", person, "", "", opened.now())

    opened.records.run_here(sit)
    opened.records.close()
    return [Phone(house.api, 500 + n, f"样例·{key}") for n, key in enumerate(STAFF)]


async def works(phone: Phone, over: asyncio.Event) -> list[float]:
    times: list[float] = []
    while not over.is_set():
        times.append(await said(phone, "我的事"))
        await asyncio.sleep(PAUSE)
    return times


async def waited(phone: Phone, after: float) -> float:
    await asyncio.sleep(after)
    return await said(phone, "/start")


async def main(many: int, on: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with outpost(Path(folder) / "data", on=on) as house:
            staff = staff_of(house)
            strangers = [Phone(house.api, 10_000 + n, f"样例·客{n}") for n in range(many)]
            house.api.limits = Limits(per_second=30, burst=3)
            house.starts()
            await house.is_open()
            await asyncio.sleep(WARM)
            idle = await at_work(staff, asyncio.sleep(IDLE))
            begun, strange = perf_counter(), list[float]()

            async def flood() -> None:
                coming = (waited(who, WITHIN * n / many) for n, who in enumerate(strangers))
                strange.extend(await asyncio.gather(*coming))

            busy = await at_work(staff, flood())
            took = perf_counter() - begun
            print(HEAD)
            print(told("staff, nobody else there", idle))
            print(told(f"staff, {many} strangers", busy))
            print(told("the strangers", strange))
            print(f"all answered after {took:.0f} s, {house.api.too_many} × 429, {on}")


async def at_work(staff: list[Phone], meanwhile: Awaitable[object]) -> list[float]:
    over = asyncio.Event()
    working = [asyncio.create_task(works(phone, over)) for phone in staff]
    await meanwhile
    over.set()
    return [took for times in await asyncio.gather(*working) for took in times]


if __name__ == "__main__":
    postgresql.name_folder()
    given = sys.argv[1:]
    try:
        asyncio.run(
            main(
                int(given[0]) if given else 5000,
                given[1] if len(given) > 1 else "sqlite",
            )
        )
    finally:
        postgresql.put_away()
