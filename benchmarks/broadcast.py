"""What a push to 5,000 chats costs, with Telegram's limits switched on, and what somebody chatting notices.

Both servers share one process here. Run it from the top folder:
uv run python -m benchmarks.broadcast [how many]
"""

import asyncio
import sys
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.waits import HEAD, told
from bot.house import House
from conversations.broadcasts.facts import SendPush
from domain.broadcasts.push import PEOPLE, Push
from storage.broadcasts import keeping
from tests.running import running_house
from tests.telegram.limits import Limits
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.test_activity_rush import phones

PER_SECOND, WARM = 30, 8.0
VILLAGE = "511381116901"
BEGUN = datetime.now(UTC)


class Noon(House):
    """By day, whenever it runs: at night a push waits for the morning."""

    def now(self) -> datetime:
        real = super().now()
        noon = BEGUN.astimezone(real.tzinfo).replace(hour=12, minute=1)
        return noon + (datetime.now(UTC) - BEGUN)


async def chats(phone: Phone, until: asyncio.Event, least: int) -> list[float]:
    """Seconds from saying something to reading the answer, again and again."""
    times: list[float] = []
    while len(times) < least or not until.is_set():
        said = perf_counter()
        await phone.says("菜单")
        await phone.sees("请按下面的数字", timeout=60)
        times.append(perf_counter() - said)
        await asyncio.sleep(2.2)
        if until.is_set() and len(times) >= least:
            break
    return times


async def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    async with BotApi() as api:
        with TemporaryDirectory() as folder:
            async with running_house(api, Path(folder), Noon) as house:
                await asyncio.sleep(WARM)  # Telegram's library is being read
                crowd = phones(api, house, many + 1)
                api.limits = Limits(per_second=PER_SECOND, burst=3)
                for phone in crowd:
                    api.chats.known[phone.chat.id] = phone.chat
                talker = crowd[-1]
                quiet = asyncio.Event()
                quiet.set()
                idle = await chats(talker, quiet, 15)
                refused = api.too_many
                push = Push(
                    "TS-20261126-0001",
                    VILLAGE,
                    PEOPLE,
                    "明天停水，请备好水。",
                    "样例",
                    1,
                    house.now(),
                )
                begun = perf_counter()
                await house.records.run(partial(keeping.keep_push, effect=SendPush(push), who=1))
                house.records.woken(frozenset({"web:nobody"}))  # as the sender's reply does
                done = asyncio.Event()
                talking = asyncio.create_task(chats(talker, done, 15))
                got = 0
                while got < many:
                    await asyncio.sleep(0.25)
                    got = sum(bool(phone.chat.changes) for phone in crowd[:many])
                    if perf_counter() - begun > many / PER_SECOND * 3 + 60:
                        break
                took = perf_counter() - begun
                done.set()
                busy = await talking
    ideal = many / PER_SECOND
    print(f"{got} of {many} in {took:.1f} s, ideal {ideal:.1f} s: {took / ideal:.3f} of it")
    print(f"refused with 429: {api.too_many - refused}")
    print(HEAD)
    print(told("somebody chatting, idle", idle))
    print(told("somebody chatting, during the push", busy))


if __name__ == "__main__":
    asyncio.run(main())
