"""How long it takes to draw a roster: 30 people, 92 days, with leave and with pairs.

uv run python -m benchmarks.rota
"""

from datetime import date, timedelta
from time import perf_counter

from domain.duty.drawing import draw
from domain.duty.rota import Candidate, Drawn, Wish

FIRST, LAST = date(2026, 1, 1), date(2026, 4, 2)
RUNS = 3


def crowd(n: int, away: int = 0) -> tuple[Candidate, ...]:
    """Each is on leave for so many days, one after the other."""
    return tuple(
        Candidate(p, frozenset(FIRST + timedelta(days=2 * p + k) for k in range(away)))
        for p in range(1, n + 1)
    )


def main() -> None:
    draw(Wish(FIRST, FIRST, crowd(2)))  # the solver is read
    wishes = {
        "30 people, 92 days": Wish(FIRST, LAST, crowd(30)),
        "the same, nine days of leave each": Wish(FIRST, LAST, crowd(30, 9)),
        "the same in pairs, 8 women": Wish(
            FIRST, LAST, crowd(30, 9), together=2, women=frozenset(range(1, 9))
        ),
        "6 people, 92 days": Wish(FIRST, LAST, crowd(6)),
    }
    for name, wish in wishes.items():
        times = []
        for _ in range(RUNS):
            began = perf_counter()
            found = draw(wish)
            times.append(perf_counter() - began)
        drawn = "drawn" if isinstance(found, Drawn) else "impossible"
        print(f"{name}: {drawn}, {' '.join(f'{t:.2f}' for t in times)} s")


if __name__ == "__main__":
    main()
