"""Minutes as a Word file: read again by python-docx, and where it is there by LibreOffice."""

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Paper

from domain.meetings.minutes import MinutesSheet, SheetAction, SheetItem, VoteLine
from papers.minutes import minutes_document, template_faults
from tests.village import HOUSE

TEMPLATE = HOUSE / "catalogue" / "templates" / "minutes.docx"
RARE = "样例·𠮷田·阿依古丽"
VOTE = VoteLine("举手表决", 14, 12, 1, 1, carried=True)
ITEM = SheetItem(
    1, "修路每家出多少钱", "样例·陈大明", (("样例·何大成", "该修\n但是太贵 <200> & 再议"),),
    "每户200元", VOTE, "表决通过", "每户200元，低保户不出", "集体补一半",
)  # fmt: skip
SHEET = MinutesSheet(
    "HY-20261123-0001", 2, "村民代表会议", "样例·清泉村村民代表会议", "样例·清泉村", "修路",
    "村委会", "2026年11月24日09:00", "2026年11月24日11:00", "样例·陈大明", "样例·冯文书", 20, 14,
    "应到20，规定至少到14，同时到会最多14，到会人数符合规定。",
    (RARE, "样例·何大成"), ("样例·李小琴（走亲戚）",), ("样例·驻村干部",), (ITEM,),
    (SheetAction("收钱", "样例·何大成", "2026年12月20日"),), 1, 3, "", "《村民委员会组织法》",
    ("第1项决定：“a”改为“b”。原因：c",),
)  # fmt: skip


def opened(sheet: MinutesSheet) -> Paper:
    return Document(BytesIO(minutes_document(TEMPLATE, sheet)))


def words_of(paper: Paper) -> str:
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_everything_that_was_kept_stands_on_the_paper() -> None:
    words = words_of(opened(SHEET))
    for text in (
        "HY-20261123-0001", "第2版", "样例·清泉村村民代表会议", "2026年11月24日09:00至2026年11月24日11:00",
        "样例·陈大明", "样例·冯文书", "应到20", RARE, "样例·李小琴（走亲戚）", "样例·驻村干部",
        "议题1：修路每家出多少钱", "每户200元", "集体补一半", "收钱", "2026年12月20日",
        "会上另外调解纠纷1件", "3张", "这一版改了什么", "“a”改为“b”", "《村民委员会组织法》", "以签了字的纸为准",
    ):  # fmt: skip
        assert text in words, text
    assert "{" not in words


def test_a_vote_and_the_tasks_are_tables() -> None:
    votes, tasks = opened(SHEET).tables
    assert [c.text for c in votes.rows[1].cells] == ["举手表决", "14", "12", "1", "1", "通过"]
    assert [c.text for c in tasks.rows[1].cells] == ["收钱", "样例·何大成", "2026年12月20日"]


def test_signs_that_mean_something_elsewhere_are_words_here() -> None:
    assert "太贵 <200> & 再议" in words_of(opened(SHEET))


def test_what_there_is_none_of_leaves_no_heading_behind() -> None:
    bare = replace(
        SHEET, absent=(), guests=(), actions=(), disputes=0, photos=0, changed=(), items=()
    )
    words = words_of(opened(bare))
    for gone in (
        "没有到会",
        "列席",
        "会后要做的事",
        "调解纠纷",
        "会议照片",
        "这一版改了什么",
        "议题",
    ):
        assert gone not in words


def test_a_body_that_cannot_decide_says_so_in_a_box() -> None:
    paper = opened(replace(SHEET, advisory="本次会议只议事。", items=(), actions=()))
    assert paper.tables[0].rows[0].cells[0].text == "本次会议只议事。"


def test_four_hundred_people_and_twenty_items_of_three_thousand_signs_are_written() -> None:
    many = replace(
        SHEET,
        attended=tuple(f"样例·人{n}" for n in range(400)),
        items=tuple(replace(ITEM, n=n, topic="长" * 3000) for n in range(1, 21)),
    )
    words = words_of(opened(many))
    assert "样例·人399" in words
    assert words.count("长" * 3000) == 20


def test_the_paper_is_a4_with_the_margins_of_official_papers() -> None:
    section = opened(SHEET).sections[0]
    sizes = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert [round(size.cm, 1) for size in sizes if size] == [21.0, 29.7, 3.7, 2.8]


@pytest.fixture
def template(tmp_path: Path) -> Path:
    return Path(shutil.copy(TEMPLATE, tmp_path / "minutes.docx"))


def rewritten(template: Path, old: str, new: str) -> Path:
    paper = Document(str(template))
    for paragraph in paper.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(old, new)
    paper.save(str(template))
    return template


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("{{ where }}", "{{ wo }}", "minutes.docx 里的“wo”不是纪要有的内容"),
        ("{{ topic }}", "题目", "minutes.docx 里少了“topic”，纪要上必须有"),
        ("{{ law }}", "{{ law", "花括号没有写对"),
        ("{{ item.decision }}", "{{ item.desicion }}", "有一处填不上"),
    ],
)
def test_a_slip_in_the_template_is_told_by_its_field_at_the_start(
    template: Path, old: str, new: str, told: str
) -> None:
    (fault,) = template_faults(rewritten(template, old, new))
    assert told in fault


def test_the_shipped_template_is_well_and_a_missing_one_is_told(tmp_path: Path) -> None:
    assert template_faults(TEMPLATE) == ()
    assert "没有 minutes.docx" in template_faults(tmp_path / "minutes.docx")[0]
    (tmp_path / "minutes.docx").write_bytes(b"no word at all")
    assert "打不开" in template_faults(tmp_path / "minutes.docx")[0]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not on this machine")
def test_libreoffice_opens_it_too(tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").write_bytes(minutes_document(TEMPLATE, SHEET))
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
    subprocess.run(
        [*command, "--convert-to", "pdf", "minutes.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=110,
    )  # fmt: skip
    assert (tmp_path / "minutes.pdf").read_bytes().startswith(b"%PDF")
