"""Everything that is done to the house, many times over; prints the table of what became of it.

Each line is a run of its own: forty people talk all the while. Takes about an hour. From the top folder:
uv run python -m benchmarks.faults [kills] [which lines: a part of their name]
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from time import perf_counter

from tests import assaults, postgresql
from tests.siege import HEAD, Tally

KILLS = 200
Assault = Callable[[Path], Awaitable[Tally]]


def assaults_of(kills: int) -> dict[str, Assault]:
    some = max(kills // 10, 2)
    both = [(on, way) for on in ("sqlite", "postgresql") for way in assaults.WAYS]
    return {
        **{
            f"killed {on} {way}": partial(assaults.killed, on=on, way=way, times=kills)
            for on, way in both
        },
        "replica killed": partial(assaults.one_of_two_killed, times=kills),
        "replica frozen": partial(assaults.one_of_two_frozen, times=4, seconds=60),
        **{
            f"server {way}": partial(assaults.server_restarted, way=way, times=some)
            for way in assaults.WAYS
        },
        **{
            f"trouble {on} {way}": partial(
                assaults.telegram_in_trouble, on=on, way=way, times=5 * some
            )
            for on, way in both
        },
        "again": partial(assaults.brought_again, on="sqlite", times=5 * some),
        "offset": partial(assaults.offset_lost, on="sqlite", times=some),
        **{
            f"full {way}": partial(assaults.disk_full, way=way, times=some) for way in assaults.WAYS
        },
    }


async def main() -> None:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    print(HEAD)
    for name, assault in assaults_of(kills).items():
        if wanted not in name:
            continue
        with tempfile.TemporaryDirectory() as folder:
            begun = perf_counter()
            told = await assault(Path(folder) / "data")
            print(told.line(), f"{perf_counter() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    postgresql.name_folder()
    try:
        asyncio.run(main())
    finally:
        postgresql.put_away()
