"""Who may see an issue, who may see the name of its reporter, and who may make which move."""

from domain.issues.issue import Issue, Source, Stage
from domain.issues.kinds import IssueRules, Severity
from domain.issues.moves import CLOCKS, Move, after
from domain.issues.routing import CITY, COMPLAINTS, VILLAGE
from domain.records import NOBODY
from domain.roles import Post, Role

Posts = tuple[Post, ...]
REPORTERS = frozenset({Move.ANSWER, Move.ADD, Move.CONFIRM, Move.NOT_FIXED, Move.WITHDRAW})
CHECKERS = frozenset({Move.CONFIRM, Move.NOT_FIXED, Move.CONFIRM_FALSE, Move.DENY_FALSE})
OVERSEERS = frozenset({Move.TAKE, Move.DISPATCH, Move.SORT, Move.NOTE, Move.UNDERSTAND})
"""What the levels above may do with a matter that somebody below has."""
HOLDERS = frozenset(Move) - REPORTERS - CHECKERS - CLOCKS - {Move.FOLLOW}
LINE = frozenset({Role.GRID_OFFICER, Role.CADRE, Role.SECRETARY, Role.TOWNSHIP, Role.CITY_DESK})
HANDLERS = LINE | {Role.DEPARTMENT, Role.SUPERVISOR}
"""Everybody whose matter an issue can become."""


def is_reporter(issue: Issue, person: int) -> bool:
    return person == issue.reporter.id != NOBODY.id


def holds(issue: Issue, person: int, posts: Posts) -> bool:
    """Whose matter it is: the one who took it; before that, everybody at its seat.

    Whoever lost that post has it no longer.
    """
    mine = issue.seat.person is not None and issue.seat.person.id == person
    return at_its_seat(issue, posts) and (mine or issue.stage is Stage.REPORTED)


def at_its_seat(issue: Issue, posts: Posts) -> bool:
    return Post(issue.seat.role, issue.seat.place) in posts


def oversees(issue: Issue, posts: Posts, rules: IssueRules) -> bool:
    """Has a post in its line, above the tier that has it now.

    Cadres and the city's departments stand below the tier they are beside; at the top and among
    the supervisors, colleagues see to it that nothing stays with somebody who is gone.
    """
    if issue.seat.tier == COMPLAINTS:
        return at_its_seat(issue, posts)
    level = rules.tier(issue.seat.tier)
    beside = issue.seat.role is not rules.tiers[level].role
    lowest = level if beside or level == len(rules.tiers) - 1 else level + 1
    roles = {tier.role for tier in rules.tiers[lowest:] if not tier.by_kind}
    return any(post.role in roles and issue.area.startswith(post.place) for post in posts)


def checks(issue: Issue, person: int) -> bool:
    return issue.checker is not None and issue.checker.id == person


def may(issue: Issue, person: int, posts: Posts, move: Move, rules: IssueRules) -> bool:
    """Whether this person may make this move on this issue, whatever stage it is in.

    Nobody moves what they may not see, but neighbours report again what is shown to them.
    """
    if move is Move.FOLLOW:
        known = is_reporter(issue, person) or person in issue.followers
        return not known and not hidden(issue, rules)
    falls_to = _falls_to(issue, person, posts, move, rules)
    return falls_to and may_see(issue, person, posts, rules)


def _falls_to(issue: Issue, person: int, posts: Posts, move: Move, rules: IssueRules) -> bool:
    handled_it = issue.handler is not None and issue.handler.id == person
    if move in CHECKERS and checks(issue, person):
        return not handled_it
    if move in REPORTERS and is_reporter(issue, person):
        own_duty = move is Move.WITHDRAW and issue.source is not Source.VILLAGER
        return not own_duty and (move is not Move.CONFIRM or not handled_it)
    if move is Move.ADD and person in issue.followers:
        return True
    if move in OVERSEERS and oversees(issue, posts, rules):
        return True
    return move in HOLDERS and holds(issue, person, posts)


def hidden(issue: Issue, rules: IssueRules) -> bool:
    """About people rather than places: not for neighbours, maps and other systems."""
    return issue.severity is Severity.COMPLAINT or rules.kind(issue.kind).restricted


def may_see(issue: Issue, person: int, posts: Posts, rules: IssueRules) -> bool:
    """Reporters; whoever has it or looks at it; the line of its place. Complaints: supervisors only."""
    if is_reporter(issue, person) or person in issue.followers:
        return True
    if issue.severity is Severity.COMPLAINT or issue.seat.tier == COMPLAINTS:
        return at_its_seat(issue, posts)
    if at_its_seat(issue, posts) or (posts and checks(issue, person)):
        return True
    return _had_it(issue, person, posts) or _in_its_line(issue, posts, rules)


def _had_it(issue: Issue, person: int, posts: Posts) -> bool:
    """Passed it on, and still serves where they had it."""
    return any(
        seat.person is not None
        and seat.person.id == person
        and Post(seat.role, seat.place) in posts
        for seat in issue.trail
    )


def _in_its_line(issue: Issue, posts: Posts, rules: IssueRules) -> bool:
    """Staff of the village and above; of a restricted one, its officer, the secretary and above."""
    narrow = hidden(issue, rules)
    for post in posts:
        officer = post.role in {Role.GRID_OFFICER, Role.CADRE}
        own = post.role is Role.GRID_OFFICER and post.place == issue.area
        if post.role not in LINE or (officer and narrow and not own):
            continue
        if issue.area.startswith(post.place[:VILLAGE] if officer else post.place):
            return True
    return False


def knows_reporter(issue: Issue, person: int, posts: Posts) -> bool:
    """Who reads the reporter's name in full: an unnamed one stays so but for the city desk."""
    if is_reporter(issue, person):
        return True
    if issue.severity is Severity.COMPLAINT:
        return not issue.unnamed and at_its_seat(issue, posts)
    if Post(Role.CITY_DESK, issue.area[:CITY]) in posts:
        return True
    mine = issue.seat.person is not None and issue.seat.person.id == person
    return mine and at_its_seat(issue, posts) and not issue.unnamed


def moves_for(issue: Issue, person: int, posts: Posts, rules: IssueRules) -> tuple[Move, ...]:
    """What this person can do with it now."""
    return tuple(
        move
        for move in Move
        if after(issue.stage, move) is not None and may(issue, person, posts, move, rules)
    )
