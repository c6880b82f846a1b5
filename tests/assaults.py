"""What can be done to a house in which people talk: each gives the tally of what became of it all."""

import asyncio
import contextlib
import random
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from pydantic import SecretStr

from tests.balancer import Balancer
from tests.outpost import Outpost, outpost
from tests.own_server import OwnServer
from tests.siege import Siege, Tally, villagers
from tests.telegram.server import BotApi

WAYS = {"polling": "", "webhook": "http://127.0.0.1:{port}/telegram"}
CROWD = 40
WELL = 1.0
"""Seconds of peace between two blows."""


async def killed(data: Path, on: str, way: str, times: int) -> Tally:
    """At random moments: while it opens, hears, writes and sends."""
    chance = random.Random(f"{on} {way}")
    async with outpost(data, on=on, webhook=WAYS[way]) as house:
        siege = Siege(house, villagers(house, CROWD))
        house.starts()
        await house.is_open()

        async def kill(n: int) -> None:
            await asyncio.sleep(chance.uniform(0, 1.5))
            await house.is_killed()
            house.starts()
            if n % 3:  # now and then it is killed before it is open
                await house.is_open()

        return await siege.withstands(f"SIGKILL, {on}, {way}", times, kill)


@asynccontextmanager
async def two_replicas(data: Path) -> AsyncIterator[Outpost]:
    async with outpost(data, on="postgresql", replicas=2) as house, Balancer(house.ports) as all_of:
        house.webhook = f"{all_of.url}/telegram"
        for which in range(2):
            house.starts(which)
            await house.is_open(which)
        yield house


async def one_of_two_killed(data: Path, times: int) -> Tally:
    """Whichever: the one that sends, or the one that does not."""
    chance = random.Random(2)
    async with two_replicas(data) as house:
        siege = Siege(house, villagers(house, CROWD))

        async def kill(n: int) -> None:
            await asyncio.sleep(chance.uniform(0.2, 2))
            await house.is_killed(n % 2)
            house.starts(n % 2)

        return await siege.withstands("SIGKILL of one of two replicas", times, kill)


async def one_of_two_frozen(data: Path, times: int, seconds: float) -> Tally:
    """Both in turn, so that the one which leads is frozen at least every other time."""
    async with two_replicas(data) as house:
        siege = Siege(house, villagers(house, CROWD))

        async def freeze(n: int) -> None:
            await asyncio.sleep(WELL)
            house.freezes(n % 2)
            await asyncio.sleep(seconds)
            house.thaws(n % 2)
            await asyncio.sleep(WELL)

        return await siege.withstands(f"one of two frozen {seconds:.0f} s", times, freeze)


async def server_restarted(data: Path, way: str, times: int) -> Tally:
    """Sent away politely, or dead on the spot; a second later it is back."""
    with OwnServer() as server:
        async with outpost(data, webhook=WAYS[way], database=SecretStr(server.url)) as house:
            siege = Siege(house, villagers(house, CROWD))
            house.starts()
            await house.is_open()

            async def restart(n: int) -> None:
                await asyncio.sleep(WELL)
                how = ("fast", "immediate")[n % 2]
                await asyncio.to_thread(server.restarts, how, 1.0)

            return await siege.withstands(f"PostgreSQL restarted, {way}", times, restart)


def trouble(api: BotApi, chance: random.Random) -> None:
    """One of the bad moods of a server far away."""
    faults = api.faults
    asking, many = chance.choice([(None, 10), (["getUpdates"], 3)])
    moods: list[Callable[[], None]] = [
        lambda: faults.retry_after(1, 30),
        lambda: faults.fail_next(many, methods=asking),
        lambda: faults.fail_next(many, status=200, body=b'{"ok": tru', methods=asking),
        lambda: faults.fail_next(many, status=500, body=b"", methods=asking),
        lambda: faults.reset(many, methods=asking),
        lambda: faults.reset(3, carried_out=True),
        lambda: faults.drip(2, many, methods=asking),
        lambda: faults.silence(1, methods=["answerCallbackQuery"]),
    ]
    chance.choice(moods)()


async def telegram_in_trouble(data: Path, on: str, way: str, times: int) -> Tally:
    """Storms of 429, 502, broken lines, garbage, answers that drip in."""
    chance = random.Random(4)
    async with outpost(data, on=on, webhook=WAYS[way]) as house:
        siege = Siege(house, villagers(house, CROWD))
        house.starts()
        await house.is_open()

        await house.api.called("setWebhook" if way == "webhook" else "getUpdates", timeout=30)

        async def upset(_n: int) -> None:
            trouble(house.api, chance)
            await asyncio.sleep(chance.uniform(0.2, 1))

        return await siege.withstands(f"Telegram in trouble, {way}", times, upset)


async def brought_again(data: Path, on: str, times: int) -> Tally:
    """Telegram brings old updates once more, in any order, among the new ones."""
    chance = random.Random(5)
    async with outpost(data, on=on, webhook=WAYS["webhook"]) as house:
        siege = Siege(house, villagers(house, CROWD))
        house.starts()
        await house.is_open()

        async def again(_n: int) -> None:
            await asyncio.sleep(0.3)
            past = house.api.updates.past
            house.api.updates.brings_again(chance.sample(past, min(30, len(past))))

        return await siege.withstands("old updates again, shuffled", times, again)


async def offset_lost(data: Path, on: str, times: int) -> Tally:
    """The process starts anew, and Telegram has forgotten what was confirmed."""
    async with outpost(data, on=on) as house:
        siege = Siege(house, villagers(house, CROWD))
        house.starts()
        await house.is_open()

        async def forget(_n: int) -> None:
            await asyncio.sleep(WELL)
            await house.is_killed()
            house.api.updates.brings_again(house.api.updates.past[-80:])
            house.starts()
            await house.is_open()

        return await siege.withstands("offset lost", times, forget)


class NoDiskOfOurOwn(Exception):  # noqa: N818
    """This machine does not let us mount a small one."""


@contextmanager
def small_disk(at: Path, size: str = "12m") -> Iterator[None]:
    at.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(at)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        raise NoDiskOfOurOwn
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(at)], check=True)


def fill(ballast: Path) -> None:
    """Until nothing more goes onto the disk."""
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            pass


async def disk_full(data: Path, way: str, times: int) -> Tally:
    """For three seconds nothing can be written; nobody restarts anything afterwards."""
    with small_disk(data):
        async with outpost(data, webhook=WAYS[way]) as house:
            siege = Siege(house, villagers(house, CROWD))
            house.starts()
            await house.is_open()

            async def full(_n: int) -> None:
                await asyncio.sleep(WELL)
                await asyncio.to_thread(fill, data / "ballast")
                await asyncio.sleep(3)
                (data / "ballast").unlink()

            return await siege.withstands(f"disk full, {way}", times, full)
