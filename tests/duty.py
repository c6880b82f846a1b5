"""Hands for tests of duty: rosters drawn, published, and a clock that ticks."""

import asyncio
import re
from datetime import date, datetime
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import EVERY_MINUTE
from bot.duty.room import RosterRoom
from bot.sealed_file import Content
from domain.duty.shift import Roster, Shift
from storage.duty import lists
from storage.duty.tables import Shifts
from storage.sample import sample_person
from tests.keys import content_at
from tests.village import ZONE, Seat, Village, world

QINGQUAN = "511381116901"
NUMBER = re.compile(r"ZB-\d{8}-\d{4}")


def number_in(text: str) -> str:
    found = NUMBER.findall(text)
    assert found, text
    return str(found[-1])


def the_room_works(village: Village, folder: Path | None = None) -> int:
    """What waits is drawn or read, as the machine room does it."""

    def stored(name: str) -> Content:
        return content_at((folder or Path()) / name)

    room = RosterRoom(village.records, world(), stored, lambda: village.now)
    return asyncio.run(room.work())


def draws(
    seat: Seat, *, left_out: tuple[str, ...] = (), period: str = "下个月", deputies: str = "要"
) -> str:
    """One person a day; gives the roster's number."""
    seat.says("排班")
    seat.presses(period)
    if left_out:
        seat.presses("有人不排")
        for name in left_out:
            seat.presses(name)
        seat.presses("就这些")
    else:
        seat.presses("都排")
    seat.presses("一个人")
    seat.presses("清泉村")
    seat.presses("就这些")
    seat.presses(deputies)
    seat.presses("开始排")
    the_room_works(seat.village)
    return number_in(seat.reads())


def publishes(seat: Seat, number: str) -> str:
    seat.says(number)
    seat.presses("发布")
    return seat.presses("就这样发布")


def roster(village: Village, number: str) -> Roster:
    found = village.records.run_here(lambda s: lists.roster_numbered(s, number))
    assert found is not None
    return found


def shift(village: Village, number: int) -> Shift:
    found = village.records.run_here(lambda s: lists.shift_numbered(s, number))
    assert found is not None
    return found


def person(village: Village, key: str) -> int:
    found = village.records.run_here(lambda s: sample_person(s, key))
    assert found is not None
    return found


def shift_on(village: Village, number: str, day: date) -> Shift:
    return next(s for s in roster(village, number).shifts if s.day == day)


def give_to(village: Village, shift: Shift, key: str, deputy: str | None = None) -> Shift:
    """The lot fell otherwise: a story needs certain people on a certain day."""

    def change(session: Session) -> None:
        row = session.execute(select(Shifts).where(Shifts.id == shift.id)).scalar_one()
        row.person_id = person_in(session, key)
        row.deputy_id = person_in(session, deputy) if deputy else None

    village.records.run_here(change)
    found = village.records.run_here(lambda s: lists.shift_numbered(s, shift.id))
    assert found is not None
    return found


def person_in(session: Session, key: str) -> int:
    found = sample_person(session, key)
    assert found is not None
    return found


def the_clock_ticks(village: Village) -> None:
    for due in EVERY_MINUTE:
        village.records.run_here(partial(due, world=world(), now=village.now))


def it_is(village: Village, year: int, month: int, day: int, hour: int, minute: int = 0) -> None:
    """Time passes up to this moment, without a tick in between."""
    village.now = datetime(year, month, day, hour, minute, tzinfo=ZONE)


def at(village: Village, *moment: int) -> None:
    """Time passes up to this moment, and the clock ticks."""
    it_is(village, *moment)
    the_clock_ticks(village)
