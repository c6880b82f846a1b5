"""What talks about disputes ask the records."""

from dataclasses import dataclass

from conversations.questions import Lookup
from domain.disputes.dispute import Dispute


@dataclass(frozen=True)
class DisputeNumbered(Lookup[Dispute | None]):
    number: str


@dataclass(frozen=True)
class DisputesOnDesk(Lookup[tuple[Dispute, ...]]):
    """Open ones of my circle, by what is due next."""

    limit: int = 10
