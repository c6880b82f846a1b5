"""Which issues may stand in a document that leaves the house."""

from domain.issues.issue import Issue
from domain.issues.kinds import IssueRules, Severity
from domain.issues.rights import Posts, at_its_seat, hidden, may_see
from domain.issues.routing import COMPLAINTS


def is_complaint(issue: Issue) -> bool:
    """Also one that its supervisors have graded otherwise: it is still theirs alone."""
    return issue.severity is Severity.COMPLAINT or issue.seat.tier == COMPLAINTS


def about_places(issue: Issue, rules: IssueRules) -> bool:
    """What may be read by anybody: on maps, in GeoJSON, in a ledger made for no one in particular."""
    return not is_complaint(issue) and not hidden(issue, rules)


def in_ledger_of(issue: Issue, person: int, posts: Posts, rules: IssueRules) -> bool:
    """What they may see in the bot; complaints in no ledger but that of their supervisors."""
    if is_complaint(issue):
        return at_its_seat(issue, posts)
    return may_see(issue, person, posts, rules)


def words_shown(issue: Issue, rules: IssueRules) -> bool:
    """Words about people stay in the bot; those of a complaint are what its supervisors need."""
    return is_complaint(issue) or not hidden(issue, rules)
