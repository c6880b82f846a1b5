"""The city as an office lays it out: townships, villages, grids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.markets import MarketRule
from domain.names import Name


class Level(StrEnum):
    CITY = "city"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GRID = "grid"
    DEPARTMENT = "department"


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
    groups: tuple[int, ...] = ()
    """The groups (组) of the village that lie in it."""
    landmarks: tuple[str, ...] = ()
    """What people call places there: 黄桷树, 村小."""
    latitude: float | None = None
    longitude: float | None = None
    """About its middle, WGS-84 degrees; without it a shared place cannot find the grid."""


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
    market: MarketRule | None = None
    """Its own market; without one its people go to the township's."""


@dataclass(frozen=True, slots=True)
class Township:
    code: str
    name: Name
    office_phone: str = ""
    market: MarketRule | None = None


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the city or an office (所) of a township."""

    code: str
    """The code of the city or the township it serves, a dash, and a short key: 511381-housing."""
    name: Name


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
    departments: Mapping[str, Department] = field(default_factory=dict)

    @property
    def grids(self) -> Iterator[Grid]:
        return (grid for village in self.villages.values() for grid in village.grids)

    def grid(self, code: str) -> Grid | None:
        village = self.villages.get(code[:12])
        return next((g for g in village.grids if g.code == code), None) if village else None

    def villages_of(self, township: str) -> tuple[Village, ...]:
        return tuple(v for v in self.villages.values() if v.township == township)

    def market_of(self, village: str) -> MarketRule | None:
        """The market a village goes to, if one is known."""
        known = self.villages.get(village)
        if known is None:
            return None
        township = self.townships.get(known.township)
        return known.market or (township.market if township else None)

    def level_of(self, code: str) -> Level | None:
        """What kind of place a code names; None where the city has no such place."""
        if code == self.code:
            return Level.CITY
        if code in self.townships:
            return Level.TOWNSHIP
        if code in self.villages:
            return Level.VILLAGE
        if code in self.departments:
            return Level.DEPARTMENT
        return Level.GRID if self.grid(code) else None
