"""Votes: the counts must fit those who are there, and a share of those must be for it."""

from dataclasses import dataclass

from domain.meetings.kinds import MeetingKind
from domain.meetings.meeting import Vote


@dataclass(frozen=True, slots=True)
class VoteFault:
    """Which count does not fit; the others are 0 or empty."""

    which: str = ""
    """`ayes`, `noes` or `abstained`: negative, or more than are there."""
    over: int = 0
    """All of them together are so many too many."""
    under: int = 0


def check(ayes: int, noes: int, abstained: int, present: int) -> VoteFault | None:
    """For, against and abstained add up exactly to the voters who are there."""
    counts = {"ayes": ayes, "noes": noes, "abstained": abstained}
    for which, count in counts.items():
        if not 0 <= count <= present:
            return VoteFault(which)
    apart = sum(counts.values()) - present
    if apart > 0:
        return VoteFault(over=apart)
    return VoteFault(under=-apart) if apart < 0 else None


def carried(kind: MeetingKind, vote: Vote) -> bool:
    """By those present, not by those who voted: who abstains does not make it easier (dossier §4)."""
    return (
        kind.passes is not None and vote.present > 0 and vote.ayes >= kind.passes.of(vote.present)
    )
