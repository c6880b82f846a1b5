"""Many people check in at once: nobody is lost, nobody is there twice. Five hundred: benchmarks/."""

import asyncio
from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.house import House
from domain.activities.activity import Activity
from storage import chats, people
from storage.activities.lists import activity_numbered
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.test_activities_on_both_channels import code_now, house, laid_down

__all__ = ["house"]
pytest_plugins = ("tests.telegram.fixtures",)
CROWD = 60


def phones(api: BotApi, house: House, many: int) -> list[Phone]:
    """Villagers who have talked with the bot before, each at a phone of their own."""

    def sit(session: Session) -> None:
        for n in range(many):
            name, now = f"样例·人{n}", house.now()
            person = people.add_person(session, name, "", "511381116901", now)
            people.change_person(session, person, consented_at=now)
            chats.seat(session, f"telegram:{1000 + n}", person, "", "", now)

    house.records.run_here(sit)
    return [Phone(api, 1000 + n, f"样例·人{n}") for n in range(many)]


@pytest.mark.slow
async def test_a_crowd_checks_in_and_all_of_them_are_there(api: BotApi, house: House) -> None:
    """Some press twice; Telegram takes thirty answers a second, so the last waits for a while."""
    number = laid_down(house, "cadre-01", marked=False)
    crowd = phones(api, house, CROWD)
    for n, phone in enumerate(crowd):
        await phone.says(f"签到 {code_now(house, number)}")
        if n % 7 == 0:
            await phone.says(f"签到 {code_now(house, number)}")
        if n % 50 == 0:
            await asyncio.sleep(0)
    async with asyncio.timeout(60):
        for phone in crowd:
            await phone.sees("签到", timeout=60)
    found = there(house, number)
    names = [s.name for s in found.present]
    assert len(names) == len(set(names)) == CROWD
    assert all(len(s.stays) == 1 for s in found.signups)


def there(house: House, number: str) -> Activity:
    found = house.records.run_here(partial(activity_numbered, number=number))
    assert found is not None
    return found
