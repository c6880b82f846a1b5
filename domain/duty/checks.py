"""What is wrong with a roster, and what stands against a swap or a tap."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.duty.days import days_between
from domain.duty.rules import DutyRules
from domain.duty.shift import Shift, Stage
from domain.records import PersonRef

Away = Mapping[int, frozenset[date]]
"""By person: the days on leave."""


@dataclass(frozen=True, slots=True)
class Flaws:
    """Shown before a roster is published; who is there twice must be mended, the rest may stay."""

    gaps: tuple[date, ...] = ()
    clashes: tuple[tuple[Shift, Shift], ...] = ()
    """The same person in two shifts that overlap."""
    in_a_row: tuple[tuple[Shift, Shift], ...] = ()
    away: tuple[Shift, ...] = ()
    """Whoever has it is on leave that day."""


def flaws(first: date, last: date, shifts: Sequence[Shift], away: Away) -> Flaws:
    manned = {s.day for s in shifts}
    by_person: dict[int, list[Shift]] = {}
    for shift in sorted(shifts, key=lambda s: s.starts_at):
        by_person.setdefault(shift.person.id, []).append(shift)
    pairs = [pair for theirs in by_person.values() for pair in _neighbours(theirs)]
    clashes = tuple(p for p in pairs if p[0].overlaps(p[1]))
    return Flaws(
        gaps=tuple(d for d in days_between(first, last) if d not in manned),
        clashes=clashes,
        in_a_row=tuple(p for p in pairs if p[1].day - p[0].day == timedelta(days=1)),
        away=tuple(s for s in shifts if s.day in away.get(s.person.id, ())),
    )


def _neighbours(theirs: Sequence[Shift]) -> Iterable[tuple[Shift, Shift]]:
    for n, shift in enumerate(theirs):
        for later in theirs[n + 1 :]:
            if later.day - shift.day > timedelta(days=1):
                break
            yield shift, later


class Wrong(StrEnum):
    """Why a swap cannot be."""

    SELF = "self"
    BEGUN = "begun"
    AWAY = "away"
    """Whoever would take it is on leave that day."""
    BUSY = "busy"
    """Whoever would take it is on duty then already."""
    NOT_ON = "not-on"
    MOVED = "moved"
    """One of the two shifts has gone to somebody else meanwhile."""


def wrong_with_swap(
    mine: Shift,
    theirs: Shift | None,
    asked: PersonRef,
    busy: Sequence[Shift],
    away: Away,
    now: datetime,
) -> Wrong | None:
    """`busy` are the other shifts of both around those days."""
    if asked.id == mine.person.id:
        return Wrong.SELF
    if theirs and theirs.person.id != asked.id:
        return Wrong.MOVED
    for shift, taker in ((mine, asked), *(((theirs, mine.person),) if theirs else ())):
        given_up = {mine.id, theirs.id if theirs else 0}
        if found := wrong_with_taking(shift, taker, busy, away, now, given_up):
            return found
    return None


def wrong_with_taking(
    shift: Shift,
    taker: PersonRef,
    busy: Sequence[Shift],
    away: Away,
    now: datetime,
    given_up: Iterable[int] = (),
) -> Wrong | None:
    if shift.stage is not Stage.ON:
        return Wrong.NOT_ON
    return Wrong.BEGUN if now >= shift.starts_at else not_free(shift, taker, busy, away, given_up)


def not_free(
    shift: Shift,
    taker: PersonRef,
    busy: Sequence[Shift],
    away: Away,
    given_up: Iterable[int] = (),
) -> Wrong | None:
    """Why somebody cannot be there then."""
    if shift.day in away.get(taker.id, ()):
        return Wrong.AWAY
    others = (b for b in busy if b.person.id == taker.id and b.id not in {shift.id, *given_up})
    return Wrong.BUSY if any(b.overlaps(shift) for b in others) else None


def may_come(shift: Shift, now: datetime, rules: DutyRules) -> bool:
    """Whether one may say now that one is there."""
    early = shift.starts_at - timedelta(minutes=rules.early_minutes)
    return shift.stage is Stage.ON and early <= now < shift.ends_at


def on_duty(shifts: Iterable[Shift], now: datetime) -> tuple[Shift, ...]:
    return tuple(s for s in shifts if s.stage is Stage.ON and s.runs(now))
