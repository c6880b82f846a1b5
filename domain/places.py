"""The city as an office lays it out: townships, villages, grids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.names import Name


class Level(StrEnum):
    CITY = "city"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"


@dataclass(frozen=True, slots=True)
class Tour:
    """When the agent of a village goes on tour (流动代办), by the solar calendar."""

    day_endings: tuple[int, ...] = ()
    """Last digits of the days of the month, as market days are told: 3, 6, 9."""
    skips_31st: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    code: str
    """Village code and three digits."""
    name: str


@dataclass(frozen=True, slots=True)
class Village:
    code: str
    """Twelve digits: county 6, township 3, village 3 (dossier §9)."""
    name: Name
    township: str
    """Code of the township, nine digits."""
    station_phone: str
    office: str
    """Where the village desk is, in words."""
    groups: int = 0
    grids: tuple[Grid, ...] = ()
    tour: Tour = field(default_factory=Tour)


@dataclass(frozen=True, slots=True)
class Township:
    code: str
    name: Name
    office_phone: str = ""


@dataclass(frozen=True, slots=True)
class City:
    code: str
    name: Name
    hotline: str
    time_zone: str
    handler: str
    """Who answers for personal information (个人信息处理者)."""
    townships: Mapping[str, Township]
    villages: Mapping[str, Village]

    def villages_of(self, township: str) -> tuple[Village, ...]:
        return tuple(v for v in self.villages.values() if v.township == township)

    def level_of(self, code: str) -> Level | None:
        """What kind of place a code names; None where the city has no such place."""
        if code == self.code:
            return Level.CITY
        if code in self.townships:
            return Level.TOWNSHIP
        if code in self.villages:
            return Level.VILLAGE
        village = self.villages.get(code[:12])
        return Level.GRID if village and code in {g.code for g in village.grids} else None
