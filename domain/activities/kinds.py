"""What the office lays down about volunteering: kinds, how check-in is judged, how hours are counted."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.names import Name


@dataclass(frozen=True, slots=True)
class ActivityKind:
    key: str
    """Short ASCII, at most 10 characters: it travels in buttons."""
    name: Name
    icon: str
    dangerous: bool = False
    """Bodily harm may come of it: insurance comes before the call (志愿服务条例)."""
    risk: str = ""
    """What is told at recruiting, unless the organiser says it better."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Something done for others that is no volunteering: it may be announced, but gives no hours."""

    key: str
    name: Name
    why: str
    words: tuple[str, ...] = ()
    """What a title says of it, to ask the organiser back."""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ActivityRules:
    version: str
    source: str
    kinds: Mapping[str, ActivityKind] = field(default_factory=dict)
    excluded: Mapping[str, Excluded] = field(default_factory=dict)
    radius: int = 300
    """Metres around the place in which somebody is there."""
    coarsest: int = 200
    """Metres of accuracy beyond which a location says nothing."""
    location_seconds: int = 120
    """An older location says where somebody was."""
    early_minutes: int = 30
    """So long before the beginning people may check in; hours begin with the activity."""
    late_hours: int = 24
    """So long after the end a code of the activity's time is still taken: the phone had no line."""
    code_seconds: int = 30
    """How long a code is shown; its neighbours are taken too."""
    crowd: int = 20
    """More check-ins by code than that within a minute, and the next are asked where they are."""
    wrong_codes: int = 6
    """So many wrong codes of one person within an hour, and no more are looked at."""
    round_minutes: int = 30
    cap_hours: int = 8
    """Hours of one person on one day."""
    enter_days: int = 10
    """Working days after the end in which records belong into the national system (2021 Measures)."""
    remind_on: int = 8
    """On this working day the organiser is reminded of it."""
    most_weeks: int = 12
    """The longest weekly series."""
