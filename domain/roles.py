"""Who may be what, and where."""

from dataclasses import dataclass
from enum import StrEnum


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
    SUPERVISOR = "supervisor"
    """监督员 (1+X)."""
    ADMINISTRATOR = "admin"
    """管理员."""


@dataclass(frozen=True, slots=True)
class Post:
    """One role at one place: a village code, a township code or the city code."""

    role: Role
    place: str
