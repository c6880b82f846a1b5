"""Two who open the same invitation at the same moment, in two processes: one gets the post."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from bot.records import Records
from domain.roles import Post, Role
from storage import invitations, people
from storage.database import migrate, open_postgresql, open_sqlite
from storage.tables import Posts
from tests import postgresql
from tests.keys import with_keys
from tests.village import MONDAY

QINGQUAN = "511381116901"
ROUNDS = 5


def engines(on: str, folder: Path) -> tuple[Engine, Engine]:
    if on == "sqlite":
        return open_sqlite(folder / "x.sqlite"), open_sqlite(folder / "x.sqlite")
    address = postgresql.fresh()
    return open_postgresql(address), open_postgresql(address)


@pytest.mark.parametrize("on", ["sqlite", "postgresql"])
def test_one_of_two_at_the_same_moment_gets_the_post(on: str, tmp_path: Path) -> None:
    first, second = (Records(with_keys(engine)) for engine in engines(on, tmp_path))
    migrate(first.engine)
    barrier = threading.Barrier(2)
    for n in range(ROUNDS):
        code, post = f"code-{n}", Post(Role.AGENT, QINGQUAN)
        until = MONDAY + timedelta(days=7)
        first.run_here(lambda s: invitations.invite(s, code, post, MONDAY, until))  # noqa: B023
        both = [
            first.run_here(lambda s: people.add_person(s, "样例", "", QINGQUAN, MONDAY))
            for _ in range(2)
        ]

        def takes(records: Records, who: int, code: str = code) -> bool:
            barrier.wait()
            try:
                records.run_here(lambda s: invitations.take_post(s, code, who, MONDAY))
            except invitations.NotOpen:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            got = list(pool.map(takes, (first, second), both))
        assert sorted(got) == [False, True]
        held = select(Posts.person_id).where(Posts.person_id.in_(both))
        assert first.run_here(lambda s: len(s.execute(held).all())) == 1  # noqa: B023
    first.close()
    second.close()
