"""Two processes on one PostgreSQL: whoever is asked answers, and one of them sends."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import replicas
from bot.app import App
from bot.replicas import LINE, Replicas
from conversations.messages import Event, Said
from storage import sending
from storage.tables import Letters, SeenEvents
from tests import postgresql
from tests.balancer import Balancer
from tests.opened import opened_before
from tests.running import free_port, running_app
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.web.page import at_the_page

pytest_plugins = ("tests.telegram.fixtures",)
pytestmark = [pytest.mark.slow]


@dataclass
class Two:
    """Two replicas behind a balancer; either can be closed."""

    apps: list[App]
    balancer: Balancer
    doors: list[AsyncExitStack]

    @property
    def leader(self) -> int:
        (leads,) = [n for n, app in enumerate(self.apps) if app.lead.held]
        return leads

    async def close(self, which: int) -> None:
        await self.doors[which].aclose()


@pytest.fixture
async def two(api: BotApi, tmp_path: Path) -> AsyncIterator[Two]:
    database, ports = opened_before(tmp_path, "postgresql"), [free_port(), free_port()]
    async with Balancer(ports) as balancer, AsyncExitStack() as first, AsyncExitStack() as second:
        doors = [first, second]
        wishes: dict[str, Any] = {
            "database": database,
            "webhook_url": balancer.url,
            "public_url": balancer.url,
        }
        apps = [
            await door.enter_async_context(running_app(api, tmp_path, port=port, **wishes))
            for door, port in zip(doors, ports, strict=True)
        ]
        await api.called("setWebhook", timeout=10)
        yield Two(apps, balancer, doors)


async def until(true: Callable[[], bool], within: float = 10) -> None:
    async with asyncio.timeout(within):
        while not true():  # noqa: ASYNC110  # nobody rings for it
            await asyncio.sleep(0.02)


async def test_whoever_is_asked_answers_and_one_of_them_sends(api: BotApi, two: Two) -> None:
    """A talk hops from replica to replica; each answer comes once and in order."""
    person = Phone(api, 7, "样例·新来的")
    await person.says("你好")
    await person.presses("同意，开始")
    await person.sees("您是哪个乡镇")
    await person.says("妙高")
    await person.sees("哪个村、哪个社区")
    await person.presses("样例·清泉村")
    await person.sees("怎么称呼您")
    await person.says("样例·小李")
    await person.sees("留个电话")
    await api.updates.emptied()
    assert {*two.balancer.taken} == {*two.balancer.ports}
    assert [app.lead.held for app in two.apps].count(True) == 1
    new = [change for change in api.sent_to(7) if change.kind == "new"]
    assert len(new) == 5
    assert api.refusals == []


async def test_a_page_at_one_replica_hears_what_another_wrote(two: Two) -> None:
    follower = two.apps[1 - two.leader]
    url = f"http://127.0.0.1:{follower.house.settings.port}"
    async with at_the_page(url, "he-dacheng") as villager:
        await villager.says("0")
        await villager.sees("12345")
        at_the_other = two.apps[two.leader]
        await at_the_other.intake.hear([Event("web:x:1", "web:sample-he-dacheng", Said("6"))])
        await villager.sees("您还没有托人办过事")


async def test_an_update_brought_to_both_at_once_is_heard_once(two: Two) -> None:
    """Telegram brings an update again when the first answer was slow in coming."""
    events = [Event(f"telegram:{n}", "telegram:7", Said("0"), "zh", "样例") for n in range(20)]
    await asyncio.gather(*(app.intake.hear([e]) for e in events for app in two.apps))
    records = two.apps[0].house.records
    seen = select(func.count()).select_from(SeenEvents)
    assert await records.run(lambda s: s.execute(seen).scalar()) == 20
    letters = select(func.count()).select_from(Letters).where(Letters.address == "telegram:7")
    assert await records.run(lambda s: s.execute(letters).scalar()) == 20


async def test_when_the_leader_leaves_the_other_takes_over(api: BotApi, two: Two) -> None:
    """At once, for the lock falls free with the line."""
    person = Phone(api, 7, "样例·新来的")
    await person.says("你好")
    await person.sees("您好")
    left = two.leader
    await two.close(left)
    await person.says("你好")
    await person.sees("这里请按一个按钮", timeout=10)
    assert two.apps[1 - left].lead.held


async def test_a_leader_whose_line_breaks_stops_sending_first(two: Two) -> None:
    """Nobody else can lead before it has stopped."""
    first = two.leader
    records = two.apps[1 - first].house.records
    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = %s"
    await records.run(lambda s: s.connection().exec_driver_sql(cut, (LINE,)).all())
    await until(lambda: [app.lead.held for app in two.apps] == [False, False])
    await until(lambda: [app.lead.held for app in two.apps].count(True) == 1)


async def test_who_gives_no_sign_of_life_loses_the_lead_before_the_other_gets_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(replicas, "OFTEN", 0.05)
    monkeypatch.setattr(replicas, "MOST_SILENT", 1)
    monkeypatch.setattr(replicas, "SURE", 0.5)
    url = postgresql.fresh()
    silent, other = (Replicas(url, name, lambda _addresses: None) for name in "ab")
    running = [asyncio.create_task(silent.run())]
    await until(lambda: silent.held)
    running.append(asyncio.create_task(other.run()))
    monkeypatch.setattr(silent, "_sign_of_life", lambda _line: asyncio.sleep(3600))
    seen = []
    while not other.held:
        seen.append(silent.held)
        await asyncio.sleep(0.02)
    assert seen == sorted(seen, reverse=True)
    assert not seen[-1]
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


async def test_a_letter_is_not_sent_by_who_no_longer_leads(api: BotApi, two: Two) -> None:
    """As in a process that was frozen between reading a letter and sending it."""
    app = two.apps[two.leader]
    assert app.telegram
    await until(lambda: app.telegram is not None and app.telegram.courier is not None)
    courier = app.telegram.courier
    assert courier
    courier.leads = lambda: False
    await Phone(api, 7, "样例·新来的").says("你好")
    await api.updates.emptied()
    waiting = await app.house.records.run(lambda s: sending.waiting(s, "telegram", app.house.now()))
    assert len(waiting) == 1
    assert api.count()["sendMessage"] == 0
