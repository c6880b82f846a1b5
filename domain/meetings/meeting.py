"""A meeting as the records hold it: who was called, who is there, what was said and decided."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.meetings.kinds import Base
from domain.records import NOBODY, Entry, PersonRef


class Stage(StrEnum):
    CALLED = "called"
    """Announced; it has not begun."""
    OPEN = "open"
    ENDED = "ended"
    """Over; its minutes are looked through."""
    FINAL = "final"
    """Both have signed."""
    CALLED_OFF = "called_off"


class Coming(StrEnum):
    UNKNOWN = "unknown"
    YES = "yes"
    NO = "no"
    PROXY = "proxy"
    """Sends somebody."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of being there; `left` is None while it lasts."""

    came: datetime
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class Attendee:
    """One line of the roll."""

    id: int
    name: str
    person: int | None = None
    """None where they are not known by any chat."""
    group: int = 0
    """Number of the group (组); 0 where nobody said."""
    votes: bool = True
    """Counts to the quorum and votes; guests and people of the township do not."""
    coming: Coming = Coming.UNKNOWN
    proxy: str = ""
    """Who comes instead."""
    why: str = ""
    spells: tuple[Spell, ...] = ()
    scanned: bool = False
    """Checked in themselves by the code on the wall."""

    def there_at(self, moment: datetime) -> bool:
        return any(s.came <= moment and (s.left is None or moment < s.left) for s in self.spells)

    @property
    def there(self) -> bool:
        return bool(self.spells) and self.spells[-1].left is None

    @property
    def came(self) -> bool:
        return bool(self.spells)


class ItemState(StrEnum):
    OPEN = "open"
    DECIDED = "decided"
    """Voted on, or agreed by all where the body does not vote."""
    REFUSED = "refused"
    """Voted on and not carried."""
    DEFERRED = "deferred"
    """To be talked about again."""
    FORWARDED = "forwarded"
    """Reserved for another body, with this one's advice."""


class Way(StrEnum):
    """How a vote was taken."""

    HANDS = "hands"
    SECRET = "secret"  # noqa: S105
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Vote:
    way: Way
    ayes: int
    noes: int
    abstained: int
    present: int
    """Voters who were there at that moment."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody said to an item."""

    who: str
    """A name, or empty where only "somebody" is known."""
    words: str
    voice: int | None
    """Number of the file."""
    at: datetime
    by: PersonRef = NOBODY
    """Who wrote it down."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One matter on the agenda."""

    n: int
    """From 1, in the order of the agenda."""
    topic: str
    proposer: str = ""
    reserved: str = ""
    """Key of the reserved matter, if it is one."""
    raised: str = ""
    """Number of the topic a villager raised."""
    state: ItemState = ItemState.OPEN
    proposal: str = ""
    vote: Vote | None = None
    decision: str = ""
    money: str = ""
    """Where the money comes from."""
    statements: tuple[Statement, ...] = ()
    changes: int = 0
    """How often it was changed: who is quicker?"""
    changed_by: PersonRef = NOBODY


class ActionState(StrEnum):
    OPEN = "open"
    DONE = "done"
    CANNOT = "cannot"
    DROPPED = "dropped"
    """The convener let it go."""


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what until when, as a meeting agreed."""

    number: str
    meeting: str
    item: int
    what: str
    owner: PersonRef
    """Its id is 0 where the owner is known by name only."""
    due_at: datetime
    convener: PersonRef
    place: str
    body: int
    given_at: datetime
    state: ActionState = ActionState.OPEN
    why: str = ""
    extended: int = 0
    """How often more time was given."""
    closed_at: datetime | None = None
    changes: int = 0
    history: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Meeting:
    number: str
    kind: str
    """Key of the catalogue."""
    body: int
    body_name: str
    place: str
    """Code of the village."""
    topic: str
    where: str
    starts_at: datetime
    base: Base
    due: int
    """How many would be there if all came, by that base."""
    convener: PersonRef
    recorder: PersonRef
    called_at: datetime
    law: str
    """Version of the rules it was called under."""
    group: int = 0
    stage: Stage = Stage.CALLED
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    roll: tuple[Attendee, ...] = ()
    items: tuple[Item, ...] = ()
    actions: tuple[Action, ...] = ()
    photos: tuple[int, ...] = ()
    disputes: int = 0
    """How many were put on record there; who quarrels with whom is in other hands."""
    code: str = ""
    """Of the QR code on the wall; it lets people check in and nothing else."""
    why: str = ""
    """Why it was moved or called off."""
    changes: int = 0
    deeds: int = 0
    """Entries of its history: hundreds who came are counted, not read each time."""

    @property
    def present(self) -> tuple[Attendee, ...]:
        """Voters who are there now."""
        return tuple(a for a in self.roll if a.votes and a.there)

    def voters_at(self, moment: datetime) -> int:
        return sum(a.votes and a.there_at(moment) for a in self.roll)

    def item(self, n: int) -> Item | None:
        return next((i for i in self.items if i.n == n), None)

    def attendee_of(self, person: int) -> Attendee | None:
        """The line of somebody known by a chat."""
        return next((a for a in self.roll if person and a.person == person), None)


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str
    person: int | None = None
    group: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    """A body of a village or group that meets: its representatives, its council, its Party branch."""

    id: int
    kind: str
    place: str
    name: str
    group: int = 0
    adults: int = 0
    households: int = 0
    members: tuple[Member, ...] = ()
    count: int = 0
    """Members, also where they were not read."""

    def due(self, base: Base) -> int:
        """How many there are by a base."""
        return {Base.ADULTS: self.adults, Base.HOUSEHOLDS: self.households}.get(base, self.count)


class TopicState(StrEnum):
    WAITING = "waiting"
    PLACED = "placed"
    """On the agenda of a meeting."""
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that a villager wants to have talked about (我想说个事)."""

    number: str
    place: str
    person: PersonRef
    words: str
    voice: int | None
    wish: str
    """ISO day of the market they want it at; empty for the next meeting."""
    raised_at: datetime
    state: TopicState = TopicState.WAITING
    meeting: str = ""
    why: str = ""
