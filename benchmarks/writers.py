"""Turns a second on SQLite and on PostgreSQL, by one process and by two: what one writer at a time costs.

Each process takes its people's words in batches, as they come when many talk at once. Run it from the top folder:
uv run python -m benchmarks.writers [events a process] [runs]
"""

import asyncio
import sys
import tempfile
from functools import partial
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier
from pathlib import Path
from statistics import median
from time import perf_counter

import structlog
from pydantic import SecretStr

from bot.house import open_house
from bot.settings import Settings
from bot.turns import take_batch
from conversations.messages import Event, Said
from tests import postgresql
from tests.opened import opened_before

PEOPLE = 100


def talks(data: str, database: str, which: int, many: int, batch: int, ready: Barrier) -> None:
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    secret = SecretStr(database) if database else None
    house = open_house(Settings(data=Path(data), database=secret, sample=True))

    async def run() -> None:
        for begun in range(0, many, batch):
            events = [
                Event(f"web:{which}:{n}", f"web:{which}:{n % PEOPLE}", Said("0"), "zh", "样例")
                for n in range(begun, begun + batch)
            ]
            taking = partial(take_batch, came=events, world=house.world, now=house.now())
            await house.records.run(taking)

    asyncio.run(run())
    ready.wait()
    ready.wait()
    which += 1000
    asyncio.run(run())
    ready.wait()
    house.records.close()


def per_second(on: str, processes: int, many: int, batch: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        secret = opened_before(Path(folder), on)
        database = secret.get_secret_value() if secret else ""
        context = get_context("spawn")
        ready = context.Barrier(processes + 1)
        given = [(folder, database, which, many, batch, ready) for which in range(processes)]
        crowd = [context.Process(target=talks, args=each) for each in given]
        for each in crowd:
            each.start()
        ready.wait()
        begun = perf_counter()
        ready.wait()
        ready.wait()
        took = perf_counter() - begun
        for each in crowd:
            each.join(20)
        return processes * many / took


def main() -> None:
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    runs = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    print("| records | processes | in a batch | turns/s |\n| --- | --- | --- | --- |")
    for batch in (1, 20):
        for on, processes in (("sqlite", 1), ("postgresql", 1), ("postgresql", 2)):
            rate = median(per_second(on, processes, many, batch) for _ in range(runs))
            print(f"| {on} | {processes} | {batch} | {rate:.0f} |", flush=True)


if __name__ == "__main__":
    postgresql.name_folder()
    try:
        main()
    finally:
        postgresql.put_away()
