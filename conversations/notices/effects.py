"""What talks about notices and big decisions ask the records to make true."""

from dataclasses import dataclass
from datetime import datetime

from conversations.entries import Spoken
from domain.notices.decision import Decision, Done
from domain.notices.notice import Notice


@dataclass(frozen=True, slots=True)
class Publish:
    notice: Notice


@dataclass(frozen=True, slots=True)
class Object:
    """Somebody of the village disagrees."""

    number: str
    said: Spoken


@dataclass(frozen=True, slots=True)
class AnswerObjection:
    number: str
    objection: int
    answer: str


@dataclass(frozen=True, slots=True)
class ExtendNotice:
    number: str
    until: datetime


@dataclass(frozen=True, slots=True)
class EndNotice:
    """Over, or taken back with a reason."""

    number: str
    withdrawn: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class BeginDecision:
    decision: Decision


@dataclass(frozen=True, slots=True)
class TakeStep:
    """`seen` is the count of steps before: who is quicker?"""

    number: str
    done: Done
    seen: int


NoticeEffect = (
    Publish | Object | AnswerObjection | ExtendNotice | EndNotice | BeginDecision | TakeStep
)
