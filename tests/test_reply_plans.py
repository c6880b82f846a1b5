"""Every query that an answer waits for goes by an index, in whichever talk it is asked.

All written talks are played; what is read while an event is taken is given to the database's planner.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from bot import turns
from tests import village as villages
from tests.postgresql import CHOSEN
from tests.talks.player import Player

TALKS = sorted((Path(__file__).parent / "talks").glob("*.txt"))
FEW = re.compile(r"SCAN (anon_\d+|\(subquery|CONSTANT)")
"""Made by the query itself, out of what it found by an index."""
A_WHOLE_TABLE = re.compile(r"^SCAN ")


@contextmanager
def what_answers_wait_for(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The steps of each query, explained once while the records are as they were."""
    known: set[str] = set()
    steps: list[str] = []
    taking = 0

    def takes(*given: Any, **more: Any) -> None:
        nonlocal taking
        taking += 1
        try:
            turns.take_batch(*given, **more)
        finally:
            taking -= 1

    def asked(
        connection: Connection, _cursor: object, query: str, given: Any, _x: object, many: object
    ) -> None:
        if not taking or many or query in known or not query.lstrip().startswith("SELECT"):
            return
        known.add(query)
        raw = connection.connection.dbapi_connection
        assert raw is not None
        rows = raw.cursor()
        rows.execute(f"EXPLAIN QUERY PLAN {query}", given)
        steps.extend(f"{row[3]} <- {query}" for row in rows.fetchall())

    monkeypatch.setattr(villages, "take_batch", takes)
    event.listen(Engine, "before_cursor_execute", asked)
    try:
        yield steps
    finally:
        event.remove(Engine, "before_cursor_execute", asked)


@pytest.mark.skipif(CHOSEN == "postgresql", reason="the plans of the embedded database")
def test_no_answer_waits_for_a_whole_table(monkeypatch: pytest.MonkeyPatch) -> None:
    with what_answers_wait_for(monkeypatch) as steps:
        for talk in TALKS:
            Player().plays(talk.read_text("utf-8"))
    assert len(steps) > 100
    assert [s for s in steps if A_WHOLE_TABLE.match(s) and not FEW.match(s)] == []
