"""Who of the staff saw somebody's phone or papers is written down, and told to the person."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.web_files import WebFiles
from conversations.messages import FileKind, FileRef
from storage.files import mark_kept
from storage.sample import sample_person
from storage.tables import Files, Looks, Requests
from tests.errands import new_village
from tests.issues import file_an_issue
from tests.keys import store_in
from tests.reported import takes
from tests.test_clock import ask_for_insurance
from tests.village import Seat, Village, world


@pytest.fixture
def village() -> Village:
    return new_village()


def who_looked(seat: Seat) -> str:
    seat.says("我的资料")
    return seat.says("谁看过")


def test_nobody_has_looked_yet(village: Village) -> None:
    assert who_looked(village.seat("li-xiaoqin")) == "到现在没有人看过您的电话、住处和材料。"


def test_a_card_with_a_phone_is_a_look_once_a_day(village: Village) -> None:
    """However often the agent opens it; the next day is another look."""
    ask_for_insurance(village)
    daughter, agent = village.seat("li-xiaoqin"), village.seat("agent-01")
    for _ in range(3):
        agent.says("DB-20261123-0001")
    told = who_looked(daughter)
    assert told.count("样例·李青山（样例·清泉村代办员）：您的电话，DB-20261123-0001") == 1
    village.passes(days=1)
    agent.says("DB-20261123-0001")
    assert who_looked(daughter).count("您的电话") == 2


def test_who_files_for_themselves_is_not_told_of_themselves(village: Village) -> None:
    ask_for_insurance(village)
    village.seat("li-xiaoqin").says("DB-20261123-0001")
    whose = village.records.run_here(lambda s: {*s.execute(select(Looks.who_id)).scalars()})
    me = village.records.run_here(lambda s: s.execute(select(Looks.whose_id)).scalars().first())
    assert me not in whose


async def test_a_paper_that_is_opened_is_a_look(village: Village, tmp_path: Path) -> None:
    daughter = village.seat("li-xiaoqin")
    daughter.says("医保缴费")
    for label in ("▶", "接着办", "我自己", "同意", "送到村里"):
        daughter.presses(label)
    daughter.sends_photo()
    for label in ("够了", "以后再补", "没有了", "送出去"):
        daughter.presses(label)
    agent = village.seat("agent-01")
    agent.presses("我来办")
    (number,) = village.records.run_here(lambda s: s.execute(select(Files.id)).scalars())

    async def pieces() -> AsyncIterator[bytes]:
        yield b"abc"

    digest, _ = await store_in(tmp_path).keep(pieces())
    picture = FileRef("web:x", FileKind.PHOTO, 1, "a.jpg", "image/jpeg")
    village.records.run_here(lambda s: mark_kept(s, number, digest, picture))
    door = WebFiles(village.records, store_in(tmp_path), world().catalogue, lambda: village.now)
    assert await door.open(daughter.address, number)
    assert "您的材料" not in who_looked(daughter)
    assert await door.open(agent.address, number)
    assert "样例·李青山（样例·清泉村代办员）：您的材料" in who_looked(daughter)


def test_whoever_is_shown_the_phone_of_a_reporter_has_looked(village: Village) -> None:
    file_an_issue(village, "WG-20261123-0007")
    officer, reporter = village.seat("grid-09"), village.seat("he-dacheng")
    takes(officer, "WG-20261123-0007")
    assert "13800000003" in officer.says("WG-20261123-0007")
    told = who_looked(reporter)
    assert "您的电话，WG-20261123-0007" in told
    assert "网格员" in told


def test_colleagues_who_see_each_others_numbers_do_their_work(village: Village) -> None:
    file_an_issue(village, "WG-20261123-0007")
    takes(village.seat("grid-09"), "WG-20261123-0007")
    assert "13800000081" in village.seat("secretary-01").says("WG-20261123-0007")
    whose = village.records.run_here(lambda s: {*s.execute(select(Looks.whose_id)).scalars()})
    reporter = village.records.run_here(lambda s: sample_person(s, "he-dacheng"))
    assert whose == {reporter}


def test_where_somebody_lives_is_a_look_too(village: Village) -> None:
    ask_for_insurance(village)
    home = {"text": "样例·三组黄葛树下第二家", "lat": None, "lon": None}
    village.records.run_here(lambda s: s.execute(update(Requests).values(where=home)))
    village.seat("agent-01").presses("我来办")
    assert "您说的地方，DB-20261123-0001" in who_looked(village.seat("li-xiaoqin"))
