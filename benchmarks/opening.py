"""From the start of the program to its first answers on the web, beside records that are there already.

A process of its own each time, with compiled modules as an installation has them; the measure of this
machine is how long aiogram alone takes to read, as often and in turns:
uv run python -m benchmarks.opening [rounds] [records …]
"""

import asyncio
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import monotonic

from aiohttp import ClientError, ClientSession, CookieJar

from benchmarks.growth import fill
from bot.settings import HOUSE
from tests.running import free_port

A_LOOK = 0.01
"""Seconds between two looks whether the page answers."""


async def first_answers(data: Path) -> tuple[float, float]:
    """Seconds until the page comes, and until the greeting of a talk has come through its line."""
    door = f"http://127.0.0.1:{(port := free_port())}"
    given = {"CUNBANG_DATA": str(data), "CUNBANG_LISTEN": f"127.0.0.1:{port}"}
    started = monotonic()
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(HOUSE / "bot.py"), env=given, stdout=subprocess.DEVNULL
    )
    try:
        async with ClientSession(door, cookie_jar=CookieJar(unsafe=True)) as visitor:
            await _page(visitor)
            page = monotonic() - started
            async with visitor.ws_connect("/ws", origin=door) as line:
                await line.send_json({"hello": 0, "language": "zh-CN"})
                await line.send_json({"id": "opening0", "open": ""})
                while not (await line.receive_json(timeout=20)).get("letters"):
                    pass
            return page, monotonic() - started
    finally:
        process.terminate()
        await process.wait()


async def _page(visitor: ClientSession) -> None:
    async with asyncio.timeout(60):
        while True:
            with suppress(ClientError):
                async with visitor.get("/") as page:
                    if page.status == 200:
                        return
            await asyncio.sleep(A_LOOK)


def reading_aiogram() -> float:
    started = monotonic()
    order = [sys.executable, "-c", "import aiogram"]
    subprocess.run(order, env={}, check=True)  # noqa: S603
    return monotonic() - started


def main(rounds: int, sizes: list[int]) -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    found: dict[int, list[tuple[float, float]]] = {size: [] for size in sizes}
    measures = []
    with tempfile.TemporaryDirectory() as top:
        for size in sizes:
            fill(Path(top) / str(size), size)
            asyncio.run(first_answers(Path(top) / str(size)))  # compiles what is not yet
        for _ in range(rounds):
            measures.append(reading_aiogram())
            for size in sizes:
                found[size].append(asyncio.run(first_answers(Path(top) / str(size))))
    print(f"aiogram alone: {median(measures):.2f} s")
    print("| records | page, s | greeting, s |\n| --- | --- | --- |")
    for size, times in found.items():
        page, greeting = (median(t) for t in zip(*times, strict=True))
        print(f"| {size:,} | {page:.2f} | {greeting:.2f} |")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 5, given[1:] or [0, 10**5])
