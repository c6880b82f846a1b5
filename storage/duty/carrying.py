"""Makes true what talks about duty asked for."""

from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from conversations.duty.effects import (
    AddShift,
    AnswerLeave,
    AnswerSwap,
    AskLeave,
    AskSwap,
    BindGroup,
    ChangeShift,
    ComeOn,
    DropRoster,
    DutyEffect,
    HandOver,
    KeepFeed,
    MakeRoster,
    MoveGroup,
    PublishRoster,
    StrikeShift,
    TakeOver,
    UnbindGroup,
)
from domain.duty.rules import DutyRules
from domain.records import PersonRef
from storage.duty import groups, keeping, swaps


def carry_duty(
    session: Session, effect: DutyEffect, who: PersonRef, rules: DutyRules, now: datetime
) -> None:
    match effect:
        case MakeRoster() | AddShift() | ChangeShift():
            _make(session, effect, who.id, rules, now)
        case StrikeShift() | PublishRoster() | DropRoster():
            _settle(session, effect, who.id, rules, now)
        case ComeOn():
            keeping.come_on(session, effect, who.id, now)
        case HandOver():
            keeping.hand_over(session, effect, who, now)
        case TakeOver():
            keeping.take_over(session, effect, who.id, now)
        case BindGroup():
            groups.bind_group(session, effect, now)
        case UnbindGroup(address):
            groups.end_group(session, address, now)
        case MoveGroup(address, to):
            groups.move_group(session, address, to)
        case KeepFeed():
            groups.keep_feed(session, effect, who.id, now)
        case _:
            _between_colleagues(session, effect, who.id, rules, now)


def _make(
    session: Session,
    effect: MakeRoster | AddShift | ChangeShift,
    who: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    match effect:
        case MakeRoster():
            keeping.make_roster(session, effect, who, now)
        case AddShift():
            keeping.add_shift(session, effect, who, rules, now)
        case ChangeShift():
            keeping.change_shift(session, effect, who, rules, now)


def _settle(
    session: Session,
    effect: StrikeShift | PublishRoster | DropRoster,
    who: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    match effect:
        case StrikeShift():
            keeping.strike_shift(session, effect, who, now)
        case PublishRoster():
            keeping.publish(session, effect, who, rules, now)
        case DropRoster():
            keeping.drop(session, effect, who, now)


def _between_colleagues(
    session: Session,
    effect: AskSwap | AnswerSwap | AskLeave | AnswerLeave,
    who: int,
    rules: DutyRules,
    now: datetime,
) -> None:
    match effect:
        case AskSwap():
            swaps.ask_swap(session, effect, who, now)
        case AnswerSwap():
            swaps.answer_swap(session, effect, who, rules, now)
        case AskLeave():
            swaps.ask_leave(session, effect, who, now)
        case AnswerLeave():
            swaps.answer_leave(session, effect, who, rules, now)
        case _:
            assert_never(effect)
