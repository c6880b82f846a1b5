"""What a phone's calendar is told of one duty."""

from dataclasses import dataclass
from datetime import datetime

MIME = "text/calendar"


@dataclass(frozen=True, slots=True)
class Duty:
    uid: str
    """The same for as long as it is the same shift, so that a change moves it."""
    start: datetime
    end: datetime
    title: str
    where: str
    text: str
    changes: int
