"""What an auditor asks of the records: was everything looked at, said and delivered in time?"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.activities.tables import Activities
from storage.disputes.tables import Disputes
from storage.duty.tables import Shifts
from storage.issues.tables import Issues
from storage.meetings.tables import Actions, Meetings
from storage.tables import FAILED, WAITS, Letters, Requests, SeenEvents, Unreached

WATCHED = {
    "duty": Shifts.look_at,
    "requests": Requests.look_at,
    "issues": Issues.look_at,
    "meetings": Meetings.look_at,
    "actions": Actions.look_at,
    "disputes": Disputes.look_at,
    "activities": Activities.look_at,
}
"""By matter: when the clock had to look at it."""


def not_looked_at(session: Session, since: datetime) -> dict[str, int]:
    """Records the clock should have looked at before that moment; how many of each matter."""
    found = {}
    for matter, look_at in WATCHED.items():
        query = select(func.count()).where(look_at < since)
        if count := session.execute(query).scalar_one():
            found[matter] = count
    return found


def never_marked(session: Session, marks: Sequence[str]) -> tuple[str, ...]:
    """Daily work that leaves a mark, and of which there is none."""
    rows = session.execute(select(SeenEvents.id).where(SeenEvents.id.in_(marks))).scalars()
    known = set(rows)
    return tuple(mark for mark in marks if mark not in known)


def letter_state(session: Session, beginning: str) -> str:
    """How far the first letter is whose key begins so; empty where there is none.

    `listed` where somebody stands on the village's list instead.
    """
    begins = Letters.key >= beginning, Letters.key < f"{beginning[:-1]};"
    state = session.execute(select(Letters.state).where(*begins).limit(1)).scalar()
    if state:
        return state
    listed = Unreached.key >= beginning, Unreached.key < f"{beginning[:-1]};"
    return "listed" if session.execute(select(Unreached.id).where(*listed)).first() else ""


def stuck(session: Session, since: datetime) -> int:
    """Letters that could have gone out for that long; the web page's wait for their reader."""
    query = select(func.count()).where(
        WAITS,
        Letters.send_after < since,
        Letters.channel != "web",
        Letters.bulk.is_(False),
    )
    return session.execute(query).scalar_one()


def refused(session: Session, first: datetime, last: datetime) -> int:
    """Letters a channel will not take, however often they are tried."""
    query = select(func.count()).where(FAILED, Letters.posted_at >= first, Letters.posted_at < last)
    return session.execute(query).scalar_one()
