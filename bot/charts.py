"""What charts and tables of every matter share: months, places, moments as the wall shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.letters import World
from conversations.facts import Facts
from papers.bar_chart import Series


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a chart shows."""

    title: str
    months: tuple[str, ...]
    series: tuple[Series, ...]
    strips: tuple[Series, ...]
    note: str


def strip(name: str, months: Sequence[str], counts: Sequence[tuple[str, int]]) -> Series:
    return Series(name, tuple(sum(n for month, n in counts if month == m) for m in months))


def months_between(first: date, last: date) -> tuple[str, ...]:
    """The last twelve: 2026-11."""
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    every = [first.year * 12 + first.month - 1 + n for n in range(count)]
    return tuple(f"{m // 12}-{m % 12 + 1:02d}" for m in every)[-12:]


def short_month(month: str) -> str:
    return f"{int(month[-2:])}月"


def place_name(world: World, place: str) -> str:
    city = world.city
    known = city.villages.get(place) or city.townships.get(place)
    return known.name.zh if known else city.name.zh


def on_the_wall(facts: Facts, moment: datetime) -> datetime:
    """Excel knows no zones."""
    return moment.astimezone(facts.zone).replace(second=0, microsecond=0, tzinfo=None)
