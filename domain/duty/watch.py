"""When the clock has something to say of a shift, what of it is worth saying, what has gone stale."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.duty.rules import DutyRules
from domain.duty.shift import NOT_NEEDED, Shift, Stage
from domain.looks import Look
from domain.records import NOBODY

NIGHT, MORNING = time(21), time(7)
"""Nobody is reminded in between (domain.md, Reminders)."""
ONE_DAY = timedelta(days=1)


class Due(StrEnum):
    EVE = "eve"
    MORNING = "morning"
    BEGUN = "begun"
    """Nobody was asked in time: whoever has it is asked now, and not passed over."""
    NOBODY = "nobody"
    STILL = "still"
    """The deputy has not come either."""
    HANDOVER = "handover"


@dataclass(frozen=True, slots=True)
class Plan:
    """What the clock does with a shift now."""

    say: Due | None
    missed: tuple[Due, ...]
    """What should have been said and is worth nothing any more."""
    next_at: datetime | None


def plan(shift: Shift, rules: DutyRules, zone: tzinfo, now: datetime) -> Plan:
    """The newest that has come and is still worth saying; all older than that is missed."""
    looks = sorted(looks_of(shift, rules, zone), key=lambda look: look.at)
    come = [look for look in looks if look.at <= now]
    newest = come[-1] if come else None
    fresh = newest if newest and now - newest.at <= newest.stale_after else None
    missed = tuple(look.due for look in come if look is not fresh)
    later = next((look.at for look in looks if look.at > now), None)
    return Plan(fresh.due if fresh else None, missed, later)


def looks_of(shift: Shift, rules: DutyRules, zone: tzinfo) -> Iterator[Look[Due]]:
    """Whatever has not been said yet of a published shift."""
    if shift.stage is not Stage.ON:
        return
    for look in (*_ahead(shift, rules, zone), *_begun(shift, rules), *_late(shift, rules)):
        if look.due.value not in shift.told:
            yield awake(look, zone)


def _ahead(shift: Shift, rules: DutyRules, zone: tzinfo) -> Iterator[Look[Due]]:
    if shift.came_at:
        return
    start = shift.starts_at.astimezone(zone)
    eve = datetime.combine(start.date() - ONE_DAY, rules.eve, zone)
    night = datetime.combine(start.date() - ONE_DAY, NIGHT, zone)
    yield Look(Due.EVE, eve, night - eve)
    morning = datetime.combine(start.date(), rules.morning, zone)
    if morning < start:
        yield Look(Due.MORNING, morning, start - morning)


def _begun(shift: Shift, rules: DutyRules) -> Iterator[Look[Due]]:
    """From the beginning on: until somebody is there, or it is over."""
    if shift.came_at:
        early = timedelta(minutes=rules.handover_minutes)
        if shift.handover is None:
            yield Look(Due.HANDOVER, shift.ends_at - early, early + timedelta(hours=2))
        return
    if asked_at(shift) is None:
        yield Look(Due.BEGUN, shift.starts_at, shift.ends_at - shift.starts_at)


def _late(shift: Shift, rules: DutyRules) -> Iterator[Look[Due]]:
    """Whoever was asked late has as long to answer as who was asked in time."""
    asked, wait = asked_at(shift), timedelta(minutes=rules.nobody_minutes)
    if shift.came_at or asked is None:
        return
    late = max(shift.starts_at, asked) + wait
    if late < shift.ends_at:
        yield Look(Due.NOBODY, late, shift.ends_at - late)
    deputy = shift.told_at(Due.NOBODY)
    if deputy and shift.deputy.id != NOBODY.id and deputy + wait < shift.ends_at:
        yield Look(Due.STILL, deputy + wait, shift.ends_at - deputy - wait)


def asked_at(shift: Shift) -> datetime | None:
    """When whoever has the shift was asked whether they are there."""
    return shift.told_at(Due.MORNING) or shift.told_at(Due.BEGUN)


def heard(shift: Shift, rules: DutyRules, zone: tzinfo, now: datetime) -> dict[str, str]:
    """What is as good as said when whoever has a shift gets a letter about it now."""
    looks = _ahead(shift, rules, zone)
    said = {look.due.value: NOT_NEEDED for look in looks if awake(look, zone).at <= now}
    if now >= shift.starts_at or Due.MORNING.value in said:
        said[Due.MORNING.value] = now.isoformat()
    return said


def awake(look: Look[Due], zone: tzinfo) -> Look[Due]:
    """What falls into the night waits for the morning, as long as it keeps."""
    at = look.at.astimezone(zone)
    if MORNING <= at.time() < NIGHT:
        return look
    day = at.date() if at.time() < MORNING else at.date() + ONE_DAY
    later = datetime.combine(day, MORNING, zone)
    return Look(look.due, later, look.stale_after - (later - at))
