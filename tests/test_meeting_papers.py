"""Pictures and the ledger of meetings, made from records of the city's size."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.file_room import Gone
from bot.meetings.papers import MeetingPapers
from bot.meetings.rows import charted
from bot.notices.papers import NoticePapers
from conversations.messages import FileKind, FileRef
from handlers.outgoing import SendLater
from papers.annex import with_pictures
from papers.bar_chart import Series, bar_chart
from papers.canvas import wrapped
from papers.meeting_ledger import ItemRow, ledger
from papers.notice_picture import notice_picture
from papers.wall_code import wall_code
from storage.disputes.tables import Disputes
from storage.files import mark_kept
from storage.meetings.sample_past import DISPUTES, SESSIONS, load_past
from storage.meetings.tables import Bodies, Meetings
from storage.tables import Table
from tests.errands import new_village
from tests.keys import store_in
from tests.meetings import REPS, calls, meeting, opens
from tests.village import HOUSE, Village, world

CITY, TOWNSHIP, VILLAGE = "511381", "511381116", "511381116901"


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(BytesIO(picture)).size


def colours(picture: bytes) -> set[tuple[int, int, int]]:
    found = Image.open(BytesIO(picture)).convert("RGB").getcolors(1_000_000) or []
    return {colour for _, colour in found}  # type: ignore[misc]


def colours_of(picture: bytes) -> int:
    return len(colours(picture))


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def year(village: Village) -> Village:
    """Records with a year of meetings of the size the city counts."""
    village.records.run_here(partial(load_past, now=village.now))
    return village


def papers(village: Village, folder: Path) -> MeetingPapers:
    templates, store = HOUSE / "catalogue" / "templates", store_in(folder)
    return MeetingPapers(village.records, world(), templates, store, lambda: village.now)


def test_the_sample_has_the_size_of_the_city(year: Village) -> None:
    def count(session: Session, table: type[Table]) -> int:
        return session.execute(select(func.count()).select_from(table)).scalar_one()

    tables: tuple[type[Table], ...] = (Bodies, Meetings, Disputes)
    counts = [year.records.run_here(partial(count, table=table)) for table in tables]
    assert counts == [216, SESSIONS, DISPUTES]
    assert year.records.run_here(partial(load_past, now=year.now)) == 0


def test_figures_are_by_month_and_kind_and_add_up(year: Village) -> None:
    since = year.now - timedelta(days=366)

    def drawn(place: str) -> tuple[int, str]:
        made = year.records.run_here(
            partial(charted, world=world(), place=place, since=since, until=year.now)
        )
        assert len(made.months) == 12
        return sum(sum(s.values) for s in made.series), made.title

    city, township, one = drawn(CITY), drawn(TOWNSHIP), drawn(VILLAGE)
    assert city[0] > township[0] > one[0] > 0
    assert city[1].startswith("阆中市 开会1300次，调解成600件")


@pytest.mark.asyncio
async def test_the_chart_and_the_ledger_of_the_city_are_made(year: Village, tmp_path: Path) -> None:
    chart = await papers(year, tmp_path).chart(f"{CITY}:x:1")
    assert size_of(chart)[0] == 1080
    assert colours_of(chart) > 100
    book = load_workbook(
        BytesIO(await papers(year, tmp_path).ledger(f"{TOWNSHIP}:x:1")), read_only=True
    )
    assert book.sheetnames == ["会议", "议题", "任务"]
    rows = list(book["会议"].iter_rows(min_row=3, values_only=True))
    assert len(rows) > 100
    assert all(str(row[0]).startswith("HY-") for row in rows)


@pytest.mark.asyncio
async def test_minutes_and_the_wall_code_come_from_the_records(
    village: Village, tmp_path: Path
) -> None:
    chen = village.seat("secretary-01")
    number = calls(chen, REPS, "修路")
    made = papers(village, tmp_path)
    with pytest.raises(Gone):
        await made.wall_code(number)
    village.passes(hours=24)
    opens(chen, number)
    assert size_of(await made.wall_code(number)) == (1240, 1754)
    with pytest.raises(Gone):
        await made.minutes(f"{number}:1:20261124100000")
    chen.says(number)
    chen.presses("散会")
    chen.presses("没议的下次再议")
    with ZipFile(BytesIO(await made.minutes(f"{number}:1:20261124100000"))) as word:
        assert "word/document.xml" in word.namelist()
    with pytest.raises(Gone):
        await NoticePapers(village.records, world()).picture("GS-20261123-0009:1")


def test_a_month_without_meetings_stands_there_empty() -> None:
    empty = bar_chart("样例", ["1月", "2月"], [Series("会", (0, 0))])
    some = bar_chart("样例", ["1月", "2月"], [Series("会", (0, 3))])
    blue = (0x25, 0x63, 0xEB)
    drawn = [blue in colours(picture) for picture in (empty, some)]
    assert drawn == [False, True]


def test_two_years_and_ten_kinds_are_still_drawn() -> None:
    months = [f"{n}月" for n in range(1, 25)]
    series = [Series(f"很长的会议名字第{k}种", tuple(range(24))) for k in range(10)]
    wide, high = size_of(bar_chart("样例", months, series, "说明"))
    assert wide == 1080
    assert high > 700


@pytest.mark.parametrize("text", ["短。", "长长的公示内容。" * 400, "一行\n" * 60, ""])
def test_a_notice_fits_a_page_whatever_its_length(text: str) -> None:
    picture = notice_picture(
        "样例·公示" * 12, text, "公示：今天到明天", "请在明天前说", "http://x/n/GS"
    )
    assert size_of(picture) == (1240, 1754)
    assert colours_of(picture) > 10


def test_words_are_broken_into_lines_that_fit() -> None:
    lines = wrapped("一二三四五六七八九十" * 5, 40, 400)
    assert "".join(lines) == "一二三四五六七八九十" * 5
    assert all(len(line) <= 10 for line in lines)


def test_the_wall_code_is_a_page() -> None:
    page = wall_code("很长的题目" * 20, "样例", "471123", "http://127.0.0.1:8080/m/471123")
    assert size_of(page) == (1240, 1754)


def test_what_looks_like_a_formula_stays_words(tmp_path: Path) -> None:
    file = tmp_path / "ledger.xlsx"
    row = ItemRow("HY-1", 1, "=1+1", "定了", 1, 0, 0, "@SUM(A1)")
    file.write_bytes(ledger("台账", (), (row,), ()))
    sheet = load_workbook(file)["议题"]
    values = [cell.value for cell in sheet[3]]
    assert values[2] == "'=1+1"
    assert values[7] == "'@SUM(A1)"


def photo(colour: str) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(drawn, "JPEG")
    return drawn.getvalue()


def test_photos_stand_behind_the_minutes_two_in_a_row() -> None:
    paper = BytesIO()
    Document().save(paper)
    pictures = [photo("red"), b"no picture", photo("green"), photo("blue")]
    made = Document(BytesIO(with_pictures(paper.getvalue(), pictures, "附：会议照片")))
    assert len(made.inline_shapes) == 3
    assert len(made.tables[0].rows) == 2
    assert "附：会议照片" in [p.text for p in made.paragraphs]
    assert with_pictures(paper.getvalue(), [b"no picture"], "x") == paper.getvalue()


@pytest.mark.asyncio
async def test_minutes_wait_for_photos_that_are_on_their_way_and_then_show_them(
    village: Village, tmp_path: Path
) -> None:
    chen = village.seat("secretary-01")
    number = calls(chen, REPS, "修路")
    village.passes(hours=24)
    opens(chen, number)
    chen.presses("放照片")
    chen.sends_photo()
    chen.presses("够了")
    chen.says(number)
    chen.presses("散会")
    chen.presses("没议的下次再议")
    made = papers(village, tmp_path)
    with pytest.raises(SendLater):
        await made.minutes(f"{number}:1:x")

    async def bytes_of() -> AsyncIterator[bytes]:
        yield photo("red")

    digest, _ = await made.store.keep(bytes_of())
    kept = meeting(village, number).photos[0]
    ref = FileRef("web:x", FileKind.PHOTO, 9, "photo.jpg", "image/jpeg")
    village.records.run_here(partial(mark_kept, number=kept, digest=digest, file=ref))
    paper = Document(BytesIO(await made.minutes(f"{number}:1:x")))
    assert len(paper.inline_shapes) == 1
