"""What was said of an issue as others may read it: masked, and never who stays unnamed."""

from domain.issues.issue import Issue
from domain.masking import mask_text

SOMEBODY = "某某"


def masked(issue: Issue, text: str) -> str:
    """For more than one reader: names, phones and house numbers are masked."""
    return mask_text(without_reporter(issue, text), (issue.reporter.name,))


def without_reporter(issue: Issue, text: str) -> str:
    """Who stays unnamed stays so also where they wrote their own name or number."""
    if not issue.unnamed:
        return text
    name, phone = issue.reporter.name, issue.reporter.phone
    for told in (name, name.rpartition("·")[2], phone):
        text = text.replace(told, SOMEBODY) if len(told) > 1 else text
    return text
