"""Answers the look-ups of talks about disputes."""

from typing import Any

from sqlalchemy.orm import Session

from conversations.disputes.facts import DisputeNumbered, DisputesOnDesk
from conversations.facts import Facts
from conversations.questions import Lookup
from storage.disputes import keeping
from storage.records_asked import UNANSWERED


def look_at_disputes(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case DisputeNumbered(number):
            return keeping.dispute_numbered(session, number)
        case DisputesOnDesk(limit):
            return keeping.on_desk(
                session,
                facts.me.id,
                facts.me.posts,
                facts.catalogue.meetings.mediation.office,
                limit,
            )
        case _:
            return UNANSWERED
