"""Who has an issue next: taken, handed on, sent back, gone up.

It is sent back at most twice; then the centre names the owner, who cannot pass it on (issue 3).
"""

from dataclasses import replace
from datetime import datetime

from domain.deadlines import Pause
from domain.issues.issue import Issue, Seat
from domain.issues.kinds import IssueRules, Severity
from domain.issues.moves import Deed, Ground, Move, NotAllowed, WhyNot
from domain.issues.routing import COMPLAINTS, tier_seat
from domain.roles import Post


def given(issue: Issue, seat: Seat) -> Issue:
    """Somebody else has it; the one who had it so far stands in its trail.

    Where only the city was known, the place of whoever gets it tells where it is.
    """
    found = len(seat.place) > len(issue.area) and seat.place.startswith(issue.area)
    area = seat.place if found and "-" not in seat.place else issue.area
    return replace(issue, seat=seat, area=area, trail=(*issue.trail, issue.seat))


def taken(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """By one of those at its seat, or from above, which passes over whoever has it."""
    del ground
    seat = deed.to or replace(issue.seat, person=deed.who)
    same = (seat.role, seat.place) == (issue.seat.role, issue.seat.place)
    return replace(issue, seat=seat) if same else given(issue, seat)


def handed_on(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """To a colleague, a lower level or an office; back to somebody who had it is a bounce."""
    assert deed.to
    if (deed.to.tier == COMPLAINTS) != (issue.severity is Severity.COMPLAINT):
        raise NotAllowed(WhyNot.NOT_YOURS)
    if issue.fixed and _passes_on(issue, deed, ground):
        raise NotAllowed(WhyNot.NAMED)
    most, had_it = ground.rules.most_bounces, _had_it(issue, deed.to)
    back = had_it and not issue.fixed
    bounces = min(issue.bounces + back, most)
    handed = unpaused(replace(given(issue, deed.to), bounces=bounces), deed.at)
    if names_owners(issue.seat, ground.rules):
        return replace(handed, fixed=issue.fixed or bounces >= most)
    return _decided_above(handed, ground) if back else handed


def sent_back(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """To the one who handed it over."""
    if issue.fixed or issue.bounces >= ground.rules.most_bounces:
        raise NotAllowed(WhyNot.NAMED)
    if not issue.trail:
        raise NotAllowed(WhyNot.NOBODY_BEFORE)
    *before, last = issue.trail
    returned = replace(issue, seat=last, trail=tuple(before), bounces=issue.bounces + 1)
    return _decided_above(unpaused(returned, deed.at), ground)


def names_owners(seat: Seat, rules: IssueRules) -> bool:
    """The centre and the desks above it; not the departments beside them.

    Supervisors, who have nobody above them, settle it among themselves.
    """
    if seat.tier == COMPLAINTS:
        return True
    level = rules.tier(seat.tier)
    return seat.role is rules.tiers[level].role and level >= rules.tier(rules.names_owner)


def _decided_above(issue: Issue, ground: Ground) -> Issue:
    """After the last bounce allowed, the centre has it and names the owner."""
    rules = ground.rules
    if issue.bounces < rules.most_bounces or names_owners(issue.seat, rules):
        return issue
    tier = max(rules.names_owner, issue.seat.tier, key=rules.tier)
    centre = tier_seat(rules, ground.kind(issue), issue.area, tier, ground.staff)
    return replace(issue, seat=centre)


def _passes_on(issue: Issue, deed: Deed, ground: Ground) -> bool:
    """The owner who was named hands it to anybody but those below."""
    rules, seat = ground.rules, issue.seat
    if names_owners(seat, rules):
        return False
    if deed.move is Move.TRANSFER:
        return True
    there = ground.staff.posts.get(Post(seat.role, seat.place), ())
    owner = deed.who.id in {_person(seat), *(p.id for p in there)}
    return owner and deed.to is not None and rules.tier(deed.to.tier) >= rules.tier(seat.tier)


def _had_it(issue: Issue, seat: Seat) -> bool:
    return any(_person(s) == _person(seat) != 0 for s in issue.trail)


def _person(seat: Seat) -> int:
    return seat.person.id if seat.person else 0


def unpaused(issue: Issue, at: datetime) -> Issue:
    """The clock goes on, and nothing is asked any more."""
    if not issue.pauses or issue.pauses[-1].end is not None:
        return issue
    last = Pause(issue.pauses[-1].start, at)
    return replace(issue, pauses=(*issue.pauses[:-1], last), asked="")
