"""Swaps between colleagues, and leave."""

from datetime import date, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.duty.effects import AnswerLeave, AnswerSwap, AskLeave, AskSwap
from domain.duty.rules import DutyRules
from domain.duty.shift import How, LeaveStage, SwapStage
from domain.records import PersonRef
from storage import history
from storage.duty.keeping import give
from storage.duty.lists import leave_numbered, swap_numbered
from storage.duty.reading import about
from storage.duty.tables import Leaves, Shifts, Swaps
from storage.issues.tables import Absences
from storage.requests.keeping import QuickerOne


def ask_swap(session: Session, asked: AskSwap, who: int, now: datetime) -> None:
    """Whoever asks again for the same shift takes the first asking back."""
    session.execute(
        update(Swaps)
        .where(Swaps.shift_id == asked.mine, Swaps.stage == SwapStage.ASKED.value)
        .values(stage=SwapStage.EXPIRED.value, look_at=None)
    )
    values = {
        "shift_id": asked.mine,
        "other_id": asked.theirs or None,
        "asker_id": who,
        "asked_id": asked.asked,
        "stage": SwapStage.ASKED.value,
        "until": asked.until,
        "look_at": asked.until,
    }
    session.execute(insert(Swaps).values(**values))
    history.note(session, about(asked.mine), who, "ask_swap", now)


def answer_swap(
    session: Session, asked: AnswerSwap, who: int, rules: DutyRules, now: datetime
) -> None:
    row = session.execute(select(Swaps).where(Swaps.id == asked.swap)).scalar_one()
    swap = swap_numbered(session, asked.swap)
    if swap is None or swap.stage is not SwapStage.ASKED:
        raise QuickerOne(str(asked.swap))
    row.stage = (SwapStage.AGREED if asked.agreed else SwapStage.DECLINED).value
    row.look_at = None
    if not asked.agreed:
        history.note(session, about(swap.mine.id), who, "decline_swap", now)
        return
    _give(session, swap.mine.id, swap.asked, who, rules, now)
    if swap.theirs:
        _give(session, swap.theirs.id, swap.asker, who, rules, now)


def _give(
    session: Session, shift: int, to: PersonRef, who: int, rules: DutyRules, now: datetime
) -> None:
    row = session.execute(select(Shifts).where(Shifts.id == shift)).scalar_one()
    give(session, row, to, How.SWAPPED, who, rules, now)


def expire(session: Session, swap: int) -> None:
    values = {"stage": SwapStage.EXPIRED.value, "look_at": None}
    session.execute(update(Swaps).where(Swaps.id == swap).values(**values))


def ask_leave(session: Session, asked: AskLeave, who: int, now: datetime) -> None:
    """Where nobody has to agree, it is leave at once."""
    at_once = not asked.place
    values = {
        "person_id": who,
        "place": asked.place,
        "first_day": asked.first,
        "last_day": asked.last,
        "reason": asked.reason,
        "stage": (LeaveStage.AGREED if at_once else LeaveStage.ASKED).value,
        "asked_at": now,
    }
    new = session.execute(insert(Leaves).values(**values).returning(Leaves.id)).scalar_one()
    if at_once:
        _absent(session, who, asked.first, asked.last)
    history.note(session, f"leave:{new}", who, "ask", now)


def answer_leave(
    session: Session, asked: AnswerLeave, who: int, rules: DutyRules, now: datetime
) -> None:
    """Agreed: the days are off, and deputies stand in where there are any."""
    leave = leave_numbered(session, asked.leave)
    if leave is None or leave.stage is not LeaveStage.ASKED:
        raise QuickerOne(str(asked.leave))
    stage = LeaveStage.AGREED if asked.agreed else LeaveStage.REFUSED
    values = {"stage": stage.value, "decided_id": who}
    session.execute(update(Leaves).where(Leaves.id == asked.leave).values(**values))
    history.note(session, f"leave:{asked.leave}", who, stage.value, now)
    if asked.agreed:
        _absent(session, leave.person.id, leave.first, leave.last)
        deputies_stand_in(session, leave.person.id, leave.first, leave.last, who, rules, now)


def deputies_stand_in(
    session: Session,
    person: int,
    first: date,
    last: date,
    who: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    rows = session.execute(
        select(Shifts).where(
            Shifts.person_id == person,
            Shifts.stage == "on",
            Shifts.day >= first,
            Shifts.day <= last,
            Shifts.ends_at > now,
            Shifts.deputy_id.is_not(None),
        )
    ).scalars()
    for row in rows.all():
        assert row.deputy_id is not None
        give(session, row, PersonRef(row.deputy_id, ""), How.DEPUTY, who, rules, now)


def _absent(session: Session, person: int, first: date, last: date) -> None:
    values = {"person_id": person, "first_day": first, "last_day": last}
    session.execute(insert(Absences).values(**values))
