"""A push: one text to the people of a place, or to those who have a role there."""

from dataclasses import dataclass
from datetime import datetime

from domain.roles import Post, Role

PEOPLE = "people"
"""Everybody who lives there and agreed to be written to; else the name of a role."""
STAFF = frozenset({Role.SECRETARY, Role.CADRE, Role.AGENT, Role.GRID_OFFICER})
SENDERS = {Role.SECRETARY: STAFF - {Role.SECRETARY}, Role.TOWNSHIP: STAFF, Role.CITY_DESK: STAFF}
"""Who may push, and to which roles below."""


@dataclass(frozen=True, slots=True)
class Push:
    number: str
    place: str
    to: str
    words: str
    signed: str
    sender: int
    at: datetime
    last_id: int = 0
    posted: int = 0
    posted_all: bool = False
    shown: str = ""
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the letters of a push have come."""

    delivered: int = 0
    waiting: int = 0
    """On their way; on the web page until it is opened."""
    on_the_page: int = 0
    """Of those waiting: shown as soon as somebody opens the page."""
    unreachable: int = 0
    names: tuple[str, ...] = ()
    """Of those whom no channel reaches, the first of them."""


def places_of(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """Where somebody may push, the widest first."""
    mine = (p for p in posts if p.role in SENDERS)
    return tuple(sorted(mine, key=lambda p: (len(p.place), p.place)))
