"""Makes true what a talk asked for. What is said of it is posted elsewhere (bot/turns.py)."""

from datetime import datetime

from sqlalchemy.orm import Session

from conversations.activities.effects import ActivityEffect
from conversations.broadcasts.facts import SendPush
from conversations.disputes.effects import DisputeEffect
from conversations.duty.effects import DutyEffect
from conversations.effects import (
    AddRelative,
    Consent,
    Correct,
    Effect,
    FileRequest,
    ForgetMe,
    MakePaper,
    MoveRequest,
    RedrawCards,
    Settle,
    TakePost,
    Tell,
    ToldInPerson,
)
from conversations.facts import Me
from conversations.issues.effects import BeAway, FileIssue, LogVisit, MoveIssue
from conversations.meetings.effects import MeetingEffect
from conversations.notices.effects import NoticeEffect
from conversations.reminders.effects import ReminderEffect
from domain.issues.kinds import IssueRules
from domain.records import PersonRef
from domain.services import Catalogue
from storage import (
    history,
    people,
    unreached,
)
from storage.activities.carrying import carry_activity
from storage.broadcasts.keeping import keep_push
from storage.disputes.keeping import carry_dispute
from storage.duty.carrying import carry_duty
from storage.forgetting import forget_person
from storage.invitations import take_post
from storage.issues import keeping as issues
from storage.meetings.carrying import carry_meeting
from storage.notices.keeping import carry_notice
from storage.reminders.keeping import carry_reminder
from storage.requests.keeping import file_request, move_request


def carry_out(
    session: Session, effect: Effect, me: Me, laid_down: Catalogue, now: datetime
) -> None:
    match effect:
        case ForgetMe():
            forget_person(session, me.id, now)
        case Settle() | Consent():
            _agree(session, effect, me, now)
        case Correct():
            _correct(session, effect, me, now)
        case AddRelative(name, relation):
            people.add_relative(session, me.id, name, relation)
        case FileRequest():
            file_request(session, effect, me.id, now)
        case MoveRequest():
            move_request(session, effect, me.id, now)
        case FileIssue() | MoveIssue() | LogVisit() | BeAway():
            _about_issues(session, effect, me, laid_down.issues, now)
        case TakePost() | ToldInPerson():
            _as_staff(session, effect, me, now)
        case Tell() | RedrawCards() | MakePaper():
            pass
        case _:
            _of_a_matter(session, effect, me, laid_down, now)


def _of_a_matter(
    session: Session,
    effect: MeetingEffect
    | NoticeEffect
    | DisputeEffect
    | ActivityEffect
    | DutyEffect
    | ReminderEffect
    | SendPush,
    me: Me,
    laid_down: Catalogue,
    now: datetime,
) -> None:
    if isinstance(effect, ActivityEffect):
        carry_activity(session, effect, me.id, laid_down.activities, now)
    elif isinstance(effect, DutyEffect):
        who = PersonRef(me.id, me.name, me.phone)
        carry_duty(session, effect, who, laid_down.duty, now)
    elif isinstance(effect, SendPush):
        keep_push(session, effect, me.id)
    elif isinstance(effect, ReminderEffect):
        carry_reminder(session, effect, me.id, now)
    elif isinstance(effect, NoticeEffect):
        carry_notice(session, effect, me.id, now)
    elif isinstance(effect, DisputeEffect):
        carry_dispute(session, effect, me.id, laid_down.meetings.mediation, now)
    else:
        carry_meeting(session, effect, me.id, laid_down.meetings, now)


def _as_staff(session: Session, effect: TakePost | ToldInPerson, me: Me, now: datetime) -> None:
    match effect:
        case TakePost(code, name, phone):
            people.change_person(session, me.id, name=name or me.name, phone=phone or me.phone)
            take_post(session, code, me.id, now)
        case ToldInPerson(missed):
            villages = [post.place for post in me.posts]
            unreached.settle(session, missed, villages, me.id, now)


def _agree(session: Session, said: Settle | Consent, me: Me, now: datetime) -> None:
    match said:
        case Settle(village, name, phone):
            values = {"village": village, "name": name, "phone": phone or me.phone}
            people.change_person(session, me.id, **values, consented_at=now)
            history.note(session, f"person:{me.id}", me.id, "consent", now)
        case Consent(agreed):
            people.change_person(session, me.id, consented_at=now if agreed else None)
            what = "consent" if agreed else "withdraw_consent"
            history.note(session, f"person:{me.id}", me.id, what, now)


def _about_issues(
    session: Session,
    effect: FileIssue | MoveIssue | LogVisit | BeAway,
    me: Me,
    rules: IssueRules,
    now: datetime,
) -> None:
    match effect:
        case FileIssue():
            issues.file_issue(session, effect, me.id, rules, now)
        case MoveIssue():
            issues.move_issue(session, effect, me.id, rules, now)
        case LogVisit():
            issues.log_visit(session, effect, me.id, now)
        case BeAway():
            issues.be_away(session, effect, me.id, now)


def _correct(session: Session, wish: Correct, me: Me, now: datetime) -> None:
    wanted = {
        "name": wish.name,
        "phone": wish.phone,
        "village": wish.village,
        "language": wish.language,
    }
    values = {key: value for key, value in wanted.items() if value is not None}
    people.change_person(session, me.id, **values)
    history.note(session, f"person:{me.id}", me.id, "correct", now, ", ".join(values))
