"""Keeps rosters and shifts: made, changed, published, dropped; who came, what was handed over."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.duty.effects import (
    AddShift,
    ChangeShift,
    ComeOn,
    DropRoster,
    HandOver,
    MakeRoster,
    PublishRoster,
    StrikeShift,
    TakeOver,
)
from domain.duty.rules import DutyRules
from domain.duty.shift import Handover, How, Roster, RosterStage, Shift, Stage
from domain.duty.watch import heard, plan
from domain.looks import zone_of
from domain.records import PersonRef
from storage import history
from storage.duty.lists import roster_numbered, shift_numbered
from storage.duty.reading import about, pack_handover
from storage.duty.tables import Rosters, Shifts
from storage.files import note_file
from storage.requests.keeping import QuickerOne


def about_roster(number: str) -> str:
    return f"roster:{number}"


def make_roster(session: Session, asked: MakeRoster, who: int, now: datetime) -> None:
    wish = dict(asked.wish)
    if asked.file:
        wish["file"] = note_file(session, asked.file, about_roster(asked.number), now)
    values = {
        "number": asked.number,
        "place": asked.place,
        "first_day": asked.first,
        "last_day": asked.last,
        "stage": RosterStage.WAITING.value,
        "wish": wish,
        "made_by_id": who,
        "made_at": now,
    }
    session.execute(insert(Rosters).values(**values))
    history.note(session, about_roster(asked.number), who, "ask", now)


def propose(session: Session, number: str, shifts: Iterable[Shift], now: datetime) -> None:
    """A waiting roster becomes a proposal; one that is no longer waiting stays as it is."""
    row = _roster(session, number)
    if row.stage != RosterStage.WAITING.value:
        return
    rows = [_new_row(row.id, s, Stage.DRAFT) for s in shifts]
    session.execute(insert(Shifts), rows)
    if row.wish.get("file"):
        row.first_day, row.last_day = min(r["day"] for r in rows), max(r["day"] for r in rows)
    row.stage, row.wish = RosterStage.DRAFT.value, _without_women(row.wish)
    history.note(session, about_roster(number), None, "propose", now)


def _new_row(roster: int, shift: Shift, stage: Stage) -> dict[str, Any]:
    return {
        "roster_id": roster,
        "place": shift.place,
        "day": shift.day,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
        "on_call": shift.on_call,
        "where": shift.where,
        "tasks": list(shift.tasks),
        "person_id": shift.person.id,
        "deputy_id": shift.deputy.id or None,
        "stage": stage.value,
        "how": How.PLANNED.value,
    }


def _without_women(wish: dict[str, Any]) -> dict[str, Any]:
    """Who is a woman was asked for this one drawing and is not kept."""
    return {key: value for key, value in wish.items() if key != "women"}


def fail(session: Session, number: str, why: Mapping[str, Any], now: datetime) -> None:
    """It cannot be drawn or read; `why` is kept for whoever asks again."""
    row = _roster(session, number)
    row.stage, row.wish = RosterStage.FAILED.value, {**_without_women(row.wish), **why}
    history.note(session, about_roster(number), None, "fail", now)


def add_shift(session: Session, asked: AddShift, who: int, rules: DutyRules, now: datetime) -> None:
    row = _roster(session, asked.roster)
    published = row.stage == RosterStage.PUBLISHED.value
    values = _new_row(row.id, asked.shift, Stage.ON if published else Stage.DRAFT)
    if published:
        on = replace(asked.shift, stage=Stage.ON)
        values |= {"planned_id": asked.shift.person.id, "look_at": now}
        values["told"] = heard(on, rules, zone_of(now), now)
    added = session.execute(insert(Shifts).values(**values).returning(Shifts.id)).scalar_one()
    history.note(session, about(added), who, "add", now, asked.shift.person.name)


def change_shift(
    session: Session, asked: ChangeShift, who: int, rules: DutyRules, now: datetime
) -> None:
    row = _shift_row(session, asked.shift)
    if row.changes != asked.seen or row.stage == Stage.OFF.value:
        raise QuickerOne(str(asked.shift))
    if asked.to.id != row.person_id:
        give(session, row, asked.to, asked.how, who, rules, now)
    else:
        row.changes += 1
    if asked.deputy is not None:
        row.deputy_id = asked.deputy.id or None
    if asked.there:
        row.came_at, row.came_id = now, asked.to.id


def give(
    session: Session,
    row: Shifts,
    to: PersonRef,
    how: How,
    who: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    """Whoever gets it hears of it by a letter of its own; what is past is not said again."""
    row.person_id, row.changes = to.id, row.changes + 1
    if row.deputy_id == to.id:
        row.deputy_id = None
    if row.stage == Stage.ON.value:
        row.how, row.look_at = how.value, now
        row.came_at = row.came_id = None
        session.flush()
        shift = shift_numbered(session, row.id)
        assert shift is not None
        row.told = heard(shift, rules, zone_of(now), now)
    history.note(session, about(row.id), who, how.value, now, to.name)


def strike_shift(session: Session, asked: StrikeShift, who: int, now: datetime) -> None:
    row = _shift_row(session, asked.shift)
    if row.changes != asked.seen:
        raise QuickerOne(str(asked.shift))
    row.stage, row.look_at, row.changes = Stage.OFF.value, None, row.changes + 1
    history.note(session, about(row.id), who, "strike", now)


def publish(
    session: Session, asked: PublishRoster, who: int, rules: DutyRules, now: datetime
) -> None:
    roster = roster_numbered(session, asked.number)
    if roster is None or roster.stage is not RosterStage.DRAFT:
        raise QuickerOne(asked.number)
    row = _roster(session, asked.number)
    left_out = _make_way(session, row, roster, now)
    zone = zone_of(now)
    for shift in (s for s in roster.shifts if s.id not in left_out):
        on = replace(shift, stage=Stage.ON)
        on = replace(on, told=heard(on, rules, zone, now))
        later = plan(on, rules, zone, now).next_at
        values = {
            "stage": Stage.ON.value,
            "planned_id": shift.person.id,
            "told": on.told,
            "look_at": later if shift.ends_at > now else None,
        }
        session.execute(update(Shifts).where(Shifts.id == shift.id).values(**values))
    row.stage, row.published_at = RosterStage.PUBLISHED.value, now
    history.note(session, about_roster(asked.number), who, "publish", now)


def _make_way(session: Session, row: Rosters, roster: Roster, now: datetime) -> set[int]:
    """What was published for the same days and has not begun is replaced; what ran stays.

    Gives the shifts of the new roster that are left out: for their day somebody was there already.
    """
    session.execute(
        update(Shifts)
        .where(
            Shifts.place == roster.place,
            Shifts.stage == Stage.ON.value,
            Shifts.roster_id != row.id,
            Shifts.starts_at > now,
            Shifts.day >= roster.first,
            Shifts.day <= roster.last,
        )
        .values(stage=Stage.OFF.value, look_at=None)
    )
    ran = session.execute(
        select(Shifts.day).where(
            Shifts.place == roster.place,
            Shifts.stage == Stage.ON.value,
            Shifts.roster_id != row.id,
            Shifts.starts_at <= now,
            Shifts.day >= roster.first,
        )
    )
    days = set(ran.scalars())
    again = {s.id for s in roster.shifts if s.starts_at <= now and s.day in days}
    off = update(Shifts).where(Shifts.id.in_(again)).values(stage=Stage.OFF.value)
    session.execute(off)
    return again


def drop(session: Session, asked: DropRoster, who: int, now: datetime) -> None:
    """A proposal goes; what is published can only be replaced."""
    row = _roster(session, asked.number)
    if row.stage == RosterStage.PUBLISHED.value:
        raise QuickerOne(asked.number)
    row.stage = RosterStage.DROPPED.value
    session.execute(update(Shifts).where(Shifts.roster_id == row.id).values(stage=Stage.OFF.value))
    history.note(session, about_roster(asked.number), who, "drop", now)


def come_on(session: Session, asked: ComeOn, who: int, now: datetime) -> None:
    """Once only: a second tap changes nothing."""
    row = _shift_row(session, asked.shift)
    if row.came_at is None:
        row.came_at, row.came_id, row.look_at = now, who, now
        row.changes += 1
        history.note(session, about(row.id), who, "come", now)


def hand_over(session: Session, asked: HandOver, who: PersonRef, now: datetime) -> None:
    row = _shift_row(session, asked.shift)
    voice = note_file(session, asked.voice, about(row.id), now) if asked.voice else 0
    left = Handover(now, who, asked.note, voice, asked.left_open, asked.keys)
    row.handover, row.look_at, row.changes = pack_handover(left), now, row.changes + 1
    history.note(session, about(row.id), who.id, "hand_over", now, asked.note)


def take_over(session: Session, asked: TakeOver, who: int, now: datetime) -> None:
    row = _shift_row(session, asked.shift)
    if row.handover and not row.handover.get("taken_at"):
        row.handover = {**row.handover, "taken_at": now.isoformat(), "taken_by": who}
        row.changes += 1
        history.note(session, about(row.id), who, "take_over", now)


def mark_told(session: Session, shift: Shift, said: Mapping[str, str]) -> None:
    row = _shift_row(session, shift.id)
    row.told = {**row.told, **said}


def look_later(session: Session, shift: int, moment: datetime | None) -> None:
    session.execute(update(Shifts).where(Shifts.id == shift).values(look_at=moment))


def _roster(session: Session, number: str) -> Rosters:
    return session.execute(select(Rosters).where(Rosters.number == number)).scalar_one()


def _shift_row(session: Session, number: int) -> Shifts:
    return session.execute(select(Shifts).where(Shifts.id == number)).scalar_one()
