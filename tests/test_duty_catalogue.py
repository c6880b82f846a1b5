"""What the office may write into duty.toml and reminders.toml, and how a slip is told."""

import shutil
from datetime import time
from pathlib import Path

import pytest

from domain.duty.days import DayKind
from tests.clerk import SHIPPED, Desk
from tests.village import sample

DUTY, REMINDERS = sample().catalogue.duty, sample().catalogue.reminders
Slip = tuple[str, tuple[str, str], str]
SLIPS: dict[str, Slip] = {
    "a reminder at night": ("duty.toml", ("eve = 20:00:00", "eve = 23:00:00"), "夜里不打扰人"),
    "a figure is gone": ("duty.toml", ("swap_hours = 6\n", ""), "swap_hours: 缺少这一项"),
    "no hours for holidays": ("duty.toml", ('day = "holiday"', 'day = "weekend"'), "holiday"),
    "a day nobody knows": ("duty.toml", ('day = "holiday"', 'day = "feast"'), "day"),
    "a task twice": ("duty.toml", ('key = "phone"', 'key = "guests"'), "guests"),
    "a weekday too many": ("duty.toml", ("week_day = 4", "week_day = 7"), "week_day"),
    "the digest at night": (
        "reminders.toml",
        ("digest_at = 08:00:00", "digest_at = 05:00:00"),
        "夜里不打扰人",
    ),
    "a rule for what is not there": (
        "reminders.toml",
        ('kind = "request"', 'kind = "dance"'),
        "request（代办）或者 ledger（台账）",
    ),
    "the thirty-second": ("reminders.toml", ("by_day = 28", "by_day = 32"), "by_day 太大"),
    "a villager owes nothing": (
        "reminders.toml",
        ('role = "agent"', 'role = "dept"'),
        "role 只能是",
    ),
    "a ledger twice": ("reminders.toml", ('key = "money"', 'key = "affairs"'), "affairs"),
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(SHIPPED, tmp_path, dirs_exist_ok=True)
    return Desk(tmp_path)


@pytest.mark.parametrize("name", sorted(SLIPS))
def test_a_slip_is_told(desk: Desk, name: str) -> None:
    file, (old, new), told = SLIPS[name]
    desk.edits(file, old, new)
    assert told in "\n".join(desk.is_told())


def test_the_figures_of_the_field_are_there() -> None:
    assert (DUTY.eve, DUTY.morning) == (time(20), time(7, 45))
    assert DUTY.nobody_minutes == 30
    assert set(DUTY.hours) == set(DayKind)
    assert len(DUTY.tasks) == 5
    assert "（T）" in DUTY.source
    assert {ledger.key for ledger in REMINDERS.ledgers} == {"affairs", "money", "service"}
    assert all(ledger.source for ledger in REMINDERS.ledgers)
    assert REMINDERS.rule("request").superior_after == 2
