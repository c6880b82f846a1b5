"""A public notice (公示): shown for some days, open for objections, each of which is answered."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from domain.records import NOBODY, PersonRef


class State(StrEnum):
    OPEN = "open"
    OVER = "over"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Objection:
    id: int
    person: PersonRef
    words: str
    voice: int | None
    at: datetime
    answer: str = ""
    answered_by: PersonRef = NOBODY
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    number: str
    place: str
    """Code of the village."""
    title: str
    text: str
    """Masked: what everybody may read."""
    publisher: PersonRef
    opened_at: datetime
    until: datetime
    """The end of its last day."""
    state: State = State.OPEN
    meeting: str = ""
    version: int = 0
    """Of the minutes it was made from."""
    decision: str = ""
    """Number of the big decision it belongs to."""
    why: str = ""
    objections: tuple[Objection, ...] = ()
    changes: int = 0

    @property
    def unanswered(self) -> tuple[Objection, ...]:
        return tuple(o for o in self.objections if o.answered_at is None)


def last_moment(opened_at: datetime, days: int, zone: tzinfo) -> datetime:
    """The end of the last day; the day it is put up does not count (民法典 §201)."""
    day = opened_at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(23, 59, 59), zone)


def takes_objections(notice: Notice, now: datetime) -> bool:
    return notice.state is State.OPEN and now <= notice.until
