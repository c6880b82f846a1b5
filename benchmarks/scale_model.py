"""What a village, a city and a province ask of machines, from unit costs that were measured: docs/scale.md.

`uv run python -m benchmarks.scale_model` prints its tables; a test holds the document against them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

DAY, HOUR, YEAR = 24 * 3600, 3600, 365
MB, GB = 10**6, 10**9


@dataclass(frozen=True)
class Costs:
    """Measured; where each comes from stands in docs/scale.md."""

    cpu: float = 0.0013
    """Seconds of one core for an update: heard, kept, answered."""
    person: float = 141.0
    """Bytes in the database."""
    record: float = 1300.0
    """Bytes: a record with its line of history, its event and two letters."""
    messages: float = 1.9
    """Calls that Telegram counts, of an update: answers, and buttons taken off the question."""
    records: float = 5
    """Of a matter: it has more than one move, and each is heard and answered."""


@dataclass(frozen=True)
class Habits:
    """Assumed, on the high side; change them and run this again."""

    errands: float = 30_000
    """A year in a city of 620,000 (dossier S4)."""
    events: float = 60_000
    """Grid issues a year there (dossier S18)."""
    questions: float = 620_000
    """Looked up only: one a head and year."""
    updates: tuple[float, float, float] = (30, 15, 5)
    """Of an errand, an issue, a question: everybody's words and taps together."""
    photos: float = 2
    """Of an issue."""
    photo: float = 0.4 * MB
    busiest: float = 0.2
    """Share of a day's updates that comes in its busiest hour."""
    bad_day: float = 10
    """Times a usual day: a flood, a power cut."""


@dataclass(frozen=True)
class Place:
    name: str
    people: int
    cities: float
    """Its share of a city, or how many cities it has."""


PLACES = (
    Place("village", 900, 900 / 620_000),
    Place("city", 620_000, 1),
    Place("province", 180 * 620_000, 180),
)


def updates_a_day(place: Place, habits: Habits) -> float:
    kinds = zip((habits.errands, habits.events, habits.questions), habits.updates, strict=True)
    return place.cities * sum(many * each for many, each in kinds) / YEAR


def rows(costs: Costs, habits: Habits) -> Iterator[tuple[str, ...]]:
    def each(title: str, shown: str, figure: object) -> tuple[str, ...]:
        assert callable(figure)
        return (title, *(shown.format(figure(place)) for place in PLACES))

    def a_second(place: Place) -> float:
        return updates_a_day(place, habits) * habits.busiest / HOUR

    def matters(place: Place) -> float:
        return place.cities * (habits.errands + habits.events)

    yield each("people", "{:,}", lambda p: p.people)
    yield each("updates a day", "{:,.0f}", lambda p: updates_a_day(p, habits))
    yield each("updates/s, busiest hour", "{:,.3f}", a_second)
    yield each("the same on a bad day", "{:,.2f}", lambda p: a_second(p) * habits.bad_day)
    yield each(
        "of it, share of one core",
        "{:.2%}",
        lambda p: a_second(p) * habits.bad_day * costs.cpu,
    )
    yield each(
        "database after a year, GB",
        "{:,.2f}",
        lambda p: (p.people * costs.person + matters(p) * costs.records * costs.record) / GB,
    )
    yield each(
        "messages/s then, of Telegram's 30 a bot",
        "{:,.1f}",
        lambda p: a_second(p) * habits.bad_day * costs.messages / max(1, p.cities),
    )
    yield each(
        "photos of a year, GB",
        "{:,.1f}",
        lambda p: p.cities * habits.events * habits.photos * habits.photo / GB,
    )


def table(costs: Costs | None = None, habits: Habits | None = None) -> str:
    lines = ["| | " + " | ".join(place.name for place in PLACES) + " |"]
    lines.append("| --- " * (len(PLACES) + 1) + "|")
    shown = rows(costs or Costs(), habits or Habits())
    lines += ["| " + " | ".join(row) + " |" for row in shown]
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
