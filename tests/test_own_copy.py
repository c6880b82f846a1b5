"""带走一份: what is held of somebody, as a file for themselves."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from sqlalchemy import select

from bot.own_copy import OwnCopies
from storage.files import file_numbered
from storage.tables import Files
from tests.errands import new_village
from tests.issues import file_an_issue
from tests.test_clock import ask_for_insurance
from tests.village import Seat, Village, world


@pytest.fixture
def village() -> Village:
    return new_village()


async def copy_for(village: Village, seat: Seat) -> Workbook:
    seat.says("我的资料")
    assert "都在这个 Excel 里" in seat.says("带走一份")
    number = village.records.run_here(lambda s: s.execute(select(Files.id)).scalars().all()[-1])
    file = village.records.run_here(lambda s: file_numbered(s, number))
    assert file
    assert file.name == "我的资料.xlsx"  # nothing of whom it is
    _, kind, subject = file.source.split(":", 2)
    assert kind == "own_copy"
    made = await OwnCopies(village.records, world(), lambda: village.now).make(subject)
    return load_workbook(BytesIO(made))


def rows(book: Workbook, sheet: str) -> list[tuple[object, ...]]:
    return [tuple(row) for row in book[sheet].iter_rows(values_only=True)]


async def test_a_villager_takes_along_what_is_held_of_them(village: Village) -> None:
    ask_for_insurance(village)
    village.seat("agent-01").says("DB-20261123-0001")
    file_an_issue(village, "WT-20261123-0007", by="li-xiaoqin", words="=路灯不亮")
    book = await copy_for(village, village.seat("li-xiaoqin"))
    assert book.sheetnames == ["我", "办的事", "反映的问题", "志愿服务", "谁看过"]
    assert ("名字", "样例·李小琴") in rows(book, "我")
    assert [row[0] for row in rows(book, "办的事")] == ["编号", "DB-20261123-0001"]
    (_, issue) = rows(book, "反映的问题")
    assert (issue[0], issue[5]) == ("WT-20261123-0007", "'=路灯不亮")
    (_, look) = rows(book, "谁看过")
    assert look[1:] == ("样例·李青山", "样例·清泉村代办员", "您的电话", "DB-20261123-0001")


async def test_of_others_nothing_is_in_it(village: Village) -> None:
    """Neither by the agent who filed it, nor by somebody who follows a report."""
    ask_for_insurance(village)
    file_an_issue(village, "WT-20261123-0007")
    book = await copy_for(village, village.seat("agent-01"))
    assert [row[0] for row in rows(book, "办的事")] == ["编号"]
    assert [row[0] for row in rows(book, "反映的问题")] == ["编号"]
