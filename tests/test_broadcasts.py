"""A push to many: looked at before it goes, posted in portions, counted, last in every queue."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.broadcasts.room import PORTION, BroadcastRoom
from bot.pace import Turnstile
from storage import chats, outbox, people, sending
from storage.broadcasts import keeping
from storage.outbox import Letter
from storage.sending import Mark
from storage.tables import Letters
from tests.duty import QINGQUAN, it_is
from tests.village import ZONE, Seat, Village, world

pytest_plugins = ["tests.activity_seats"]
CROWD = 25


def the_room_posts(village: Village) -> bool:
    room = BroadcastRoom(village.records, world(), lambda: village.now)
    return asyncio.run(room.work())


def push_letters(village: Village) -> list[Letters]:
    query = select(Letters).where(Letters.bulk, Letters.edits.is_(None)).order_by(Letters.id)
    return list(village.records.run_here(lambda s: s.execute(query).scalars().all()))


def goes_out(village: Village, letters: list[Letters]) -> None:
    for letter in letters:
        marks = [Mark(letter.id, "sent", "1", at=village.now)]
        sent = partial(sending.mark, marks=marks)
        village.records.run_here(sent)


@pytest.fixture
def crowd(village: Village) -> int:
    """Villagers on Telegram, and one whom no channel reaches."""

    def come(session: Session) -> None:
        for n in range(CROWD):
            who = people.add_person(session, f"样例·众{n}", "", QINGQUAN, village.now)
            people.change_person(session, who, consented_at=village.now)
            if n:
                chats.seat(session, f"telegram:{9000 + n}", who, "", "", village.now)

    village.records.run_here(come)
    return CROWD


def pushes(chen: Seat, words: str = "明天停水，请备好水。") -> str:
    chen.says("发通知")
    chen.presses("所有村民")
    chen.says(words)
    return chen.presses("发给")


def test_everything_is_shown_before_it_goes(chen: Seat, crowd: int) -> None:
    chen.says("发通知")
    chen.presses("所有村民")
    shown = chen.says("明天停水，请备好水。")
    assert "他们看到的是这样" in shown
    assert "—— 样例·清泉村 样例·陈大明" in shown
    assert f"一共{crowd + 9}人" in shown or "一共" in shown
    assert "好，不发了" in chen.presses("不发了")


@pytest.mark.usefixtures("crowd")
def test_it_fills_up_and_ends_with_who_was_not_reached(village: Village, chen: Seat) -> None:
    assert "正在发" in pushes(chen)
    assert the_room_posts(village)
    letters = push_letters(village)
    assert len({letter.address for letter in letters}) == len(letters) > CROWD
    on_telegram = [letter for letter in letters if letter.address.startswith("telegram:")]
    goes_out(village, on_telegram[:10])
    the_room_posts(village)
    shown = next(m for m in reversed(chen.screen()) if "TS-" in m.text)
    assert "送到10人" in shown.text
    assert "正在发" in shown.text
    goes_out(village, on_telegram[10:])
    the_room_posts(village)
    shown = next(m for m in reversed(chen.screen()) if "TS-" in m.text)
    assert "发完了" in shown.text
    assert "样例·众0" in shown.text
    assert not the_room_posts(village)


@pytest.mark.usefixtures("crowd")
def test_a_restart_goes_on_where_it_was(village: Village, chen: Seat) -> None:
    pushes(chen)
    room = BroadcastRoom(village.records, world(), lambda: village.now)
    (push,) = village.records.run_here(keeping.under_way)
    village.records.run_here(lambda s: room._portion(s, push.number))
    assert len(push_letters(village)) <= PORTION
    the_room_posts(village)
    keys = [letter.key for letter in push_letters(village)]
    assert len(keys) == len(set(keys)) > CROWD


@pytest.mark.usefixtures("crowd")
def test_at_night_it_waits_for_the_morning(village: Village, chen: Seat) -> None:
    it_is(village, 2026, 11, 23, 22)
    pushes(chen)
    the_room_posts(village)
    after = {letter.send_after.astimezone(ZONE) for letter in push_letters(village)}
    assert after == {datetime(2026, 11, 24, 7, tzinfo=ZONE)}


@pytest.mark.usefixtures("crowd")
def test_an_answer_and_news_go_before_a_push(village: Village, chen: Seat) -> None:
    pushes(chen)
    the_room_posts(village)

    def post(session: Session, key: str, *, push: bool) -> None:
        bare = {"text": key, "rows": [], "menu": [], "wish": "", "files": []}
        letter = Letter(key, f"telegram:{key}", bare, push=push)
        outbox.post(session, letter, village.now)

    village.records.run_here(lambda s: post(s, "1", push=True))
    village.records.run_here(lambda s: post(s, "2", push=False))
    waiting = village.records.run_here(lambda s: sending.waiting(s, "telegram", village.now))
    assert [letter.address for letter in waiting[:2]] == ["telegram:2", "telegram:1"]
    assert all(letter.bulk for letter in waiting[2:])


def test_villagers_push_nothing_and_a_secretary_only_at_home(chen: Seat, he: Seat) -> None:
    assert "发通知的是村书记" in he.says("发通知")
    chen.says("群发")
    assert "所有村书记" not in chen.screen()[-1].line()
    assert "没有找到" in he.forges("s:push_state:push=TS-20261123-0001")


def test_a_township_may_choose_a_village_and_a_role(village: Village) -> None:
    officer = village.seat("township-01")
    assert "样例·清泉村" in officer.says("发通知")
    officer.says("样例·清泉村")
    assert "所有村书记" in officer.screen()[-1].line()


async def test_the_turnstile_lets_the_more_pressing_through_first() -> None:
    gate, came = Turnstile(50.0), list[int]()

    async def enters(rank: int) -> None:
        await gate.enter(rank)
        came.append(rank)

    await gate.enter(0)
    async with asyncio.TaskGroup() as crowd:
        for rank in (2, 2, 2, 1, 0):
            crowd.create_task(enters(rank))
    assert came == [0, 1, 2, 2, 2]


async def entering(gate: Turnstile, ranks: Sequence[int]) -> list[tuple[int, float]]:
    """Who came through, and how many seconds after the first asked."""
    loop, came = asyncio.get_running_loop(), list[tuple[int, float]]()
    begun = loop.time()

    async def enters(rank: int) -> None:
        await gate.enter(rank)
        came.append((rank, loop.time() - begun))

    async with asyncio.TaskGroup() as crowd:
        for rank in ranks:
            crowd.create_task(enters(rank))
    return came


async def test_answers_go_at_once_and_pushes_one_by_one() -> None:
    came = await entering(Turnstile(50.0), [2] * 10 + [0] * 20)
    assert [rank for rank, _ in came[:21]] in ([2] + [0] * 20, [0] * 20 + [2])
    assert came[20][1] < 0.05
    assert came[-1][1] > 0.5, "nine pushes, and each of the twenty answers took a push's place"


async def test_however_many_answers_there_are_a_second_takes_so_many() -> None:
    came = await entering(Turnstile(20.0), [0] * 45)
    times = [at for _, at in came]
    assert all(later - early >= 1.0 for early, later in zip(times, times[20:], strict=False))


async def test_a_push_leaves_room_for_the_answers_to_come() -> None:
    gate = Turnstile(50.0)
    await entering(gate, [0] * 10)
    pushing = asyncio.create_task(entering(gate, [2] * 100))
    await asyncio.sleep(1.5)
    ((_, waited),) = await entering(gate, [0])
    pushing.cancel()
    assert waited < 0.01


async def test_whoever_gives_up_waiting_costs_nobody_their_turn() -> None:
    gate = Turnstile(100.0)
    await gate.enter(0)
    waiting = asyncio.create_task(gate.enter(0))
    await asyncio.sleep(0)
    waiting.cancel()
    async with asyncio.timeout(1):
        await gate.enter(1)
