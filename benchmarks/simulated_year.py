"""A year of a village, one tick a minute, and whether the clock said what it had to.

uv run python -m benchmarks.simulated_year [days] [first day]
"""

import sys
import time
from datetime import date, timedelta

from tests.year import Life, what_the_clock_said


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 365
    first = date.fromisoformat(sys.argv[2]) if len(sys.argv) > 2 else date(2026, 1, 1)
    share = days / 365
    life = Life(
        first,
        first + timedelta(days=days - 1),
        requests=round(200 * share),
        issues=round(150 * share),
        meetings=round(40 * share),
        activities=round(60 * share),
    )
    began = time.perf_counter()
    ticks = life.run(timedelta(minutes=1), told=lambda day: print(day, flush=True))
    took = time.perf_counter() - began
    found = what_the_clock_said(life)
    print(
        f"{first}: {days} days, {ticks} ticks in {took / 60:.1f} min, {1000 * took / ticks:.2f} ms a tick"
    )
    print(f"{found.shifts} shifts, {found.reminders} reminders of duty, {found.letters} letters")
    print(f"wrong: {len(found.wrong)}")
    for line in found.wrong[:20]:
        print(" ", line)


if __name__ == "__main__":
    main()
