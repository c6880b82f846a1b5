"""What other city systems may ask of the issues (Open311), and which of them they may see."""

from datetime import datetime, timedelta

from domain.issues.kinds import IssueRules, Kind, Severity
from domain.places import City, Village

MOST = 1000
"""Requests in one answer (GeoReport v2, “Response Volume”)."""
LONGEST = timedelta(days=90)
"""The longest span of time that one question may cover (the same place)."""
AGAIN = timedelta(minutes=10)
"""The same report within this time is a repetition: the sender did not get the answer."""
LONGEST_WORDS, LONGEST_ADDRESS = 4000, 200
"""Characters; the first as the specification has it."""


def span(
    start: datetime | None, end: datetime | None, now: datetime
) -> tuple[datetime, datetime] | None:
    """From when to when is asked; what was left open is filled up. None: too long, or backwards."""
    if start is None:
        end = end or now
        return end - LONGEST, end
    if end is None:
        end = max(start, min(now, start + LONGEST))
    return (start, end) if start <= end <= start + LONGEST else None


def shown_kinds(rules: IssueRules) -> tuple[Kind, ...]:
    """The kinds other systems know of: about places, never about people or misconduct."""
    return tuple(
        kind
        for kind in rules.kinds.values()
        if not kind.restricted and kind.severity is not Severity.COMPLAINT
    )


def village_in(city: City, address: str) -> Village | None:
    """The village that an address names, if it names exactly one.

    Two villages may have the same name: then the township decides.
    """
    named = [v for v in city.villages.values() if v.name.zh in address]
    if len(named) > 1:
        named = [v for v in named if city.townships[v.township].name.zh in address]
    return named[0] if len(named) == 1 else None
