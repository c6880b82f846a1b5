"""Rosters of the sample villages: this month and the next, so that somebody is on duty today."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from domain.duty.days import days_between, kind_of
from domain.duty.rules import DutyRules
from domain.duty.shift import NOT_NEEDED, How, RosterStage, Stage
from domain.duty.watch import Due
from domain.looks import zone_of
from domain.numbers import request_number
from domain.places import City, Village
from domain.records import PersonRef
from storage.duty.lists import staff_of
from storage.duty.tables import Rosters, Shifts

ONE_DAY = timedelta(days=1)


def load_duty(session: Session, city: City, rules: DutyRules, now: datetime) -> int:
    """How many rosters; none where there is one already."""
    if session.execute(select(Rosters.id).limit(1)).first():
        return 0
    first = now.date().replace(day=1)
    last = (first + timedelta(days=62)).replace(day=1) - ONE_DAY
    made = 0
    for village in city.villages.values():
        staff = staff_of(session, village.code)
        if len(staff) > 1:
            made += 1
            _roster(session, village, staff, (first, last), made, rules, now)
    return made


def _roster(  # one sample, told once
    session: Session,
    village: Village,
    staff: Sequence[PersonRef],
    span: tuple[date, date],
    nth: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    values = {
        "number": request_number("ZB", span[0], nth),
        "place": village.code,
        "first_day": span[0],
        "last_day": span[1],
        "stage": RosterStage.PUBLISHED.value,
        "made_by_id": staff[0].id,
        "made_at": now,
        "published_at": now,
    }
    roster = session.execute(insert(Rosters).values(**values).returning(Rosters.id)).scalar_one()
    zone = zone_of(now)
    rows = [
        _shift(village, staff, n, day, rules, now, zone) | {"roster_id": roster}
        for n, day in enumerate(days_between(*span))
    ]
    session.execute(insert(Shifts), rows)


def _shift(  # the same
    village: Village,
    staff: Sequence[PersonRef],
    n: int,
    day: date,
    rules: DutyRules,
    now: datetime,
    zone: tzinfo,
) -> dict[str, Any]:
    hours = rules.hours_on(kind_of(day))
    start = datetime.combine(day, hours.begins, zone)
    end = datetime.combine(day, hours.ends, zone)
    person, deputy = staff[n % len(staff)], staff[(n + 1) % len(staff)]
    begun, over = start <= now, end <= now
    return {
        "place": village.code,
        "day": day,
        "starts_at": start,
        "ends_at": end,
        "on_call": hours.on_call,
        "where": village.office,
        "tasks": [task.key for task in rules.tasks],
        "person_id": person.id,
        "planned_id": person.id,
        "deputy_id": deputy.id,
        "stage": Stage.ON.value,
        "how": How.PLANNED.value,
        "told": dict.fromkeys(Due if begun else [Due.EVE], NOT_NEEDED) if day <= now.date() else {},
        "came_at": start if begun else None,
        "came_id": person.id if begun else None,
        "look_at": None if over else now,
    }
