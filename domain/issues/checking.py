"""Who looks at what somebody says is mended, or is none: never the one who says so (issue 3)."""

from domain.issues.issue import Issue
from domain.issues.moves import Ground
from domain.issues.routing import COMPLAINTS, checkers
from domain.records import NOBODY, PersonRef


def next_checker(issue: Issue, ground: Ground) -> PersonRef | None:
    """The next who may look, above the one who was silent; around again after the last."""
    able = _able(issue, ground)
    ids = [p.id for p in able]
    silent = issue.checker.id if issue.checker else 0
    later = able[ids.index(silent) + 1 :] if silent in ids else able
    return next(iter(later or able), None)


def second_person(issue: Issue, ground: Ground) -> PersonRef | None:
    """Who looks at what is said to be none: from the next level on, else whoever there is."""
    if issue.seat.tier == COMPLAINTS or not issue.handler:
        return next_checker(issue, ground)
    rules, kind, tier = ground.rules, ground.kind(issue), issue.seat.tier
    above = checkers(rules, kind, issue.area, ground.staff, issue.handler.id, tier)
    return next(above, None) or next_checker(issue, ground)


def _able(issue: Issue, ground: Ground) -> list[PersonRef]:
    """Everybody who may look, once each; the reporter, who was asked before, only if nobody else."""
    handler = (issue.handler or NOBODY).id
    if issue.seat.tier == COMPLAINTS:
        there = ground.staff.at(issue.seat.role, issue.seat.place)
        found = {p.id: p for p in there if p.id != handler}
    else:
        kind = ground.kind(issue)
        nearest = checkers(ground.rules, kind, issue.area, ground.staff, handler)
        found = {p.id: p for p in nearest}
    return [p for p in found.values() if p.id != issue.reporter.id] or list(found.values())
