"""What talks about disputes ask the records to make true."""

from dataclasses import dataclass, field

from conversations.entries import Spoken
from conversations.messages import FileRef
from domain.disputes.dispute import Dispute


@dataclass(frozen=True, slots=True)
class RegisterDispute:
    dispute: Dispute
    said: Spoken = field(default_factory=Spoken)
    """The matter; its voice gets a number in the record."""


@dataclass(frozen=True, slots=True)
class ChangeDispute:
    """Keep it as it stands after a move; `seen` is its count of changes before."""

    dispute: Dispute
    seen: int
    what: str
    why: Spoken = field(default_factory=Spoken)
    photos: tuple[FileRef, ...] = ()


DisputeEffect = RegisterDispute | ChangeDispute
