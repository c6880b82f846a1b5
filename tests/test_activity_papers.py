"""Posters, record sheets, tables and charts of volunteering."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from io import BytesIO
from zlib import decompress

import pytest
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import func, select

from bot.activities.papers import ActivityPapers
from bot.activities.rows import charted, poster_of, year_of
from bot.file_room import Gone
from domain.activities.record import RecordSheet, SheetRow, hours_words
from papers.poster import Poster, poster
from papers.record_sheet import record_sheet
from storage.activities.sample import ACTIVITIES, GROUPS, load_activities, load_groups
from storage.activities.tables import Activities, RecordSheets, VolunteerGroups
from storage.sample import sample_person
from tests.activities import SATURDAY, activity, calls, checks_in, checks_out, signs_up
from tests.village import Seat, Village, sample, world

pytest_plugins = ("tests.activity_seats",)
VILLAGE = "511381116901"
A4 = (1240, 1754)
LONG = Poster(
    "帮" * 60, "清河道、环境整治", "样例·清泉村柑橘产业党小组1", (("时间", "样" * 100), ("地点", "例" * 100)),
    "当心" * 50, "联系：样例·陈大明", "http://127.0.0.1:8080/a/ZY-20261123-0001", "ZY-20261123-0001",
)  # fmt: skip
ROW = SheetRow(
    "ZY-20261128-0001", "2026-11-28", "清河沟", "捡垃圾", "老桥头", "09:00—12:00", 150, "清泉村", "样例·𠮷", 5
)  # fmt: skip
SHEET = RecordSheet(
    "JL-20261128-0001", "check", "样例·李小琴", "样例·清泉村", date(2026, 1, 1), date(2026, 11, 28),
    (ROW,) * 3, 1, date(2026, 11, 28),
)  # fmt: skip


@pytest.fixture
def given(village: Village) -> tuple[Village, str, Seat]:
    """Two hours confirmed of one volunteer."""
    chen, li = village.seat("secretary-01"), village.seat("li-xiaoqin")
    number = calls(chen)
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=2)
    checks_out(li, number)
    village.passes(days=2)
    chen.says("核对时间")
    chen.presses("1 清")
    chen.presses("都对")
    return village, number, li


def papers(village: Village) -> ActivityPapers:
    return ActivityPapers(village.records, world(), lambda: village.now)


def person(village: Village, key: str) -> int:
    found = village.records.run_here(lambda s: sample_person(s, key))
    assert found is not None
    return found


def test_a_poster_is_a_sheet_of_paper_however_much_is_written() -> None:
    for shown in (LONG, replace(LONG, title="扫院坝", rows=(("时间", "明天"),), warning="")):
        assert Image.open(BytesIO(poster(shown))).size == A4


def test_a_poster_names_what_counts(village: Village) -> None:
    number = calls(village.seat("secretary-01"), places="10", until="前一天晚上8点")
    shown = poster_of(world(), activity(village, number))
    told = dict(shown.rows)
    assert told["时间"] == "2026年11月28日（周六）09:00—12:00"
    assert told["报名到"] == "2026年11月27日20:00"
    assert told["要几人"] == "10人"
    assert told["带什么"] == "手套"
    assert shown.link.endswith(f"/a/{number}")
    assert "13800000021" in shown.contact


async def test_papers_that_are_gone_are_gone(village: Village) -> None:
    for make in (papers(village).poster, papers(village).record_sheet):
        with pytest.raises(Gone):
            await make("ZY-20990101-0001")


def test_a_record_sheet_is_a_pdf_of_as_many_pages_as_it_takes() -> None:
    short, long = (record_sheet(replace(SHEET, rows=(ROW,) * n), "http://x/r/1/2") for n in (3, 40))
    assert short.startswith(b"%PDF")
    assert pages(short) == 1
    assert pages(long) >= 2


def pages(pdf: bytes) -> int:
    return pdf.count(b"/Type /Page\n")


def test_a_record_sheet_carries_its_own_letters() -> None:
    """A printer's shop has no Chinese font of ours: the letters used go along."""
    made = record_sheet(SHEET, "http://x/r/1/2")
    assert b"/FontFile3" in made
    parts = made.split(b"stream\n")[1:]
    assert any(b"Tj" in part or b"TJ" in part for part in map(_plain, parts))


def _plain(part: bytes) -> bytes:
    try:
        return decompress(part)
    except Exception:  # noqa: BLE001  # pictures and letters are packed otherwise
        return part


async def test_a_sheet_is_made_from_what_was_confirmed(given: tuple[Village, str, Seat]) -> None:
    village, _, li = given
    li.says("记录单")
    li.presses("今年的")
    number = village.records.run_here(lambda s: s.execute(select(RecordSheets.number)).scalar_one())
    assert (await papers(village).record_sheet(number)).startswith(b"%PDF")


async def test_tables_are_plain_values(given: tuple[Village, str, Seat]) -> None:
    village, number, _ = given
    me, chen = person(village, "li-xiaoqin"), person(village, "secretary-01")
    own = load_workbook(BytesIO(await papers(village).own_table(f"{me}:x"))).active
    assert own is not None
    rows = [[cell.value for cell in row] for row in own.iter_rows(min_row=3)]
    assert rows[0][:3] == [number, "清老桥下的河沟", "清河道、环境整治"]
    assert rows[0][6] == 2
    book = load_workbook(BytesIO(await papers(village).entry_table(f"{chen}:x")))
    entry = [[cell.value for cell in row] for row in book["志愿服务时间"].iter_rows()]
    assert entry[0][:3] == ["姓名", "证件类型", "证件号码"]
    assert entry[1][:4] == ["样例·李小琴", None, None, "13800000002"]
    assert entry[1][9] == 2
    assert f"{entry[1][13]:%Y-%m-%d}" == "2026-12-11"


def test_charts_count_hours_by_kind_and_nobody_by_name(given: tuple[Village, str, Seat]) -> None:
    village, _, _ = given
    since, until = village.now - timedelta(days=366), village.now
    drawn = village.records.run_here(
        partial(charted, world=world(), place=VILLAGE, since=since, until=until)
    )
    assert drawn.title == "样例·清泉村 志愿服务2小时，活动1次"
    assert [(s.name, sum(s.values)) for s in drawn.series] == [("清河道、环境整治", 2)]
    assert "李小琴" not in repr(drawn)
    year = village.records.run_here(
        partial(year_of, world=world(), person=person(village, "li-xiaoqin"), now=village.now)
    )
    assert year.title == "样例·李小琴 2026年：1次，2小时"
    assert sum(year.series[0].values) == 2


async def test_every_picture_can_be_made(given: tuple[Village, str, Seat]) -> None:
    village, number, _ = given
    made = papers(village)
    for drawn in (
        await made.poster(f"{number}:x"),
        await made.chart(f"{VILLAGE}:x:1"),
        await made.year_picture(f"{person(village, 'li-xiaoqin')}:x"),
    ):
        assert Image.open(BytesIO(drawn)).format == "PNG"


def test_the_sample_has_the_city_s_groups_and_a_year(village: Village) -> None:
    run = village.records.run_here
    assert run(lambda s: load_groups(s, sample().city)) == 0
    assert run(lambda s: s.scalar(select(func.count()).select_from(VolunteerGroups))) == GROUPS
    assert run(lambda s: load_activities(s, village.now)) == ACTIVITIES
    assert run(lambda s: load_activities(s, village.now)) == 0
    assert run(lambda s: s.scalar(select(func.count()).select_from(Activities))) == ACTIVITIES


@pytest.mark.parametrize(("minutes", "shown"), [(150, "2.5"), (45, "0.75"), (60, "1"), (0, "0")])
def test_hours_are_shown_short(minutes: int, shown: str) -> None:
    assert hours_words(minutes) == shown
