"""Rows of duty as values of the domain."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from domain.duty.shift import (
    Handover,
    How,
    Leave,
    LeaveStage,
    Roster,
    RosterStage,
    Shift,
    Stage,
    Swap,
    SwapStage,
)
from domain.records import NOBODY, PersonRef
from storage import people
from storage.duty.tables import Leaves, Rosters, Shifts, Swaps

People = dict[int, PersonRef]


def about(shift: int) -> str:
    """How the history calls it."""
    return f"shift:{shift}"


def read_shifts(session: Session, rows: Sequence[Shifts]) -> tuple[Shift, ...]:
    asked = select(Rosters.id, Rosters.number).where(Rosters.id.in_({r.roster_id for r in rows}))
    numbers = {row.id: row.number for row in session.execute(asked)}
    ids = {i for r in rows for i in (r.person_id, r.planned_id, r.deputy_id, r.came_id, *_by(r))}
    known = people.refs(session, {i for i in ids if i})
    return tuple(_shift(row, numbers[row.roster_id], known) for row in rows)


def _by(row: Shifts) -> tuple[int, ...]:
    kept = row.handover or {}
    return tuple(kept[key] for key in ("by", "taken_by") if kept.get(key))


def _shift(row: Shifts, roster: str, known: People) -> Shift:
    return Shift(
        id=row.id,
        place=row.place,
        day=row.day,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        person=known[row.person_id],
        where=row.where,
        tasks=tuple(row.tasks),
        deputy=known.get(row.deputy_id or 0, NOBODY),
        on_call=row.on_call,
        roster=roster,
        planned=known.get(row.planned_id or 0, NOBODY),
        stage=Stage(row.stage),
        how=How(row.how),
        told=row.told,
        came_at=row.came_at,
        came=known.get(row.came_id or 0, NOBODY),
        handover=_handover(row.handover, known) if row.handover else None,
        changes=row.changes,
    )


def _handover(kept: dict[str, Any], known: People) -> Handover:
    return Handover(
        at=datetime.fromisoformat(kept["at"]),
        by=known.get(kept["by"], NOBODY),
        note=kept["note"],
        voice=kept["voice"],
        left_open=tuple(kept["left_open"]),
        keys=kept["keys"],
        taken_at=datetime.fromisoformat(kept["taken_at"]) if kept.get("taken_at") else None,
        taken_by=known.get(kept.get("taken_by", 0), NOBODY),
    )


def pack_handover(handover: Handover) -> dict[str, Any]:
    return {
        "at": handover.at.isoformat(),
        "by": handover.by.id,
        "note": handover.note,
        "voice": handover.voice,
        "left_open": list(handover.left_open),
        "keys": handover.keys,
        "taken_at": handover.taken_at.isoformat() if handover.taken_at else None,
        "taken_by": handover.taken_by.id,
    }


def read_roster(session: Session, row: Rosters, shifts: Sequence[Shifts] = ()) -> Roster:
    by = people.refs(session, [row.made_by_id])[row.made_by_id]
    return Roster(
        number=row.number,
        place=row.place,
        first=row.first_day,
        last=row.last_day,
        stage=RosterStage(row.stage),
        made_by=by,
        made_at=row.made_at,
        wish=row.wish,
        shifts=read_shifts(session, shifts),
    )


def read_swap(session: Session, row: Swaps) -> Swap:
    both = [session.get(Shifts, row.shift_id), session.get(Shifts, row.other_id or 0)]
    shifts = read_shifts(session, [s for s in both if s])
    known = people.refs(session, [row.asker_id, row.asked_id])
    return Swap(
        id=row.id,
        mine=shifts[0],
        theirs=shifts[1] if len(shifts) > 1 else None,
        asker=known[row.asker_id],
        asked=known[row.asked_id],
        stage=SwapStage(row.stage),
        until=row.until,
    )


def read_leave(session: Session, row: Leaves) -> Leave:
    known = people.refs(session, [row.person_id])
    return Leave(
        id=row.id,
        person=known[row.person_id],
        first=row.first_day,
        last=row.last_day,
        reason=row.reason,
        place=row.place,
        stage=LeaveStage(row.stage),
        asked_at=row.asked_at,
    )
