"""The process is killed at the worst moments and started again: nothing is lost, nothing done twice."""

import asyncio
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.house import open_house
from bot.settings import Settings
from storage import chats
from storage.sample import sample_person
from tests.outpost import Outpost, outpost
from tests.postgresql import CHOSEN
from tests.telegram.phone import Phone

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]


def register(outpost: Outpost, key: str, address: str) -> None:
    """A person of the sample has this Telegram chat."""
    house = open_house(Settings(data=outpost.data, database=outpost.database, sample=True))

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
    async with outpost(tmp_path, on=CHOSEN) as house:
        register(house, "li-xiaoqin", "telegram:7")
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
    async with outpost(tmp_path, on=CHOSEN) as house:
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
