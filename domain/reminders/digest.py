"""What a village or a township has open and late, as the Monday digest counts it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Matter(StrEnum):
    REQUESTS = "requests"
    ISSUES = "issues"
    ACTIONS = "actions"
    DISPUTES = "disputes"
    ACTIVITIES = "activities"
    """Held, and the hours not confirmed; all of them wait."""


@dataclass(frozen=True, slots=True)
class Counted:
    open: int = 0
    late: int = 0

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.open + other.open, self.late + other.late)


Figures = Mapping[Matter, Counted]


def together(places: Iterable[Figures]) -> Figures:
    """The figures of a township: those of its villages, added up."""
    total = dict.fromkeys(Matter, Counted())
    for figures in places:
        for matter, counted in figures.items():
            total[matter] += counted
    return total


def nothing_open(figures: Figures) -> bool:
    return not any(counted.open for counted in figures.values())
