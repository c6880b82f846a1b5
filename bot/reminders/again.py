"""A matter of any kind, as whoever put it off reads of it again; nothing where it is settled."""

from datetime import timedelta

from sqlalchemy.orm import Session

from conversations.activities import about as activities
from conversations.disputes import about as disputes
from conversations.facts import Facts
from conversations.issues import about as issues
from conversations.meetings import tasks
from conversations.messages import Button, Reply
from conversations.notices import about as notices
from conversations.reminders.ledgers import named, read_cause
from conversations.requests import about as requests
from conversations.words import Words, say, verbatim
from domain.activities.activity import Stage as ActivityStage
from domain.disputes.dispute import OPEN as OPEN_DISPUTES
from domain.meetings.meeting import ActionState
from domain.requests import OPEN
from storage.activities.lists import activity_numbered
from storage.disputes.keeping import dispute_numbered
from storage.issues.lists import issue_numbered
from storage.meetings.agenda import action_numbered
from storage.notices.lists import notice_numbered
from storage.reminders.keeping import marked
from storage.requests.lists import request_numbered

Shown = tuple[Words, Reply] | None


def as_it_stands(session: Session, facts: Facts, person: int, cause: str) -> Shown:
    del person
    match cause[:2]:
        case "DB":
            return _request(session, facts, cause)
        case "WG":
            return _issue(session, facts, cause)
        case "RW":
            return _action(session, facts, cause)
        case "JF":
            return _dispute(session, cause)
        case "TZ":
            return _ledger(session, facts, cause)
        case _:
            return _other(session, facts, cause)


def _shown(words: Words, button: Button) -> Shown:
    return words, Reply(words, ((button,),))


def _request(session: Session, facts: Facts, number: str) -> Shown:
    request = request_numbered(session, number)
    if request is None or request.stage not in OPEN:
        return None
    words = say(
        "{service}（{number}）", service=requests.service_name(facts, request), number=number
    )
    return _shown(words, requests.open_button(request))


def _issue(session: Session, facts: Facts, number: str) -> Shown:
    issue = issue_numbered(session, number)
    if issue is None or not issue.open:
        return None
    return _shown(issues.matter(facts, issue), issues.open_button(issue))


def _action(session: Session, facts: Facts, number: str) -> Shown:
    action = action_numbered(session, number)
    if action is None or action.state is not ActionState.OPEN:
        return None
    return _shown(tasks.line(facts, action), tasks.action_button(action))


def _dispute(session: Session, number: str) -> Shown:
    dispute = dispute_numbered(session, number)
    if dispute is None or dispute.stage not in OPEN_DISPUTES:
        return None
    return _shown(verbatim(number), disputes.open_button(dispute))


def _ledger(session: Session, facts: Facts, cause: str) -> Shown:
    found = read_cause(facts, cause)
    if found is None:
        return None
    ledger, due, place = found
    if (ledger.key, place, due) in marked(session, [place], due - timedelta(days=1)):
        return None
    words = say("📒 {ledger}：{day}前", ledger=named(facts, ledger, place), day=due)
    return words, Reply(words)


def _other(session: Session, facts: Facts, number: str) -> Shown:
    del facts
    if number.startswith("GS-"):
        notice = notice_numbered(session, number)
        open_ = notice is not None and bool(notice.unanswered)
        return (
            _shown(verbatim(notice.title), notices.open_button(notice))
            if notice and open_
            else None
        )
    activity = activity_numbered(session, number)
    if activity is None or activity.stage in {ActivityStage.CALLED_OFF, ActivityStage.ENTERED}:
        return None
    return _shown(activities.named(activity), activities.open_button(activity))
