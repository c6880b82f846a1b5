"""What a talk may look up about volunteer activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conversations.questions import Lookup
from domain.activities.activity import Activity, Elsewhere, Given, Group
from domain.records import PersonRef


@dataclass(frozen=True)
class ActivityNumbered(Lookup[Activity | None]):
    number: str


@dataclass(frozen=True)
class ActivityForMe(Lookup[Activity | None]):
    """An activity with no more of its list than the one who speaks and those they put on it.

    Hundreds check in within a minute: none of them needs to read of all the others.
    """

    number: str


@dataclass(frozen=True)
class ActivitiesAhead(Lookup[tuple[Activity, ...]]):
    """Those the one who speaks is invited to and that are not over, soonest first."""

    village: str
    limit: int = 50


@dataclass(frozen=True)
class MySignUps(Lookup[tuple[Activity, ...]]):
    """Those the one who speaks signed up for, alone or for others, and that are not settled."""

    limit: int = 10


@dataclass(frozen=True)
class CodeMeans(Lookup[tuple[Activity, ...]]):
    """Activities that may be meant by a code: under way or just over, mine first."""

    village: str


@dataclass(frozen=True)
class WaitForMe(Lookup[tuple[Activity, ...]]):
    """Over and not settled, those the one who speaks leads."""

    limit: int = 10


@dataclass(frozen=True)
class NotEntered(Lookup[tuple[Activity, ...]]):
    """Settled, and not in the national system yet, those the one who speaks leads."""

    limit: int = 20


@dataclass(frozen=True)
class StaysElsewhere(Lookup[Mapping[int, tuple[Elsewhere, ...]]]):
    """Of everybody at an activity: their stays at others around its time, by person."""

    number: str


@dataclass(frozen=True)
class MinutesThatDay(Lookup[Mapping[int, int]]):
    """Of everybody at an activity: minutes confirmed at others of the same day, by person."""

    number: str


@dataclass(frozen=True)
class MinutesSoFar(Lookup[Mapping[int, int]]):
    """Of everybody at an activity: minutes confirmed at all others, by person."""

    number: str


@dataclass(frozen=True)
class StillElsewhere(Lookup[tuple[tuple[str, int], ...]]):
    """Other activities where the one who speaks is checked in: number and line."""

    number: str


@dataclass(frozen=True)
class CodesLately(Lookup[int]):
    """Check-ins by code at an activity within the last minute."""

    number: str


@dataclass(frozen=True)
class WrongCodesLately(Lookup[int]):
    """Wrong codes of the one who speaks within the last hour."""


@dataclass(frozen=True)
class GroupsAt(Lookup[tuple[Group, ...]]):
    places: tuple[str, ...]


@dataclass(frozen=True)
class GroupNumbered(Lookup[Group | None]):
    id: int


@dataclass(frozen=True)
class VillagerNamed(Lookup[PersonRef | None]):
    """Somebody of a village by that very name, where nobody else has it."""

    place: str
    name: str


@dataclass(frozen=True)
class GroupsILead(Lookup[tuple[Group, ...]]):
    pass


@dataclass(frozen=True)
class MyKinds(Lookup[tuple[str, ...]]):
    pass


@dataclass(frozen=True)
class WhoWants(Lookup[tuple[int, ...]]):
    """People of a place who want to hear of a kind."""

    kind: str
    place: str


@dataclass(frozen=True)
class TimeGiven(Lookup[tuple[Given, ...]]):
    """What somebody gave within days, both included, newest first.

    `name` is empty for the one who speaks; else of somebody without a phone: of their family,
    or of `place` for its cadres.
    """

    name: str = ""
    place: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class FamilyOnLists(Lookup[tuple[str, ...]]):
    """Names without a chat that the one who speaks put on lists as their family."""


@dataclass(frozen=True)
class SeriesOf(Lookup[tuple[Activity, ...]]):
    """What is still ahead of a weekly series."""

    series: str


@dataclass(frozen=True)
class NewSecret(Lookup[str]):
    """A secret for codes that change; only the machine room knows chance."""

    nth: int = 0


@dataclass(frozen=True)
class NewKey(Lookup[str]):
    """Something nobody can guess, for a link or a paper."""

    nth: int = 0
