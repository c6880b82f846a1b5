"""The process is killed at the worst moments and started again: nothing is lost, nothing done twice."""

import asyncio
import random
import signal
import socket
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.house import open_house
from bot.settings import Settings
from storage import chats
from storage.sample import sample_person
from tests import killed_house
from tests.opened import opened_before
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
READY = get_context("forkserver")
"""A process that has imported the house, from which every start is forked: importing takes seconds."""
READY.set_forkserver_preload([killed_house.__name__])


@dataclass
class Outpost:
    """The house in its own process, on records that outlive it."""

    api: BotApi
    data: Path
    process: BaseProcess | None = None

    def starts(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        environment = {
            "CUNBANG_TELEGRAM_TOKEN": self.api.token,
            "CUNBANG_TELEGRAM_API": self.api.url,
            "CUNBANG_SAMPLE": "1",
            "CUNBANG_DATA": str(self.data),
            "CUNBANG_LISTEN": f"127.0.0.1:{port}",
        }
        self.process = READY.Process(target=killed_house.run, args=(environment,), daemon=True)
        self.process.start()

    async def is_killed(self) -> None:
        assert self.process
        self.process.kill()
        await self.ends()

    async def dies(self) -> None:
        assert await self.ends() == -signal.SIGKILL

    async def ends(self) -> int | None:
        assert self.process
        await asyncio.to_thread(self.process.join, 20)
        return self.process.exitcode

    def count(self, query: str) -> int:
        with sqlite3.connect(f"file:{self.data}/cunbang.sqlite?mode=ro", uri=True) as records:
            value: int = records.execute(query).fetchone()[0]
        return value


@asynccontextmanager
async def outpost(data: Path) -> AsyncIterator[Outpost]:
    async with BotApi() as api:
        house = Outpost(api, data)
        try:
            yield house
        finally:
            if house.process:
                await house.is_killed()


def register(data: Path, key: str, address: str) -> None:
    """A person of the sample has this Telegram chat."""
    opened_before(data)
    house = open_house(Settings(data=data, sample=True))

    def sit(session: Session) -> None:
        person = sample_person(session, key)
        assert person
        chats.seat(session, address, person, "", "zh", house.now())

    house.records.run_here(sit)
    house.records.close()


def wish(moment: Path, said: str) -> None:
    """Whole at once: the house may look at any time, and an empty wish fits every letter."""
    written = moment.with_suffix(".written")
    written.write_text(said)
    written.rename(moment)


async def asks_up_to_the_last_button(phone: Phone) -> None:
    await phone.says("医保缴费")
    for label in ("▶ 居民医保缴费", "接着办", "我自己"):
        await phone.sees(label, timeout=20) if label.startswith("▶") else None
        await phone.presses(label)
    await phone.presses("同意")
    for wish in ("送到村里", "以后再补", "以后再补", "没有了"):
        await phone.presses(wish)
    await phone.sees("送出去")


@pytest.mark.parametrize(
    ("moment", "said", "told"),
    [
        ("die-before-commit", "", 1),
        ("die-before-send", "✅ 送上去了", 1),
        ("die-after-send", "✅ 送上去了", 2),
    ],
)
async def test_a_request_survives_a_kill(tmp_path: Path, moment: str, said: str, told: int) -> None:
    """Dying between Telegram's answer and our mark says a thing twice; that is all."""
    register(tmp_path, "li-xiaoqin", "telegram:7")
    async with outpost(tmp_path) as house:
        daughter = Phone(house.api, 7, "样例·李小琴")
        house.starts()
        await asks_up_to_the_last_button(daughter)
        wish(tmp_path / moment, said)
        await daughter.presses("送出去", waits=False)
        await house.dies()
        (tmp_path / moment).unlink()
        house.starts()
        await daughter.sees("送上去了", timeout=20)
        await daughter.says("6")
        await daughter.sees("您的事", timeout=20)
        sent = [m for m in daughter.screen() if "✅ 送上去了" in m.text]
        assert (house.count("SELECT count(*) FROM requests"), len(sent)) == (1, told)
        assert house.api.refusals == []


async def test_a_hundred_messages_and_three_kills_lose_nothing(tmp_path: Path) -> None:
    """Every person is answered; every update is on record once."""
    chance = random.Random(7)
    async with outpost(tmp_path) as house:
        people = {100 + n: Phone(house.api, 100 + n, f"样例{n}") for n in range(100)}
        house.starts()
        for n, person in enumerate(people.values()):
            await person.says("0")
            if n in {25, 50, 75}:
                await house.api.called("sendMessage", n // 2, timeout=20)
                await asyncio.sleep(chance.random() / 5)
                await house.is_killed()
                house.starts()
        async with asyncio.timeout(40):
            while not all(house.api.sent_to(person) for person in people):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        told = Counter(len(house.api.sent_to(person)) for person in people)
        assert house.count("SELECT count(*) FROM seen_events") == 100
        assert house.count("SELECT count(*) FROM dead_letters") == 0
        assert sum(times - 1 for times in told.elements()) <= 25 * 3, told
