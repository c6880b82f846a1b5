"""Makes true what talks about volunteer activities asked for."""

from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from conversations.activities.effects import (
    ActivityEffect,
    AddWorkPhotos,
    CallActivity,
    ChangeActivity,
    ComeIn,
    FixHours,
    ForgetVolunteer,
    GoOut,
    JoinIn,
    KeepGroup,
    KeepSheet,
    ObjectToHours,
    RateActivity,
    SayLeft,
    SettleHours,
    WishKinds,
    Withdraw,
    WrongCode,
)
from domain.activities.kinds import ActivityRules
from storage.activities import keeping, sheets, signups

OnALine = (
    JoinIn
    | Withdraw
    | ComeIn
    | GoOut
    | SayLeft
    | FixHours
    | ObjectToHours
    | RateActivity
    | WrongCode
    | ForgetVolunteer
)


def carry_activity(
    session: Session, effect: ActivityEffect, who: int, rules: ActivityRules, now: datetime
) -> None:
    match effect:
        case CallActivity():
            keeping.call_activity(session, effect, who, rules, now)
        case ChangeActivity():
            keeping.change_activity(session, effect, who, rules, now)
        case SettleHours():
            keeping.settle(session, effect, who, rules, now)
        case AddWorkPhotos():
            keeping.add_photos(session, effect, who, now)
        case WishKinds():
            keeping.wish_kinds(session, effect, who)
        case KeepGroup():
            keeping.keep_group(session, effect, who, now)
        case KeepSheet():
            sheets.keep_sheet(session, effect, who, now)
        case _:
            _on_a_line(session, effect, who, now)


def _on_a_line(session: Session, effect: OnALine, who: int, now: datetime) -> None:
    match effect:
        case JoinIn():
            signups.join_in(session, effect, who, now)
        case Withdraw():
            signups.withdraw(session, effect, who, now)
        case ComeIn():
            signups.come_in(session, effect, who, now)
        case GoOut():
            signups.go_out(session, effect, who, now)
        case _:
            _said_of_it(session, effect, who, now)


def _said_of_it(
    session: Session,
    effect: SayLeft | FixHours | ObjectToHours | RateActivity | WrongCode | ForgetVolunteer,
    who: int,
    now: datetime,
) -> None:
    match effect:
        case SayLeft():
            signups.say_left(session, effect, who, now)
        case FixHours():
            signups.fix_hours(session, effect, who, now)
        case ObjectToHours():
            signups.object_to(session, effect, who, now)
        case RateActivity():
            signups.rate(session, effect, who, now)
        case WrongCode():
            signups.wrong_code(session, who, now)
        case ForgetVolunteer():
            signups.forget(session, who, now)
        case _:
            assert_never(effect)
