"""How long near-by search takes on 1,000,000 issues against 1,000: the index must not feel the difference.

uv run benchmarks/nearby_issues.py [--rows 1000000] [--open 0.01]
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from domain.entry import LANGZHONG
from domain.nearby import cell_of
from storage.database import open_sqlite
from storage.issues.lists import near
from storage.issues.tables import Issues
from storage.tables import Table
from tests.keys import with_keys

KINDS = [f"kind{n}" for n in range(60)]
OPEN_SHARE = 0.01
"""A city of 60,000 issues a year that keeps them for 15 has about 1 in 100 open."""
SEARCHES, METRES, PIECE = 500, 300, 20_000
NOW = datetime(2026, 11, 23, tzinfo=UTC)


def rows(count: int, open_share: float, chance: random.Random) -> Iterator[dict[str, Any]]:
    for n in range(count):
        latitude = chance.uniform(LANGZHONG.south, LANGZHONG.north)
        longitude = chance.uniform(LANGZHONG.west, LANGZHONG.east)
        ended = chance.random() > open_share
        at = NOW - timedelta(minutes=n)
        yield {
            "number": f"WG-{n:08}",
            "kind": chance.choice(KINDS),
            "severity": "ordinary",
            "stage": "closed" if ended else "reported",
            "area": f"511381116901{n % 999:03}",
            "tier": "grid",
            "seat_role": "grid",
            "seat_place": "511381116901",
            "source": "villager",
            "landmark": "",
            "latitude": latitude,
            "longitude": longitude,
            "cell": cell_of(latitude, longitude),
            "reported_at": at,
            "first_by": at,
            "counted_from": at,
            "due_at": at,
            "closed_at": at if ended else None,
            "look_at": None if ended else at,
        }


def filled(folder: Path, count: int, open_share: float) -> Session:
    engine = with_keys(open_sqlite(folder / f"{count}.sqlite"))
    Table.metadata.create_all(engine)
    chance = random.Random(7)
    piece: list[dict[str, Any]] = []
    with Session(engine) as session:
        for row in rows(count, open_share, chance):
            piece.append(row)
            if len(piece) == PIECE:
                session.execute(insert(Issues), piece)
                session.commit()
                piece.clear()
        if piece:
            session.execute(insert(Issues), piece)
        session.commit()
    return Session(engine)


def measured(session: Session) -> list[float]:
    """Milliseconds of each search, near places where something is open and where nothing is."""
    chance, taken = random.Random(11), []
    for _ in range(SEARCHES):
        place = (
            chance.uniform(LANGZHONG.south, LANGZHONG.north),
            chance.uniform(LANGZHONG.west, LANGZHONG.east),
        )
        begun = time.perf_counter()
        near(session, chance.choice(KINDS), place, "511381116901001", "", METRES)
        taken.append((time.perf_counter() - begun) * 1000)
    return sorted(taken)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=1_000_000)
    asked.add_argument("--open", type=float, default=OPEN_SHARE, help="share of open issues")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        medians = []
        for size in (1_000, given.rows):
            session = filled(Path(folder), size, given.open)
            measured(session)
            times = measured(session)
            p50, p99 = statistics.median(times), times[int(len(times) * 0.99)]
            medians.append(p50)
            print(f"{size:>9} issues: p50 {p50:.2f} ms, p99 {p99:.2f} ms ({SEARCHES} searches)")
            session.close()
        print(f"ratio of the medians: {medians[1] / medians[0]:.2f}")


if __name__ == "__main__":
    main()
