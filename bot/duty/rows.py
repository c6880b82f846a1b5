"""Shifts on their way into pictures, sheets and calendars."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from bot.charts import on_the_wall, place_name
from bot.letters import World
from conversations.duty.about import HOLIDAYS
from conversations.facts import Facts, Me
from domain.duty.days import (
    DayKind,
    day_off,
    days_between,
    holiday_name,
    is_make_up,
    kind_of,
)
from domain.duty.shift import How, Roster, Shift
from papers.calendar_duty import Duty
from papers.duty_sheet import PersonRow, ShiftRow
from papers.roster_picture import DayCell
from storage.duty import lists

KINDS = {DayKind.WORKDAY: "上班的日子", DayKind.WEEKEND: "周末", DayKind.HOLIDAY: "节假日"}
HOWS = {How.PLANNED: "", How.SWAPPED: "换班", How.DEPUTY: "副班顶班", How.SUBSTITUTE: "替班"}


def cells(roster: Roster) -> dict[date, DayCell]:
    """Every day from the first to the last, with who is there."""
    people: dict[date, list[str]] = defaultdict(list)
    for shift in roster.shifts:
        people[shift.day].append(shift.person.name.removeprefix("样例·"))
    return {
        day: DayCell(tuple(people[day]), day_off(day), _mark(day))
        for day in days_between(roster.first, roster.last)
    }


def _mark(day: date) -> str:
    if is_make_up(day):
        return "班"
    name = holiday_name(day)
    return HOLIDAYS[name].pattern if name in HOLIDAYS else ""


def title_of(world: World, roster: Roster) -> str:
    return f"{place_name(world, roster.place)} 值班表"


def shift_row(facts: Facts, shift: Shift) -> ShiftRow:
    left = shift.handover
    tasks = "、".join(facts.catalogue.duty.task_named(key).zh for key in shift.tasks)
    return ShiftRow(
        day=datetime.combine(shift.day, time()),
        kind=KINDS[kind_of(shift.day)],
        start=on_the_wall(facts, shift.starts_at),
        end=on_the_wall(facts, shift.ends_at),
        hours=shift.hours,
        where=shift.where,
        tasks=tasks,
        planned=shift.planned.name or shift.person.name,
        person=shift.person.name,
        deputy=shift.deputy.name,
        how=HOWS[shift.how],
        came=on_the_wall(facts, shift.came_at) if shift.came_at else None,
        handed=on_the_wall(facts, left.at) if left else None,
        left_open="；".join(left.left_open) if left else "",
        taken_by=left.taken_by.name if left else "",
    )


def person_rows(shifts: Sequence[Shift], now: datetime) -> list[PersonRow]:
    """Hours are of shifts that are over; in the order in which people first appear."""
    names = dict.fromkeys(n for s in shifts for n in (s.planned.name, s.person.name) if n)
    return [_person(name, shifts, now) for name in names]


def _person(name: str, shifts: Sequence[Shift], now: datetime) -> PersonRow:
    theirs = [s for s in shifts if s.person.name == name]
    kinds = [kind_of(s.day) for s in theirs]
    over = [s for s in theirs if s.ends_at <= now]
    planned = [s for s in shifts if s.planned.name == name]
    return PersonRow(
        name=name,
        workdays=kinds.count(DayKind.WORKDAY),
        weekends=kinds.count(DayKind.WEEKEND),
        holidays=kinds.count(DayKind.HOLIDAY),
        hours=sum(s.hours for s in over),
        given_away=sum(s.person.name != name for s in planned),
        stood_in=sum(s.planned.name not in {"", name} for s in theirs),
    )


def month_of(
    session: Session, facts: Facts, place: str, month: str
) -> tuple[list[ShiftRow], list[PersonRow]]:
    first = date.fromisoformat(f"{month}-01")
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    start, end = (lists.midnight(d, facts.zone) for d in (first, after))
    found = [s for s in lists.shifts_of(session, [place], start, end) if first <= s.day < after]
    return [shift_row(facts, s) for s in found], person_rows(found, facts.now)


def duties_of(session: Session, world: World, person: int, now: datetime) -> list[Duty]:
    """Published shifts that are not over."""
    facts = world.facts(Me(), world.on_the_wall(now))
    found = lists.shifts_of_person(session, person, now, 400)
    return [_duty(world, facts, shift) for shift in found]


def _duty(world: World, facts: Facts, shift: Shift) -> Duty:
    tasks = "、".join(facts.catalogue.duty.task_named(key).zh for key in shift.tasks)
    deputy = f"副班：{shift.deputy.name} {shift.deputy.phone}".strip() if shift.deputy.id else ""
    text = "\n".join(part for part in (f"做什么：{tasks}" if tasks else "", deputy) if part)
    return Duty(
        uid=f"shift-{shift.id}@cunbang",
        start=shift.starts_at,
        end=shift.ends_at,
        title=f"值班：{place_name(world, shift.place)}",
        where=shift.where,
        text=text,
        changes=shift.changes,
    )
