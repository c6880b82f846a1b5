"""Words that accuse somebody who holds a post: they must not reach the one they accuse (issue 3)."""

import unicodedata

from domain.issues.kinds import IssueRules, Kind, Severity

TELLING = ("告诉", "转告", "报告", "公告", "广告", "告示", "告知", "告别", "投诉电话", "告一声")
"""What only sounds like an accusation."""


def accuses(text: str, rules: IssueRules) -> bool:
    """Whether the words speak of a post and of something bad that its holder did."""
    said = "".join(unicodedata.normalize("NFKC", text).split())
    for phrase in TELLING:
        said = said.replace(phrase, " ")
    if not any(post in said for post in rules.accused):
        return False
    return any(all(part in said for part in deed.split("+")) for deed in rules.accusing)


def misconduct(rules: IssueRules) -> Kind:
    """The kind under which a complaint is filed that nobody sorted yet."""
    return rules.kind(rules.misconduct)


def is_complaint(kind: Kind) -> bool:
    return kind.severity is Severity.COMPLAINT
