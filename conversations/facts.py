"""What a talk may know: read before the turn, or looked up in the records within it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from conversations.questions import Lookup
from domain.places import City
from domain.records import PersonRef
from domain.reminders.quiet import Quiet
from domain.requests import (
    Request,
)
from domain.roles import Post, Role
from domain.services import Catalogue


@dataclass(frozen=True, slots=True)
class Relative:
    id: int
    name: str
    relation: str


@dataclass(frozen=True, slots=True)
class Me:
    """Who speaks. Nobody yet, where the id is 0."""

    id: int = 0
    name: str = ""
    phone: str = ""
    village: str = ""
    consent: bool = False
    language: str = ""
    relatives: tuple[Relative, ...] = ()
    posts: tuple[Post, ...] = ()
    channel_name: str = ""
    """What the channel calls the person; offered as a name."""
    blocked: bool = False
    """The office takes no more reports from this person but dangers."""
    away: bool = False
    quiet: Quiet | None = None
    """Hours in which this person wants no news; None: the house's own."""
    channel: str = ""
    """Where news go first, where they chose it."""

    def serves_as(self, role: Role) -> tuple[str, ...]:
        """The places where this person has the role."""
        return tuple(p.place for p in self.posts if p.role is role)


@dataclass(frozen=True, slots=True)
class Facts:
    now: datetime
    me: Me
    catalogue: Catalogue
    city: City
    url: str = ""
    """How the page is reached from outside, for links."""

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.city.time_zone)

    @property
    def station_phone(self) -> str:
        village = self.city.villages.get(self.me.village)
        return village.station_phone if village else self.city.hotline


@dataclass(frozen=True)
class RequestNumbered(Lookup[Request | None]):
    number: str


@dataclass(frozen=True)
class SameRequestOpen(Lookup[str]):
    """The number of an open request for the same service and person; "" if there is none."""

    service: str
    for_name: str


@dataclass(frozen=True)
class SameAtTheDesk(Lookup[str]):
    """The number of an open request of somebody of that name, served in person in that village."""

    service: str
    village: str
    name: str


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who serves saw a phone or papers of somebody's."""

    at: datetime
    who: Me
    number: str
    what: str
    """`phone` or `papers`."""


@dataclass(frozen=True)
class LooksAtMe(Lookup[tuple[Look, ...]]):
    """Who saw what of mine, newest first."""

    limit: int = 20


@dataclass(frozen=True)
class MyRequests(Lookup[tuple[Request, ...]]):
    """Those I asked for, newest first."""

    limit: int = 10


@dataclass(frozen=True)
class RequestsOnMyDesk(Lookup[tuple[Request, ...]]):
    """Those an agent or secretary has to do with and that are open, by due date."""

    limit: int = 20


@dataclass(frozen=True)
class PeopleServing(Lookup[tuple[PersonRef, ...]]):
    role: Role
    place: str


@dataclass(frozen=True)
class WhoIs(Lookup[Me | None]):
    """Whoever speaks at an address, where somebody does."""

    address: str


@dataclass(frozen=True, slots=True)
class Missed:
    """Something somebody should know whom no channel reaches."""

    id: int
    name: str
    phone: str
    text: str


@dataclass(frozen=True)
class NotReached(Lookup[tuple[Missed, ...]]):
    """People of these villages who must be told by phone or on foot, oldest first."""

    villages: tuple[str, ...]
    limit: int = 10


@dataclass(frozen=True)
class NewNumber(Lookup[str]):
    """The next free number of the day for a kind of record, e.g. DB for proxy requests."""

    kind: str
    nth: int = 0
    """Where one talk needs several."""


@dataclass(frozen=True, slots=True)
class Invitation:
    role: Role
    place: str
    state: str
    """`open`, `used`, `revoked` or `expired`."""
    name: str = ""
    """Whom it is meant for, where that is known from a staff list."""
    phone: str = ""


@dataclass(frozen=True)
class InvitationCoded(Lookup[Invitation | None]):
    code: str
