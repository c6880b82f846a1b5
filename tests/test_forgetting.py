"""Somebody wants to be forgotten: nothing that only concerned them can be found any more."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from bot.file_room import FileRoom
from conversations.messages import FileKind, FileRef
from storage import files
from storage.tables import Chats, Files, History, Letters, Requests, Table
from tests.errands import new_village
from tests.keys import store_in
from tests.test_clock import ask_for_insurance
from tests.village import Seat, Village

ILL = "样例·刚做了手术，走不动"


@pytest.fixture
def village() -> Village:
    return new_village()


def wants_to_be_forgotten(seat: Seat) -> str:
    seat.says("我的资料")
    seat.says("删掉我")
    return seat.presses("都删掉")


def everything(village: Village) -> str:
    """All rows of all tables, as a thief would read them."""

    def read(session: Session) -> str:
        names = [table.name for table in Table.metadata.sorted_tables]
        return str([session.execute(text(f'SELECT * FROM "{name}"')).all() for name in names])

    return village.records.run_here(read)


def test_while_an_errand_is_open_somebody_waits_for_it(village: Village) -> None:
    ask_for_insurance(village)
    daughter = village.seat("li-xiaoqin")
    daughter.says("我的资料")
    assert daughter.says("删掉我").startswith("您还有1件事在办。")


def test_staff_give_up_their_post_first(village: Village) -> None:
    agent = village.seat("agent-01")
    agent.says("我的资料")
    assert agent.says("删掉我").startswith("您还担着职务。")


def test_what_was_done_stays_without_the_name(village: Village) -> None:
    """The errand keeps its number; who comes again is met for the first time."""
    ask_for_insurance(village)
    daughter = village.seat("li-xiaoqin")
    village.seat("agent-01").presses("记一笔")
    village.seat("agent-01").says(ILL)
    written = select(History.why).where(History.what == "note")
    assert village.records.run_here(lambda s: s.execute(written).scalar()) == ILL
    village.records.run_here(lambda s: s.execute(text("UPDATE requests SET stage = 'done'")))
    assert wants_to_be_forgotten(daughter).startswith("都删掉了。")
    kept = village.records.run_here(lambda s: s.query(Requests).one())
    assert kept.number == "DB-20261123-0001"
    assert (kept.for_name, kept.note, kept.where, kept.papers) == ("", "", None, [])
    said = village.records.run_here(lambda s: s.execute(select(History.why)).scalars().all())
    assert ILL not in "".join(said)
    assert "李小琴" not in everything(village)
    letters = select(Letters.id).where(Letters.address == daughter.address)
    assert len(village.records.run_here(lambda s: s.execute(letters).all())) == 1
    chats = select(Chats.address).where(Chats.address == daughter.address)
    assert village.records.run_here(lambda s: s.execute(chats).all()) == []
    assert "要记下您的名字" in daughter.says("6")
    agent = village.seat("agent-01")
    agent.reads()
    assert "李小琴" not in agent.says("DB-20261123-0001")


async def test_the_bytes_of_their_papers_go_too(village: Village, tmp_path: Path) -> None:
    """Unless somebody else sent the very same file."""
    store = store_in(tmp_path)

    async def piece(content: bytes) -> AsyncIterator[bytes]:
        yield content

    own, _ = await store.keep(piece(b"own"))
    shared, _ = await store.keep(piece(b"shared"))
    sent = [(own, "request:A"), (shared, "request:A"), (shared, "request:B")]

    def keep(session: Session) -> None:
        for n, (digest, about) in enumerate(sent):
            photo = FileRef(f"web:{n}", FileKind.PHOTO, 1, "李小琴.jpg")
            number = files.note_file(session, photo, about, village.now)
            files.mark_kept(session, number, digest, photo)

    village.records.run_here(keep)
    village.records.run_here(lambda s: files.forget_about(s, ["request:A"]))
    room = FileRoom(village.records, store, lambda: village.now)
    running = asyncio.create_task(room.run())
    async with asyncio.timeout(5):
        while store.content(own):  # noqa: ASYNC110  # it rings no bell
            await asyncio.sleep(0.01)
    await asyncio.sleep(0.1)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    left = village.records.run_here(lambda s: s.execute(select(Files.about, Files.digest)).all())
    assert [tuple(row) for row in left] == [("request:B", shared)]
    assert store.content(shared)
