"""What is open and what is late in every village, counted in the records; no names."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from domain.activities.activity import Stage as ActivityStage
from domain.disputes.dispute import IN_HAND
from domain.disputes.dispute import OPEN as OPEN_DISPUTES
from domain.duty.shift import Stage as ShiftStage
from domain.meetings.meeting import ActionState
from domain.reminders.digest import Counted, Matter
from domain.requests import OPEN as OPEN_REQUESTS
from storage.activities.tables import Activities
from storage.disputes.tables import Disputes
from storage.duty.tables import Shifts
from storage.issues.lists import IS_OPEN, NOT_COMPLAINT
from storage.issues.tables import Issues
from storage.meetings.tables import Actions
from storage.tables import Requests

VILLAGE = 12
By = Mapping[str, Mapping[Matter, Counted]]


def open_by_village(session: Session, now: datetime) -> By:
    """By the code of the village; one query for each kind of matter."""
    found: dict[str, dict[Matter, Counted]] = defaultdict(dict)
    for matter, query in _queries(now).items():
        for village, open_, late in session.execute(query):
            if len(village) == VILLAGE:
                found[village][matter] = Counted(open_, late or 0)
    return found


def _queries(now: datetime) -> dict[Matter, Select[Any]]:
    requests = Requests.stage.in_([stage.value for stage in OPEN_REQUESTS])
    disputes = Disputes.stage.in_([stage.value for stage in OPEN_DISPUTES])
    in_hand = Disputes.stage.in_([stage.value for stage in IN_HAND])
    return {
        Matter.REQUESTS: _counted(Requests.village, requests, Requests.due_at <= now),
        Matter.ISSUES: _counted(
            func.substr(Issues.area, 1, VILLAGE), IS_OPEN & NOT_COMPLAINT, Issues.due_at <= now
        ),
        Matter.ACTIONS: _counted(
            Actions.place, Actions.state == ActionState.OPEN.value, Actions.due_at <= now
        ),
        Matter.DISPUTES: _counted(Disputes.place, disputes, in_hand & (Disputes.target_at <= now)),
        Matter.ACTIVITIES: _counted(
            Activities.place,
            Activities.stage == ActivityStage.CALLED.value,
            Activities.ends_at <= now,
        ),
    }


def _counted(village: Any, is_open: ColumnElement[bool], late: ColumnElement[bool]) -> Select[Any]:
    counted: Select[Any] = select(village, func.count(), func.sum(case((late, 1), else_=0)))
    return counted.where(is_open).group_by(village)


def days_manned(session: Session, first: date, last: date) -> Mapping[str, frozenset[date]]:
    """By village: the days of a stretch on which somebody has duty."""
    rows = session.execute(
        select(Shifts.place, Shifts.day)
        .where(Shifts.stage == ShiftStage.ON.value, Shifts.day >= first, Shifts.day <= last)
        .distinct()
    )
    found: dict[str, set[date]] = defaultdict(set)
    for place, day in rows:
        found[place].add(day)
    return {place: frozenset(days) for place, days in found.items()}
