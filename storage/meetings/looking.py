"""Answers the look-ups of talks about meetings."""

from typing import Any

from sqlalchemy.orm import Session

from conversations.facts import Facts
from conversations.meetings.facts import (
    ActionNumbered,
    BodiesAt,
    BodyWithId,
    MeetingCoded,
    MeetingNumbered,
    MeetingsAround,
    MinutesOf,
    MyActions,
    MyTopics,
    OpenActions,
    TopicNumbered,
    TopicsWaiting,
)
from conversations.questions import Lookup
from storage.meetings import agenda, lists, minutes
from storage.records_asked import UNANSWERED


def look_at_meetings(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case MeetingNumbered(number):
            return lists.meeting_numbered(session, number)
        case MeetingCoded(code):
            return lists.meeting_coded(session, code)
        case MeetingsAround(village, limit):
            return lists.meetings_around(session, facts, village, limit)
        case BodiesAt(villages):
            return lists.bodies_at(session, villages)
        case BodyWithId(number):
            return lists.body_with_id(session, number)
        case MinutesOf(number):
            return minutes.minutes_of(session, number)
        case _:
            return _look_at_agenda(session, facts, lookup)


def _look_at_agenda(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case OpenActions(body):
            return agenda.open_actions(session, body)
        case MyActions(limit):
            return agenda.actions_on(session, facts.me.id, facts.now, limit)
        case ActionNumbered(number):
            return agenda.action_numbered(session, number)
        case TopicNumbered(number):
            return agenda.topic_numbered(session, number)
        case TopicsWaiting(village, limit):
            return agenda.topics_waiting(session, village, limit)
        case MyTopics(limit):
            return agenda.topics_of(session, facts.me.id, limit)
        case _:
            return UNANSWERED
