"""Makes true what talks about meetings asked for."""

from datetime import datetime
from typing import assert_never

from sqlalchemy.orm import Session

from conversations.meetings.effects import (
    AddItem,
    AddPictures,
    AnswerProtest,
    Attend,
    CallMeeting,
    ChangeAction,
    ChangeItem,
    ChangeMeeting,
    GiveAction,
    KeepBody,
    KeepPaper,
    ListMembers,
    MakeMinutes,
    MeetingEffect,
    ProtestMinutes,
    RaiseTopic,
    Respond,
    SettleTopic,
    SignMinutes,
    Speak,
    WriteDown,
)
from domain.meetings.kinds import MeetingRules
from storage.meetings import keeping, moments, signing

Spoken = (
    AddItem
    | ChangeItem
    | Speak
    | WriteDown
    | AddPictures
    | GiveAction
    | ChangeAction
    | RaiseTopic
    | SettleTopic
)
Written = MakeMinutes | SignMinutes | ProtestMinutes | AnswerProtest | KeepPaper


def carry_meeting(
    session: Session, effect: MeetingEffect, who: int, rules: MeetingRules, now: datetime
) -> None:
    match effect:
        case CallMeeting():
            keeping.call_meeting(session, effect, who, rules, now)
        case ChangeMeeting():
            keeping.change_meeting(session, effect, who, rules, now)
        case Respond():
            keeping.respond(session, effect, who, now)
        case Attend():
            keeping.attend(session, effect, who, now)
        case KeepBody():
            keeping.keep_body(session, effect, who, now)
        case ListMembers():
            keeping.list_members(session, effect, who, now)
        case MakeMinutes() | SignMinutes() | ProtestMinutes() | AnswerProtest() | KeepPaper():
            _write(session, effect, who, now)
        case _:
            _note(session, effect, who, now)


def _note(session: Session, effect: Spoken, who: int, now: datetime) -> None:
    match effect:
        case AddItem():
            moments.add_item(session, effect, who, now)
        case ChangeItem():
            moments.change_item(session, effect, who, now)
        case Speak():
            moments.speak(session, effect, who, now)
        case WriteDown():
            moments.write_down(session, effect, who, now)
        case AddPictures():
            moments.add_pictures(session, effect, who, now)
        case GiveAction():
            moments.give_action(session, effect, who, now)
        case ChangeAction():
            moments.change_action(session, effect, who, now)
        case RaiseTopic():
            moments.raise_topic(session, effect, who, now)
        case SettleTopic():
            moments.settle_topic(session, effect, who, now)
        case _:
            assert_never(effect)


def _write(session: Session, effect: Written, who: int, now: datetime) -> None:
    match effect:
        case MakeMinutes():
            signing.make_minutes(session, effect, who, now)
        case SignMinutes():
            signing.sign(session, effect, who, now)
        case ProtestMinutes():
            signing.protest(session, effect, who, now)
        case AnswerProtest():
            signing.answer(session, effect, who, now)
        case KeepPaper():
            signing.keep_paper(session, effect, who, now)
        case _:
            assert_never(effect)
