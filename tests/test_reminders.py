"""Errands that are owed, ledgers that come round, what is put off, quiet hours, the Monday digest."""

import asyncio
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select, update

from bot.courier import Courier
from bot.letters import tell
from conversations.effects import Tell, ToPerson
from conversations.messages import Reply
from conversations.words import verbatim
from domain.looks import Look, due_now
from domain.names import Name
from domain.reminders.owing import Due, due_day, looks_of_owed, periods_around, said_today
from domain.reminders.quiet import Quiet, wait_until
from domain.reminders.rules import Every, Ledger, Rule
from domain.requests import Move, Stage
from domain.roles import Role
from storage.outbox import letter
from storage.reminders.tables import LedgerMarks
from storage.tables import Chats, Letters, People
from tests.duty import at, it_is, person, the_clock_ticks
from tests.errands import brought_to, file_one, move_one
from tests.village import ZONE, Seat, Village, world

pytest_plugins = ["tests.activity_seats"]
ERRAND = "DB-20261123-0001"


@pytest.fixture
def agent(village: Village) -> Seat:
    return village.seat("agent-01")


@pytest.fixture
def owed(village: Village, agent: Seat) -> str:
    """Accepted on Monday 23 November at nine; the answer is due on 7 December."""
    brought_to(village, ERRAND, Stage.ACCEPTED)
    agent.reads()
    return ERRAND


def others(seat: Seat) -> list[str]:
    """What somebody read besides ledgers and the digest."""
    return [line for line in seat.reads().split("\n") if line and line[0] not in "📒🗓"]


def test_an_errand_is_reminded_at_half_time_a_day_before_on_the_day_and_then_daily(
    village: Village, agent: Seat, owed: str
) -> None:
    heard = []
    it_is(village, 2026, 11, 23, 9)
    while village.now < datetime(2026, 12, 10, 10, tzinfo=ZONE):
        village.passes(minutes=30)
        if village.now.hour not in {9, 14, 17}:
            continue
        the_clock_ticks(village)
        if told := [line for line in others(agent) if owed in line]:
            heard.append((f"{village.now:%m-%d %H:%M}", told[0].split("：")[1].split("，")[0]))
    assert [moment for moment, _ in heard] == [
        "11-30 14:30", "12-04 17:30", "12-07 17:30", "12-08 09:00", "12-09 09:00", "12-10 09:00",
    ]  # fmt: skip


@pytest.mark.usefixtures("owed")
def test_from_the_second_day_the_secretary_hears_of_it_masked(village: Village, chen: Seat) -> None:
    it_is(village, 2026, 12, 7, 18)
    the_clock_ticks(village)
    chen.reads()
    at(village, 2026, 12, 8, 9)
    assert not [line for line in others(chen) if "代办过时间" in line]
    at(village, 2026, 12, 9, 9)
    (told,) = [line for line in others(chen) if "代办过时间" in line]
    assert "代办过时间2天了" in told
    assert "何大成" not in told


def test_while_papers_are_missing_the_clock_stands_still(village: Village, agent: Seat) -> None:
    brought_to(village, ERRAND, Stage.WAITING)
    agent.reads()
    at(village, 2026, 12, 9, 9)
    assert not [line for line in others(agent) if ERRAND in line]


def test_a_notice_that_is_over_is_told_to_the_agent(village: Village, agent: Seat) -> None:
    brought_to(village, ERRAND, Stage.NOTICE)
    agent.reads()
    heard = []
    for day in range(24, 31):
        at(village, 2026, 11, day, 9, 1)
        heard += [day for line in others(agent) if "公示的天数满了" in line]
    assert len(heard) <= 1


def test_tomorrow_means_tomorrow_and_nothing_before(
    village: Village, agent: Seat, owed: str
) -> None:
    at(village, 2026, 12, 7, 17, 30)
    assert owed in agent.reads()
    assert "明天早上再提醒您" in agent.presses("明天再提醒")
    at(village, 2026, 12, 8, 8, 29)
    assert not others(agent)
    at(village, 2026, 12, 8, 8, 30)
    assert "您让我今天提醒" in agent.reads()


def test_what_is_done_meanwhile_is_not_spoken_of_again(
    village: Village, agent: Seat, owed: str
) -> None:
    at(village, 2026, 12, 7, 17, 30)
    agent.forges(f"s:later:of={owed}")
    move_one(village, owed, Move.FINISH)
    agent.reads()
    at(village, 2026, 12, 8, 8, 30)
    assert not others(agent)


def test_done_and_not_mine_lead_to_the_act_of_the_matter(agent: Seat, owed: str) -> None:
    assert agent.forges(f"s:not_mine:of={owed}").startswith("这个村没有别的代办员")
    assert "结果" in agent.forges(f"s:reminder_done:of={owed}")
    agent.presses("退出")
    assert "请从提醒上的按钮进来" in agent.forges("s:later:of=XX-1")
    assert "请从提醒上的按钮进来" in agent.forges("s:later:of=TZ-money-20261126-511381116901")


def test_more_than_three_errands_at_once_are_one_letter(village: Village, agent: Seat) -> None:
    for n in range(1, 6):
        brought_to(village, f"DB-20261123-000{n}", Stage.ACCEPTED)
    agent.reads()
    at(village, 2026, 12, 4, 17, 30)
    told = others(agent)
    assert len(told) == 1
    assert "您手上有5件代办要看" in told[0]


# ── Ledgers ──

MONTHLY = Ledger("money", Name("财务"), Every.MONTH, 25, Role.SECRETARY)


@pytest.mark.parametrize(
    ("ledger", "today", "due"),
    [
        (MONTHLY, date(2026, 11, 3), date(2026, 11, 25)),
        (MONTHLY, date(2026, 7, 30), date(2026, 7, 24)),
        (Ledger("x", Name("x"), Every.MONTH, 31, Role.CADRE), date(2026, 2, 1), date(2026, 2, 28)),
        (Ledger("x", Name("x"), Every.WEEK, 5, Role.CADRE), date(2026, 11, 23), date(2026, 11, 27)),
        (
            Ledger("x", Name("x"), Every.QUARTER, 25, Role.CADRE),
            date(2026, 10, 9),
            date(2026, 12, 25),
        ),
        (Ledger("x", Name("x"), Every.YEAR, 10, Role.CADRE), date(2026, 5, 1), date(2026, 1, 9)),
    ],
)
def test_the_day_a_ledger_is_due(ledger: Ledger, today: date, due: date) -> None:
    """25 July 2026 is a Saturday, 10 January too; 28 February is a make-up workday."""
    assert due_day(ledger, today) == due
    assert due in periods_around(ledger, today)


def test_what_is_said_of_a_ledger_on_which_day() -> None:
    due, rule = date(2026, 11, 25), Rule(half=False)
    said = {n: said_today(rule, due, date(2026, 11, 1) + timedelta(days=n), 3) for n in range(40)}
    assert {n + 1: s for n, s in said.items() if s} == {
        24: Due.EVE, 25: Due.DUE, 26: Due.LATE, 27: Due.LATE, 30: Due.LATE,
    }  # fmt: skip


def test_a_ledger_is_reminded_until_it_is_done(village: Village, chen: Seat) -> None:
    at(village, 2026, 11, 24, 9)
    assert "财务收支公开（样例·清泉村）：快到时间了" in chen.reads()
    at(village, 2026, 11, 25, 9)
    assert "今天到时间" in chen.reads()
    assert "这一期不再提醒" in chen.presses("办好了")
    at(village, 2026, 11, 26, 9)
    assert "财务收支" not in chen.reads()
    assert "✅ 办好了" in chen.says("定期台账")


def test_not_ours_is_kept_with_the_reason(village: Village, chen: Seat) -> None:
    at(village, 2026, 11, 24, 9)
    chen.reads()
    chen.presses("不是我的")
    chen.says("镇上统一公开")
    marks = village.records.run_here(lambda s: s.execute(select(LedgerMarks)).scalars().all())
    assert [(m.state, m.why) for m in marks] == [("not_ours", "镇上统一公开")]
    assert (
        village.seat("he-dacheng")
        .forges("s:reminder_done:of=TZ-money-20261125-511381116901")
        .startswith("这个台账不是您报的")
    )


def test_the_township_hears_of_late_ledgers_in_one_letter(village: Village) -> None:
    officer = village.seat("township-01")
    at(village, 2026, 11, 26, 9)
    assert "过时间的台账" not in officer.reads()
    at(village, 2026, 11, 27, 9)
    read = officer.reads()
    assert read.count("过时间的台账") == 1
    assert "样例·清泉村" in read


# ── Quiet hours, channels, what goes stale ──


@pytest.mark.parametrize(
    ("quiet", "hour", "until"),
    [
        (None, 23, None),
        (Quiet(21, 7), 20, None),
        (Quiet(21, 7), 21, 7),
        (Quiet(21, 7), 3, 7),
        (Quiet(12, 15), 12, 15),
        (Quiet(12, 15), 15, None),
    ],
)
def test_quiet_hours_end_at_their_hour(quiet: Quiet | None, hour: int, until: int | None) -> None:
    now = datetime(2026, 11, 23, hour, 30, tzinfo=ZONE)
    wait = wait_until(quiet, now)
    assert (wait.hour if wait else None) == until
    assert wait is None or wait > now


def letter_to(village: Village, key: str, **more: object) -> Letters:
    who = person(village, "he-dacheng")
    told = Tell(ToPerson(who), Reply(verbatim("有事")), f"test:{key}", **more)  # type: ignore[arg-type]
    village.records.run_here(lambda s: tell(s, world(), told, village.now))
    query = select(Letters).where(Letters.key == f"test:{key}:{who}")
    return village.records.run_here(lambda s: s.execute(query).scalar_one())


def test_somebody_sets_their_own_quiet_hours_and_dangers_go_through(
    village: Village, he: Seat
) -> None:
    he.says("提醒设置")
    he.presses("20点到8点")
    assert "20点到8点不发消息" in he.presses("我最后说话的地方")
    it_is(village, 2026, 11, 23, 20, 30)
    held = letter_to(village, "news")
    assert held.send_after.astimezone(ZONE) == datetime(2026, 11, 24, 8, tzinfo=ZONE)
    assert letter_to(village, "danger", urgent=True).send_after == village.now
    assert "现在：20点到8点" in he.says("提醒设置")


def test_news_go_where_somebody_wants_them(village: Village, he: Seat) -> None:
    telegram = Seat(village, "telegram:77")
    telegram.opens()
    move = update(People).where(People.sample_key == "he-dacheng").values(channel="telegram")
    village.records.run_here(lambda s: s.execute(move))
    who = person(village, "he-dacheng")
    same = update(Chats).where(Chats.address == "telegram:77").values(person_id=who)
    village.records.run_here(lambda s: s.execute(same))
    he.says("菜单")
    assert letter_to(village, "a").address == "telegram:77"


def test_what_went_stale_is_never_sent(village: Village) -> None:
    sent: list[str] = []

    class Door:
        async def send(self, letter: object) -> str:
            sent.append(str(letter))
            return "1"

    held = letter_to(village, "stale", good_until=village.now + timedelta(minutes=30))
    village.passes(hours=1)
    courier = Courier("web", Door(), village.records, lambda: village.now, lambda _: None)  # type: ignore[arg-type,return-value]

    async def a_while() -> None:
        task = asyncio.create_task(courier.run())
        await asyncio.sleep(0.1)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    asyncio.run(a_while())
    assert sent == []
    assert village.records.run_here(lambda s: letter(s, held.id)).state == "stale"  # type: ignore[union-attr]


# ── The digest ──


def test_on_monday_the_secretary_and_the_township_read_what_is_open(
    village: Village, chen: Seat
) -> None:
    officer = village.seat("township-01")
    file_one(village, ERRAND)
    at(village, 2026, 11, 30, 7, 59)
    assert "新的一周" not in chen.reads()
    at(village, 2026, 11, 30, 8, 0)
    assert "代办：1件" in chen.reads()
    assert "代办：1件" in officer.reads()
    the_clock_ticks(village)
    assert "新的一周" not in chen.reads()
    last = chen.screen()[-1]
    assert last.files == 1 or "新的一周" not in last.text


def test_half_time_is_left_out_on_short_terms() -> None:
    start = datetime(2026, 11, 23, 9, tzinfo=ZONE)
    looks = looks_of_owed(Rule(), start, start + timedelta(days=1, hours=8), time(9), ZONE)
    first: Look[Due] | None = due_now(looks, start + timedelta(hours=9))
    assert first is None or first.due is not Due.HALF
