"""Whether the house slows down as its records grow: the yardstick's talk beside 0, 10⁵ and 10⁶ records.

A record is a topic with its line of history, two letters that went out and the event it came with; beside
them stand 620,000 people in 700 villages. Takes turns, so that a noisy minute spoils nobody alone:
uv run python -m benchmarks.growth [rounds] [records …]
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, insert

from benchmarks.yardstick.__main__ import PEERS, Figures, runs
from benchmarks.yardstick.house import VILLAGE
from bot.house import open_house
from bot.plainly import settings
from storage.tables import Table

PEOPLE, VILLAGES = 620_000, 700
PIECE = 10_000
CUNBANG = next(peer for peer in PEERS if "SQLite" in peer.name)
BODY = {"text": "样例：收到了。", "rows": [], "menu": [], "wish": "", "ask": "", "files": []}
Row = dict[str, object]


def place(n: int) -> str:
    """The village of the talk is one of them."""
    return VILLAGE if n % VILLAGES == 0 else f"9{n % VILLAGES:011d}"


def fill(folder: Path, records: int) -> None:
    """A house that has been open for a while; nothing where it has no records at all."""
    os.environ |= {"CUNBANG_SAMPLE": "1", "CUNBANG_DATA": str(folder), "CUNBANG_LOG": "error"}
    house = open_house(settings())
    then = house.now() - timedelta(days=30)

    def person(n: int) -> Row:
        return {"name": f"样例·人{n}", "village": place(n), "created_at": then}

    def topic(n: int) -> Row:
        return {
            "number": f"YS-X-{n}",
            "place": place(n),
            "person_id": 1 + n % PEOPLE,
            "words": "样例的事",
            "raised_at": then,
            "state": "settled",
        }

    def history(n: int) -> Row:
        about = f"topic:YS-X-{n}"
        return {"about": about, "at": then, "who_id": 1 + n % PEOPLE, "what": "raise", "files": []}

    def letter(n: int) -> Row:
        return {
            "key": f"old:{n}",
            "address": f"telegram:{10**6 + n % 10**5}",
            "channel": "telegram",
            "state": "sent",
            "body": BODY,
            "ref": str(n),
            "send_after": then,
            "posted_at": then,
            "sent_at": then,
        }

    def event(n: int) -> Row:
        return {"id": f"telegram:42:old{n}", "at": then}

    with house.records.engine.begin() as connection:
        if records:
            add(connection, "people", person, range(PEOPLE))
        for name, row, many in (
            ("topics", topic, 1),
            ("history", history, 1),
            ("letters", letter, 2),
            ("seen_events", event, 1),
        ):
            add(connection, name, row, range(many * records))
    house.records.close()


def add(
    connection: Connection, name: str, row: Callable[[int], Row], numbers: Iterable[int]
) -> None:
    statement = insert(Table.metadata.tables[name])
    rows = map(row, numbers)
    while piece := list(islice(rows, PIECE)):
        connection.execute(statement, piece)


def main(rounds: int, sizes: list[int]) -> None:
    found: dict[int, list[Figures]] = {size: [] for size in sizes}
    with tempfile.TemporaryDirectory() as top:
        for size in sizes:
            fill(Path(top) / str(size), size)
            print(f"{size} records stand", flush=True)
        for _ in range(rounds):
            for size in sizes:
                figures = runs(CUNBANG, 0, Path(top), "", Path(top) / str(size))
                found[size].append(figures)
                print(size, json.dumps(figures), flush=True)
    print("| records | updates/s | of none | CPU µs per update |\n| --- | --- | --- | --- |")
    rates = {s: median(f["updates"] / f["seconds"] for f in found[s]) for s in sizes}
    for size, rate in rates.items():
        cpu = median(f["cpu"] / f["updates"] for f in found[size])
        print(f"| {size:,} | {rate:.0f} | {rate / rates[sizes[0]]:.2f} | {1e6 * cpu:.0f} |")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 3, given[1:] or [0, 10**5, 10**6])
