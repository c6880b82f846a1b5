"""Who makes a village's roster, and who is on it."""

from domain.duty.shift import Shift
from domain.roles import Post, Role

Posts = tuple[Post, ...]
VILLAGE = 12
"""Digits of a village's code."""
ON_DUTY = frozenset({Role.SECRETARY, Role.CADRE, Role.AGENT, Role.GRID_OFFICER})
"""Whoever serves in a village may be put on its roster."""


def rosters_of(posts: Posts) -> tuple[str, ...]:
    """The villages whose roster somebody makes: the secretary's, and in their place a cadre's."""
    makers = {Role.SECRETARY, Role.CADRE}
    return tuple(dict.fromkeys(p.place for p in posts if p.role in makers))


def makes_roster(posts: Posts, place: str) -> bool:
    return place in rosters_of(posts)


def villages_served(posts: Posts) -> tuple[str, ...]:
    """Where somebody may be on duty; grid officers in the village of their grid."""
    return tuple(dict.fromkeys(p.place[:VILLAGE] for p in posts if p.role in ON_DUTY))


def has(shift: Shift, person: int) -> bool:
    return person != 0 and shift.person.id == person


def stands_in(shift: Shift, person: int) -> bool:
    """Whoever has it, or the deputy."""
    return person != 0 and person in {shift.person.id, shift.deputy.id}
