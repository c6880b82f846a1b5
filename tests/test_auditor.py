"""The auditor finds what should have gone out and did not, and says so to the administrator once a day."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from bot.auditor import audit_everything
from domain.duty.shift import Shift
from domain.roles import Post, Role
from storage import people
from storage.duty.tables import Shifts
from storage.tables import Letters
from tests.duty import at, draws, give_to, it_is, person, publishes, shift_on
from tests.village import Seat, Village, world

pytest_plugins = ["tests.activity_seats"]


@pytest.fixture
def boss(village: Village) -> Seat:
    """The administrator."""
    seat = village.seat("luo-xiaobin")
    who = person(village, "luo-xiaobin")
    post = Post(Role.ADMINISTRATOR, "511381")
    village.records.run_here(lambda s: people.give_post(s, who, post, village.now))
    return seat


@pytest.fixture
def tuesday(village: Village, chen: Seat) -> Shift:
    number = draws(chen)
    publishes(chen, number)
    day = village.now.date() + timedelta(days=8)
    return give_to(village, shift_on(village, number, day), "cadre-01")


def audits(village: Village) -> int:
    return village.records.run_here(lambda s: audit_everything(s, world(), village.now))


def lives(village: Village) -> None:
    """From the evening before to the middle of the morning, as the clock does it."""
    for moment in ((11, 30, 20, 0), (12, 1, 7, 45), (12, 1, 8, 0), (12, 1, 9, 0), (12, 1, 9, 31)):
        at(village, 2026, *moment)
    at(village, 2026, 12, 1, 10, 0)


@pytest.mark.usefixtures("tuesday")
def test_where_everything_went_out_nothing_is_said(village: Village, boss: Seat) -> None:
    lives(village)
    boss.reads()
    assert audits(village) == 0
    assert boss.reads() == ""


def test_a_reminder_that_is_in_no_outbox_is_found(
    village: Village, boss: Seat, tuesday: Shift
) -> None:
    lives(village)
    boss.reads()
    lost = delete(Letters).where(Letters.key.startswith(f"duty:{tuesday.id}:"))
    village.records.run_here(lambda s: s.execute(lost))
    assert audits(village) == 2
    assert "值班提醒没有到" in boss.reads()
    audits(village)
    assert boss.reads() == ""


def test_a_clock_that_stands_is_found(village: Village, boss: Seat, tuesday: Shift) -> None:
    lives(village)
    boss.reads()
    late = village.now - timedelta(hours=1)
    stands = update(Shifts).where(Shifts.id == tuesday.id).values(look_at=late)
    village.records.run_here(lambda s: s.execute(stands))
    audits(village)
    assert "时钟可能停了" in boss.reads()


def test_letters_that_do_not_go_out_and_daily_work_left_undone_are_found(
    village: Village, boss: Seat
) -> None:
    it_is(village, 2026, 11, 24, 10)
    boss.says("菜单")
    stuck = update(Letters).values(
        address="telegram:5",
        channel="telegram",
        send_after=village.now - timedelta(hours=2),
        state="waiting",
    )
    village.records.run_here(lambda s: s.execute(stuck))
    assert audits(village) == 2
    read = boss.reads()
    assert "没有发出去" in read
    assert "台账提醒" in read


def test_at_night_the_auditor_sleeps(village: Village) -> None:
    it_is(village, 2026, 11, 24, 23)
    assert audits(village) == 0
