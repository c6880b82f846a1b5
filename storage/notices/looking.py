"""Answers the look-ups of talks about notices and big decisions."""

from typing import Any

from sqlalchemy.orm import Session

from conversations.facts import Facts
from conversations.notices.facts import (
    DecisionNumbered,
    DecisionsAt,
    MeetingsThatMayTake,
    NamesOf,
    NoticeNumbered,
    NoticesAt,
)
from conversations.questions import Lookup
from storage.notices import lists
from storage.records_asked import UNANSWERED


def look_at_notices(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    del facts
    match lookup:
        case NoticeNumbered(number):
            return lists.notice_numbered(session, number)
        case NoticesAt(village, limit):
            return lists.notices_at(session, village, limit)
        case DecisionNumbered(number):
            return lists.decision_numbered(session, number)
        case DecisionsAt(village, limit):
            return lists.decisions_at(session, village, limit)
        case NamesOf(village):
            return lists.names_of(session, village)
        case MeetingsThatMayTake(village, kinds, limit):
            return lists.that_may_take(session, village, kinds, limit)
        case _:
            return UNANSWERED
