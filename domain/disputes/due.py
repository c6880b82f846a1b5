"""When a mediation has to be thought of: the target day, judicial confirmation, return visits."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from heapq import merge

from domain.disputes.dispute import IN_HAND, Court, Dispute, ReturnVisit, Stage
from domain.looks import Look, daily, on_workdays
from domain.meetings.kinds import MediationRules
from domain.workdays import add_workdays

MORNING = time(8, 30)
CLOSES = time(17, 30)
WARNED = (timedelta(days=7), timedelta(days=1))
"""Before the last day for judicial confirmation."""


class Due(StrEnum):
    HALF = "half"
    EVE = "eve"
    OVER = "over"
    LATE = "late"
    CONFIRM = "confirm"
    """The last day to ask for judicial confirmation comes near."""
    VISIT = "visit"


def target(registered_at: datetime, rules: MediationRules, zone: tzinfo) -> datetime:
    """A month as target [T] (dossier §4): until the office closes on that day."""
    day = registered_at.astimezone(zone).date() + timedelta(days=rules.target_days)
    return datetime.combine(day, CLOSES, zone)


def confirm_until(agreed_at: datetime, rules: MediationRules, zone: tzinfo) -> date:
    """人民调解法 §33: both sides may ask the court within 30 days of the agreement."""
    return agreed_at.astimezone(zone).date() + timedelta(days=rules.confirm_days)


def visits(agreed_at: datetime, rules: MediationRules, zone: tzinfo) -> tuple[ReturnVisit, ...]:
    day = agreed_at.astimezone(zone).date()
    return tuple(ReturnVisit(day + timedelta(days=n)) for n in rules.visit_days)


def looks_of(dispute: Dispute, rules: MediationRules, zone: tzinfo) -> Iterator[Look[Due]]:
    """All moments as it stands now, in order, without end where it repeats."""
    if dispute.stage in IN_HAND:
        yield from _until_settled(dispute, zone)
    elif dispute.stage is Stage.AGREED and dispute.agreed_at:
        confirm = _confirm(dispute, dispute.agreed_at, rules, zone)
        yield from merge(confirm, _visits(dispute, zone), key=lambda look: look.at)


def _until_settled(dispute: Dispute, zone: tzinfo) -> Iterator[Look[Due]]:
    begun, end = dispute.registered_at.astimezone(zone), dispute.target_at.astimezone(zone)
    half = begun + (end - begun) / 2
    eve = datetime.combine(add_workdays(end.date(), -1), CLOSES, zone)
    if half.date() < eve.date():
        yield Look(Due.HALF, half)
    if eve > begun:
        yield Look(Due.EVE, eve)
    yield Look(Due.OVER, end)
    yield from on_workdays(Due.LATE, end + timedelta(days=1))


def _confirm(
    dispute: Dispute, agreed_at: datetime, rules: MediationRules, zone: tzinfo
) -> Iterator[Look[Due]]:
    if dispute.court is not Court.OPEN:
        return
    last = datetime.combine(confirm_until(agreed_at, rules, zone), MORNING, zone)
    for before in WARNED:
        if last - before > agreed_at:
            yield Look(Due.CONFIRM, last - before)


def _visits(dispute: Dispute, zone: tzinfo) -> Iterator[Look[Due]]:
    visit = dispute.next_visit
    if visit:
        yield from daily(Due.VISIT, datetime.combine(visit.due, MORNING, zone))


def days_late(dispute: Dispute, now: datetime, zone: tzinfo) -> int:
    over = now.astimezone(zone).date() - dispute.target_at.astimezone(zone).date()
    return max(0, over.days) if dispute.stage in IN_HAND else 0
