"""What a talk may look up about reminders."""

from dataclasses import dataclass
from datetime import date

from conversations.questions import Lookup


@dataclass(frozen=True)
class MyChannels(Lookup[tuple[str, ...]]):
    """Where the one who speaks can be reached: `web`, `telegram`."""


@dataclass(frozen=True)
class LedgersMarked(Lookup[tuple[tuple[str, str, date], ...]]):
    """Ledger, place and due day of what is done or nobody's there, of these places since a day."""

    places: tuple[str, ...]
    since: date
