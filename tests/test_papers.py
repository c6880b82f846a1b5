"""The letter of entrustment: written from the office's template, with what is on record."""

from io import BytesIO

import pytest
from docx import Document

from bot.file_room import Gone
from bot.papers import PaperMill
from domain.requests import Move
from tests.errands import file_one, move_one
from tests.village import HOUSE, Village, world

TEMPLATES = HOUSE / "catalogue" / "templates"


@pytest.fixture
def village() -> Village:
    return Village()


async def written(village: Village, name: str) -> str:
    mill = PaperMill(village.records, world(), TEMPLATES, lambda: village.now)
    paper = b"".join([part async for part in mill(name)])
    return "\n".join(p.text for p in Document(BytesIO(paper)).paragraphs)


async def test_the_letter_names_everybody_and_the_one_matter(village: Village) -> None:
    file_one(village, "DB-20261123-0001", for_name="样例·赵大爷", relation="parent")
    move_one(village, "DB-20261123-0001", Move.ACCEPT)
    paper = await written(village, "entrustment:DB-20261123-0001")
    for fact in (
        "DB-20261123-0001",
        "样例·赵大爷",
        "样例·何大成",
        "样例·李青山",
        "样例·清泉村",
        "残疾人证",
    ):
        assert fact in paper
    assert "委托人是受托人的：父母" in paper
    assert "2026年11月23日" in paper


async def test_an_agent_who_is_not_known_yet_leaves_a_line(village: Village) -> None:
    file_one(village, "DB-20261123-0001")
    paper = await written(village, "entrustment:DB-20261123-0001")
    assert "跑腿的代办员：＿" in paper


async def test_a_request_that_does_not_exist_gets_no_letter(village: Village) -> None:
    with pytest.raises(Gone):
        await written(village, "entrustment:DB-20261123-0099")


async def test_a_name_is_a_name_and_never_a_pattern(village: Village) -> None:
    file_one(village, "DB-20261123-0001", for_name="{{ 7*7 }} <w:p>&")
    assert "{{ 7*7 }} <w:p>&" in await written(village, "entrustment:DB-20261123-0001")
