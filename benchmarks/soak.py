"""Weeks of a village within minutes: whether memory and handles stay flat, and what an update adds to the records.

People talk over Telegram as fast as it lets them; the clock of the house runs a day in ten seconds.
From the top folder:
uv run python -m benchmarks.soak [minutes] [sqlite|postgresql]
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

from bot.app import App
from bot.house import House, open_house
from bot.plainly import settings
from tests import postgresql
from tests.outpost import READY, Outpost, outpost
from tests.siege import Siege, villagers

SPEED = 8_640
"""A day in ten seconds."""
BEGUN = monotonic()
CROWD, EVERY = 40, 20.0


class Fast(House):
    def now(self) -> datetime:
        return super().now() + timedelta(seconds=(monotonic() - BEGUN) * SPEED)


async def lives(app: App) -> None:
    """The house, with a tick for every quarter of an hour of its own."""

    async def ticks() -> None:
        for n in range(10**9):
            await app.clock.every_minute()
            if n % 4 == 0:
                await app.clock.every_hour()
            await asyncio.sleep(900 / SPEED)

    ticking = asyncio.create_task(ticks())
    await app.run()
    ticking.cancel()


def process(environment: Mapping[str, str]) -> None:
    os.environ.update(environment)
    opened = open_house(settings())
    asyncio.run(lives(App(Fast(opened.settings, opened.loaded, opened.world, opened.records))))


class Soaked(Outpost):
    def starts(self, which: int = 0) -> None:
        self.processes[which] = READY.Process(
            target=process, args=(self.settings(which),), daemon=True
        )
        self.processes[which].start()


def resident(pid: int) -> float:
    """Megabytes."""
    told = Path(f"/proc/{pid}/status").read_text()
    return int(told.partition("VmRSS:")[2].split()[0]) / 1024


def handles(pid: int) -> tuple[int, int]:
    """Open lines to elsewhere, and all else that is open."""
    open_ones = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    lines = sum(one.startswith("socket:") for one in open_ones)
    return lines, len(open_ones) - lines


def size(house: Outpost) -> float:
    """Megabytes of the records."""
    if house.database:
        return house.count("SELECT pg_database_size(current_database())") / 1024**2
    return sum(file.stat().st_size for file in house.data.glob("cunbang.sqlite*")) / 1024**2


async def main(minutes: float, on: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with outpost(Path(folder) / "data", on=on) as plain:
            house = Soaked(plain.api, plain.data, plain.database, "", plain.ports)
            plain.processes = house.processes
            siege = Siege(house, villagers(house, CROWD))
            house.starts()
            await house.is_open()
            pid = house.processes[0].pid
            assert pid
            begun, samples = monotonic(), []
            print(
                "| minute | days | updates | resident MB | lines + files open | records MB |",
                flush=True,
            )
            print("| --- | --- | --- | --- | --- | --- |")

            async def look(_n: int) -> None:
                await asyncio.sleep(EVERY)
                passed = monotonic() - begun
                lines, files = handles(pid)
                updates = house.api.updates.told
                samples.append((updates, resident(pid), lines + files, size(house)))
                days = passed * SPEED / 86_400
                row = f"{passed / 60:.1f} | {days:.0f} | {updates} | {samples[-1][1]:.1f}"
                print(f"| {row} | {lines} + {files} | {samples[-1][3]:.1f} |", flush=True)

            told = await siege.withstands("soak", int(minutes * 60 / EVERY), look)
            half = samples[len(samples) // 2]
            last = samples[-1]
            thousand = (last[0] - half[0]) / 1000
            print(f"{told.sent} updates, {told.letters} letters, {told.again} of them told again")
            print(
                f"second half: {last[1] - half[1]:+.1f} MB resident, {last[2] - half[2]:+d} handles,"
            )
            print(f"{(last[3] - half[3]) / thousand:.2f} MB of records per 1,000 updates")


if __name__ == "__main__":
    postgresql.name_folder()
    try:
        asyncio.run(
            main(
                float(sys.argv[1]) if len(sys.argv) > 1 else 15,
                sys.argv[2] if len(sys.argv) > 2 else "sqlite",
            )
        )
    finally:
        postgresql.put_away()
