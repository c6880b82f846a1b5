"""Random walks of issues: people and the clock make moves while staff come and go."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from hypothesis import strategies as st

from domain.issues.deeds import make
from domain.issues.issue import Issue, Seat, Stage
from domain.issues.kinds import Severity
from domain.issues.moves import CLOCKS, Deed, Ground, Move, NotAllowed, after
from domain.issues.rights import may
from domain.issues.routing import Staff, receivers
from domain.records import NOBODY, PersonRef
from domain.roles import Post
from tests.domain.issue_ground import (
    CITY,
    FAR_GRID,
    GRID,
    HOUR,
    KINDS,
    MEI,
    MONDAY,
    NEIGHBOUR,
    OFFICER,
    RULES,
    SERVING,
    VILLAGE,
    posts_of,
    reported,
    somebody,
)

CROWD = tuple(somebody(n, f"群众{n}") for n in range(91, 97))
STAFF = tuple(dict.fromkeys(person for people in SERVING.values() for person in people))
PEOPLE = (MEI, NEIGHBOUR, *CROWD, *STAFF)
ENDS = (Move.MERGE, Move.WITHDRAW)
GOES_ON = tuple(move for move in Move if move not in ENDS)
HANDED = (Move.DISPATCH, Move.TRANSFER, Move.SEND_BACK, Move.FOLLOW)
WISHES = (*GOES_ON, *GOES_ON, *ENDS, *HANDED, *HANDED, *HANDED)
"""Handing on is wished for often and an early end seldom, so that walks lead far."""
SORTED = tuple((kind, severity) for kind in ("", *KINDS) for severity in (None, *Severity))
OTHER = replace(reported(), number="WG-20261123-0099")
ENDED = replace(OTHER, stage=Stage.CLOSED)


@dataclass(frozen=True)
class Step:
    """Time goes by, somebody comes or goes, and somebody wants to do something."""

    hours: float
    change: int
    wish: Move
    who: int
    way: int


@dataclass(frozen=True)
class Moved:
    before: Issue
    deed: Deed
    now: Issue
    staff: Staff


counted = st.integers(0, 99)
steps = st.builds(
    Step, st.sampled_from([0, 0, 0.5, 3, 20, 30, 80, 300]), counted, st.sampled_from(WISHES), counted, counted
)  # fmt: skip
walks = st.lists(steps, min_size=40, max_size=40)
issues = st.builds(
    reported,
    st.sampled_from(sorted(KINDS)),
    area=st.sampled_from([GRID, FAR_GRID, VILLAGE, CITY]),
    reporter=st.sampled_from([MEI, MEI, OFFICER, NOBODY, *STAFF]),
    unnamed=st.booleans(),
)


def walked(issue: Issue, walk: list[Step]) -> Iterator[Moved]:
    """Every move that came off, one after another; anything but a refusal is a fault."""
    staff, when = Staff(SERVING), MONDAY
    for step in walk:
        staff, when = changed(staff, step.change), when + step.hours * HOUR
        deed = wanted(issue, step, staff, when)
        if deed is None:
            continue
        try:
            now = make(issue, deed, Ground(RULES, staff))
        except NotAllowed:
            continue
        yield Moved(issue, deed, now, staff)
        issue = now


def changed(staff: Staff, change: int) -> Staff:
    """Now and then a post is emptied or filled again, or somebody goes away or comes back."""
    posts = list(SERVING)
    if change < len(posts):
        post = posts[change]
        serving = () if staff.posts.get(post) else SERVING[post]
        return replace(staff, posts={**staff.posts, post: serving})
    if change < len(posts) + len(STAFF):
        person = STAFF[change - len(posts)]
        return replace(staff, away=staff.away ^ {person.id})
    return staff


def wanted(issue: Issue, step: Step, staff: Staff, when: datetime) -> Deed | None:
    """What comes of the wish: somebody who may makes the move, in one of its ways."""
    people = able(issue, step.wish, staff)
    if not people:
        return None
    deed = Deed(step.wish, people[step.who % len(people)], when, "样例")
    match step.wish:
        case Move.DISPATCH | Move.TRANSFER:
            to = receivers(RULES, RULES.kind(issue.kind), issue.area, staff, issue.seat)
            return replace(deed, to=to[step.way % len(to)]) if to else None
        case Move.TAKE:
            return replace(deed, to=own_seat(deed.who, staff, issue))
        case Move.SORT:
            kind, severity = SORTED[step.way % len(SORTED)]
            return replace(deed, kind=kind, severity=severity)
        case Move.MERGE:
            return replace(deed, into=(issue, ENDED, OTHER)[step.way % 3])
        case Move.ADD:
            area = (GRID, FAR_GRID, CITY)[step.way % 3]
            return replace(deed, place=(31.58, 105.97, area))
        case _:
            return deed


def able(issue: Issue, move: Move, staff: Staff) -> tuple[PersonRef, ...]:
    """Who can make this move now; the clock can whatever its stage allows."""
    if after(issue.stage, move) is None:
        return ()
    if move in CLOCKS:
        return (NOBODY,)
    return tuple(p for p in PEOPLE if may(issue, p.id, posts_of(p, staff), move, RULES))


def own_seat(person: PersonRef, staff: Staff, issue: Issue) -> Seat | None:
    """The seat of somebody who takes it from above: at their post in its line."""
    posts = posts_of(person, staff)
    if Post(issue.seat.role, issue.seat.place) in posts:
        return None
    tiers = {tier.role: tier.key for tier in RULES.tiers}
    own = (p for p in posts if p.role in tiers and issue.area.startswith(p.place))
    return next((Seat(tiers[p.role], p.role, p.place, person) for p in own), None)
