"""Who may be what, and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.places import Level


class Role(StrEnum):
    AGENT = "agent"
    """代办员: runs villagers' errands."""
    SECRETARY = "secretary"
    """村支书: decides in the village; takes what nobody accepted."""
    CADRE = "cadre"
    """村干部."""
    GRID_OFFICER = "grid"
    """网格员."""
    TOWNSHIP = "township"
    """乡镇干部."""
    CITY_DESK = "city"
    """市级中心."""
    DEPARTMENT = "dept"
    """部门、乡镇的所: owns kinds of issues."""
    SUPERVISOR = "supervisor"
    """监督员 (1+X)."""
    ADMINISTRATOR = "admin"
    """管理员."""


@dataclass(frozen=True, slots=True)
class Post:
    """One role at one place: the code of a grid, village, township, department or the city."""

    role: Role
    place: str


SERVES_AT: Mapping[Role, frozenset[Level]] = {
    Role.AGENT: frozenset({Level.VILLAGE}),
    Role.SECRETARY: frozenset({Level.VILLAGE}),
    Role.CADRE: frozenset({Level.VILLAGE}),
    Role.GRID_OFFICER: frozenset({Level.GRID, Level.VILLAGE}),
    Role.TOWNSHIP: frozenset({Level.TOWNSHIP}),
    Role.CITY_DESK: frozenset({Level.CITY}),
    Role.DEPARTMENT: frozenset({Level.DEPARTMENT}),
    Role.SUPERVISOR: frozenset({Level.CITY, Level.TOWNSHIP, Level.VILLAGE}),
    Role.ADMINISTRATOR: frozenset({Level.CITY}),
}
"""The kinds of places where a role can be held: a role is given at the place it answers for."""
