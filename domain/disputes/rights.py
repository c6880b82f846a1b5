"""The circle of three: the mediator, the village's secretary, the township's office for justice.

Parties' names never leave them (dossier §4, F4).
"""

from domain.disputes.dispute import Dispute
from domain.meetings.kinds import MediationRules
from domain.roles import Post, Role

Posts = tuple[Post, ...]
TOWNSHIP = 9
REGISTERS = frozenset({Role.SECRETARY, Role.CADRE, Role.GRID_OFFICER})


def justice_post(place: str, rules: MediationRules) -> Post:
    return Post(Role.DEPARTMENT, f"{place[:TOWNSHIP]}-{rules.office}")


def in_circle(dispute: Dispute, person: int, posts: Posts, rules: MediationRules) -> bool:
    """The mediator is in it as long as they hold a post; whoever lost it is out."""
    mediates = dispute.mediator.id == person != 0 and bool(posts)
    director = Post(Role.SECRETARY, dispute.place) in posts
    return mediates or director or justice_post(dispute.place, rules) in posts


def villages_registered_in(posts: Posts) -> tuple[str, ...]:
    """Where somebody may put a dispute on record."""
    return tuple(dict.fromkeys(p.place[:12] for p in posts if p.role in REGISTERS))
