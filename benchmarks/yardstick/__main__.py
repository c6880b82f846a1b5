"""The yardstick: the same talk of four steps that ends in a record, by everybody who is compared.

The tests' Telegram and 500 people on one core, the bot on the other; each in turn, round after round,
so that a noisy minute spoils nobody alone. Who leaves somebody without an answer has no line in the
table: aiogram_dialog on a line with latency, where it keeps a talk only after the question is shown, and
these people press at once. From the top folder, with uv on the path:
uv run python -m benchmarks.yardstick [rounds] [milliseconds of latency] [only those whose name has this]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bot.settings import HOUSE
from tests import postgresql
from tests.running import free_port

CHATS, TALKS = 500, 4
FAR_CHATS, FAR_TALKS = 100, 5
"""On a line with latency: who answers one update after the other would let 500 wait until taps expire."""
TICKS = os.sysconf("SC_CLK_TCK")
AIOGRAM = ("aiogram[redis]==3.31.0", "uvloop==0.23.0")
STORED = ("sqlalchemy[asyncio]==2.1.9", "aiosqlite==0.22.1")
Figures = dict[str, float]


@dataclass(frozen=True)
class Peer:
    name: str
    module: str
    needs: tuple[str, ...] = ()
    """Packages of an environment of its own; none: the house's."""
    redis: bool = False
    processes: int = 0
    """Of Cunbang, on PostgreSQL; 0: on SQLite, or somebody else."""


PEERS = (
    Peer("1 aiogram, memory", "peers.aiogram_memory", AIOGRAM),
    Peer(
        "2 aiogram, Redis, SQLAlchemy",
        "peers.aiogram_stored",
        (*AIOGRAM, *STORED),
        redis=True,
    ),
    Peer(
        "3 python-telegram-bot, pickle, SQLAlchemy",
        "peers.ptb_pickle",
        ("python-telegram-bot==22.8", "uvloop==0.23.0", *STORED),
    ),
    Peer(
        "4 aiogram_dialog, Redis, SQLAlchemy",
        "peers.dialog_stored",
        (*AIOGRAM, *STORED, "aiogram-dialog==2.6.0"),
        redis=True,
    ),
    Peer("5 Cunbang, SQLite", "house"),
    Peer("6 Cunbang, PostgreSQL", "house", processes=1),
    Peer("6 Cunbang, PostgreSQL, two processes", "house", processes=2),
)


def python_of(peer: Peer, folder: Path) -> str:
    if not peer.needs:
        return sys.executable
    place = folder / f"env-{peer.module}"
    if not place.exists():
        uv = shutil.which("uv") or "uv"
        subprocess.run([uv, "venv", "-q", "--python", "3.11", place], check=True)  # noqa: S603  # fixed words
        command = (uv, "pip", "install", "-q", "--python", str(place / "bin" / "python"))
        subprocess.run([*command, *peer.needs], check=True)  # noqa: S603  # the same
    return str(place / "bin" / "python")


@contextmanager
def process(core: int, *command: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    """On one core, and gone at the end."""
    core = core if core < (os.cpu_count() or 1) else 0
    started = subprocess.Popen(  # noqa: S603  # fixed words
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=HOUSE,
        env=os.environ | {"PYTHONPATH": str(HOUSE)} | more,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),  # noqa: PLW1509  # no threads here
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


def seconds_used(pids: list[int]) -> float:
    def ticks(pid: int) -> int:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    return sum(map(ticks, pids)) / TICKS


def told(crowd: subprocess.Popen[str]) -> dict[str, float]:
    assert crowd.stdout
    line = crowd.stdout.readline()
    assert line, "the crowd is gone"
    found: dict[str, float] = json.loads(line)
    return found


def goes_on(crowd: subprocess.Popen[str]) -> None:
    assert crowd.stdin
    crowd.stdin.write("\n")
    crowd.stdin.flush()


def runs(
    peer: Peer, latency: float, environments: Path, redis: str, prepared: Path | None = None
) -> Figures:
    """Cunbang may begin with a copy of prepared records."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        if prepared:
            shutil.copytree(prepared, folder, dirs_exist_ok=True)
        chats, talks = (FAR_CHATS, FAR_TALKS) if latency else (CHATS, TALKS)
        words = ("-m", "benchmarks.yardstick.crowd", str(chats), str(talks), str(latency))
        crowd = stack.enter_context(process(0, sys.executable, *words))
        server = told(crowd)
        address = {"CUNBANG_DATABASE": postgresql.fresh()} if peer.processes else {}
        pids = []
        for n in range(max(1, peer.processes)):
            given = [str(server["url"]), str(server["token"]), folder]
            if peer.module == "house":
                given += [str(0 if n else chats), str(free_port())]
            elif peer.redis:
                given.append(redis)
            command = (python_of(peer, environments), "-m", f"benchmarks.yardstick.{peer.module}")
            pids.append(stack.enter_context(process(1, *command, *given, **address)).pid)
        told(crowd)  # everybody has talked once
        before = seconds_used(pids)
        goes_on(crowd)
        found = told(crowd)
        found["cpu"] = seconds_used(pids) - before
        found["resident"] = sum(resident(pid) for pid in pids)
        return found


def resident(pid: int) -> float:
    """Megabytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def a_redis(folder: Path) -> Iterator[str]:
    """Its address; nothing where this machine has none."""
    program = shutil.which("redis-server")
    if program is None:
        yield ""
        return
    port = free_port()
    words = ("--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder))
    with process(0, program, *words, "--appendonly", "yes"):
        yield f"redis://127.0.0.1:{port}/0"


HEAD = (
    "| who | updates/s | of 1 | CPU µs per update | p50 ms | p99 ms | resident MB |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)


def table(found: dict[str, list[Figures]]) -> Iterator[str]:
    yield HEAD
    first = None
    for name, figures in found.items():

        def middle(of: str, figures: list[Figures] = figures) -> float:
            return median(run[of] for run in figures)

        rate = median(run["updates"] / run["seconds"] for run in figures)
        first = first or rate
        cpu = median(run["cpu"] / run["updates"] for run in figures)
        waits = f"{1e3 * middle('p50'):.0f} | {1e3 * middle('p99'):.0f}"
        yield (
            f"| {name} | {rate:.0f} | {rate / first:.2f} | {1e6 * cpu:.0f} | {waits} "
            f"| {middle('resident'):.0f} |"
        )


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    latency = float(sys.argv[2]) if len(sys.argv) > 2 else 0.0
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    found: dict[str, list[Figures]] = {}
    with tempfile.TemporaryDirectory() as folder, a_redis(Path(folder)) as redis:
        for _ in range(rounds):
            for peer in PEERS:
                if wanted not in peer.name or (peer.redis and not redis):
                    continue
                try:
                    figures = runs(peer, latency, Path(folder), redis)
                except AssertionError as gone:
                    print(peer.name, "gave somebody no answer:", gone, flush=True)
                    continue
                found.setdefault(peer.name, []).append(figures)
                print(peer.name, json.dumps(figures), flush=True)
    print("\n".join(table(found)))


if __name__ == "__main__":
    postgresql.name_folder()
    try:
        main()
    finally:
        postgresql.put_away()
