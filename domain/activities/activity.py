"""An activity as the records hold it: who called it, who signed up, who came and for how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.records import NOBODY, PersonRef


class Stage(StrEnum):
    CALLED = "called"
    """From the call until its hours are confirmed."""
    SETTLED = "settled"
    """The organiser confirmed who came and how long."""
    ENTERED = "entered"
    """Its records are in the national system."""
    CALLED_OFF = "called_off"


class Reach(StrEnum):
    """Who is invited."""

    VILLAGE = "village"
    TOWNSHIP = "township"
    CITY = "city"


class How(StrEnum):
    """How it is known that somebody came or left."""

    CODE = "code"
    LATE_CODE = "late"
    """By a code of that minute, told afterwards: the phone had no line."""
    PLACE = "place"
    """By a shared location."""
    TICKED = "ticked"
    """The organiser ticked the name."""
    ANOTHER = "another"
    """By the phone of somebody else."""
    ELSEWHERE = "elsewhere"
    """Left because they came to another activity."""


class Flag(StrEnum):
    """What the organiser should look at before hours are confirmed."""

    LATE_CODE = "late"
    NO_PLACE = "noplace"
    """Many came at once, and this one did not say where they were."""
    ONE_PHONE = "phone"
    """Checked in by the phone of somebody who is no family."""
    NOT_OUT = "notout"
    """Never checked out; what they say themselves stands beside it."""
    CAPPED = "capped"
    ELSEWHERE = "elsewhere"
    """A part of the time was spent at another activity."""
    OBJECTED = "objected"


@dataclass(frozen=True, slots=True)
class Span:
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """A stretch of being there; `left` is None while it lasts or where nobody knows."""

    came: datetime
    left: datetime | None = None
    how: How = How.TICKED


@dataclass(frozen=True, slots=True)
class SignUp:
    """One line of the list: somebody who wants to come, or came without having said so."""

    id: int
    name: str
    """Empty once the person had their records deleted; hours stay."""
    person: int | None = None
    """None where they are not known by any chat."""
    phone: str = ""
    signed_by: int = 0
    """Who put them on the list: themselves, a friend, the organiser."""
    relation: str = ""
    """To whoever signed them up: 母亲; empty for friends."""
    at: datetime | None = None
    withdrawn: bool = False
    walk_in: bool = False
    """Added on the spot; takes no place from anybody."""
    stays: tuple[Stay, ...] = ()
    flags: tuple[Flag, ...] = ()
    said_left: datetime | None = None
    """When they say they left; the organiser confirms it."""
    minutes: int | None = None
    """Confirmed by the organiser."""
    why: str = ""
    """Why the organiser wrote another time than was counted."""
    objection: str = ""
    rating: int | None = None
    rating_word: str = ""

    @property
    def came(self) -> bool:
        return bool(self.stays)

    @property
    def there(self) -> bool:
        return bool(self.stays) and self.stays[-1].left is None

    @property
    def family(self) -> bool:
        return bool(self.relation)


@dataclass(frozen=True, slots=True)
class Activity:
    number: str
    kind: str
    """Key of the catalogue."""
    title: str
    place: str
    """Code of the village."""
    where: str
    starts_at: datetime
    ends_at: datetime
    organiser: PersonRef
    unit: str
    """In whose name it is called: the village, a group, a Party group."""
    called_at: datetime
    content: str = ""
    """What is done, and for whom."""
    latitude: float | None = None
    longitude: float | None = None
    radius: int = 300
    breaks: tuple[Span, ...] = ()
    places: int = 0
    """How many may come; 0 where nobody counts."""
    until: datetime | None = None
    """Sign-up ends; None with the beginning."""
    bring: str = ""
    risk: str = ""
    insured: bool = False
    reach: Reach = Reach.VILLAGE
    group: int = 0
    """Number of the group that calls; 0 for the village."""
    excluded: str = ""
    """Key of why it gives no hours; empty for volunteering."""
    series: str = ""
    """Number of the first of a weekly series."""
    stage: Stage = Stage.CALLED
    organiser_left: bool = False
    """Has no post here any more: the village's secretary acts instead."""
    secret: str = ""
    """Of the code that changes; it never leaves the server."""
    display: str = ""
    """Opens the page with the code, for whoever shows it on the spot."""
    photos: tuple[int, ...] = ()
    signups: tuple[SignUp, ...] = ()
    count: int = 0
    """How many want to come, also where the list was not read."""
    settled_at: datetime | None = None
    entered_at: datetime | None = None
    why: str = ""
    """Why it was moved or called off."""
    changes: int = 0
    deeds: int = 0
    """Entries of its history: hundreds who came are counted, not read each time."""

    @property
    def wanted(self) -> tuple[SignUp, ...]:
        """Who signed up and did not withdraw, in the order of their saying so."""
        return tuple(s for s in self.signups if not s.withdrawn and not s.walk_in)

    @property
    def present(self) -> tuple[SignUp, ...]:
        return tuple(s for s in self.signups if s.there)

    @property
    def attended(self) -> tuple[SignUp, ...]:
        return tuple(s for s in self.signups if s.came or s.minutes is not None)

    def of_person(self, person: int) -> SignUp | None:
        """The line of somebody known by a chat."""
        return next((s for s in self.signups if person and s.person == person), None)

    def line(self, number: int) -> SignUp | None:
        return next((s for s in self.signups if s.id == number), None)


@dataclass(frozen=True, slots=True)
class Group:
    """A group that calls people: a Party group (产业党小组), a team of volunteers."""

    id: int
    place: str
    name: str
    kind: str = "party"
    """`party` or `team`."""
    leader: PersonRef = NOBODY


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A stay of the same person at another activity."""

    number: str
    came: datetime
    left: datetime | None


@dataclass(frozen=True, slots=True)
class Given:
    """Time that somebody gave, as their record shows it."""

    number: str
    kind: str
    title: str
    place: str
    where: str
    content: str
    starts_at: datetime
    ends_at: datetime
    unit: str
    in_charge: str
    stage: Stage
    excluded: str
    minutes: int | None
    """None until the organiser confirms."""
    rating: int | None = None


def total(given: Sequence[Given]) -> int:
    """Confirmed minutes."""
    return sum(g.minutes or 0 for g in given if not g.excluded)
