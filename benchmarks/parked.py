"""What the house holds in memory while thousands are in the middle of a talk, above its bare libraries.

The libraries are every module that is not the house's own and that the house has read once Telegram is on,
read by a process that does nothing else: uv run python -m benchmarks.parked [talks]
"""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from bot.settings import HOUSE
from tests.outpost import outpost
from tests.siege import VILLAGE, villagers
from tests.telegram.phone import Phone

OURS = ("bot", "conversations", "domain", "handlers", "papers", "storage", "__main__")
LIBRARIES = f"""
import sys, bot.app, bot.cli, handlers.telegram, pypinyin, uvloop, docxtpl
print(*(name for name in sys.modules if name.partition(".")[0] not in {OURS}))
"""
BARE = """
import sys
from importlib import import_module
for name in sys.stdin.read().split():
    try:
        import_module(name)
    except Exception:
        pass
print(next(line for line in open("/proc/self/status") if line.startswith("VmRSS")).split()[1])
"""
AT_ONCE = 200


def bare() -> float:
    """Megabytes."""
    names = _said_by(LIBRARIES, "")
    return int(_said_by(BARE, names)) / 1024


def _said_by(program: str, given: str) -> str:
    order = [sys.executable, "-c", program]
    return subprocess.run(  # noqa: S603
        order, cwd=HOUSE, input=given, capture_output=True, text=True, check=True
    ).stdout


def resident(pid: int) -> float:
    """Megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return (
        int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])
        / 1024
    )


async def begins(phone: Phone) -> None:
    """A matter for the next meeting, left after the first word."""
    await phone.says("我想说个事")
    await phone.sees("您想说什么事", timeout=120)


async def main(many: int) -> None:
    libraries = bare()
    with tempfile.TemporaryDirectory() as folder:
        async with outpost(Path(folder) / "data") as house:
            crowd = villagers(house, many)
            process = await asyncio.create_subprocess_exec(
                sys.executable, "bot.py", cwd=HOUSE, env=house.settings()
            )
            try:
                await asyncio.sleep(10)
                before = resident(process.pid)
                for start in range(0, many, AT_ONCE):
                    await asyncio.gather(*map(begins, crowd[start : start + AT_ONCE]))
                parked = house.count("SELECT count(*) FROM chats WHERE talk IS NOT NULL")
                after = resident(process.pid)
            finally:
                process.terminate()
                await process.wait()
    print(f"bare libraries {libraries:.0f} MB, open {before:.0f} MB, {parked} talks {after:.0f} MB")
    print(f"above the libraries: {after - libraries:.0f} MB ({VILLAGE})")


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
