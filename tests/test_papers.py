"""The documents the house writes: with what is on record, when it is there, for whom it is meant."""

import json
from collections.abc import Sequence
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image
from sqlalchemy.orm import Session

from bot.file_room import Gone
from bot.file_store import FileStore
from bot.papers import PaperMill
from conversations.entries import Spoken
from conversations.issues.effects import LogVisit, MoveIssue
from domain.issues.issue import Issue, Seat
from domain.issues.kinds import Severity
from domain.requests import Move
from domain.roles import Role
from handlers.outgoing import SendLater
from storage.files import file_numbered, mark_kept, mark_refused
from storage.issues.keeping import log_visit, move_issue
from storage.issues.lists import issue_numbered
from tests.errands import file_one, move_one, person
from tests.issues import GRID, file_an_issue, picture
from tests.keys import store_in
from tests.pictures import written as drawn_as
from tests.village import HOUSE, Village, world

TEMPLATES = HOUSE / "catalogue" / "templates"
NUMBER = "WG-20261123-0012"
VILLAGE = GRID[:12]


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return store_in(tmp_path)


async def made(village: Village, name: str, store: FileStore | None = None) -> bytes:
    store = store or store_in(TEMPLATES)
    mill = PaperMill(village.records, world(), TEMPLATES, store, lambda: village.now)
    return b"".join([part async for part in mill(name)])


async def written(village: Village, name: str) -> str:
    paper = await made(village, name)
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


@pytest.mark.parametrize(
    "name",
    ["poem:1", "", "compare:WG-20261123-0099:1", "ledger:511381:20261123090000:9999", "ledger:1"],
)
async def test_what_nobody_can_make_is_refused(village: Village, name: str) -> None:
    with pytest.raises(Gone):
        await made(village, name)


def the_issue(session: Session) -> Issue:
    issue = issue_numbered(session, NUMBER)
    assert issue
    return issue


def mended(village: Village, *names: str) -> None:
    """Said to be mended, with these pictures of the fix."""

    def do(session: Session) -> None:
        issue = the_issue(session)
        photos = tuple(picture(name) for name in names)
        move = MoveIssue(issue, issue.moves, "do", Spoken(""), photos, mended=True)
        move_issue(session, move, None, world().catalogue.issues, village.now)

    village.records.run_here(do)


async def arrives(village: Village, store: FileStore, number: int, colour: str) -> None:
    """The bytes of a picture, in one colour."""
    digest = await kept_in(store, drawn_as(Image.new("RGB", (400, 300), colour)))
    file = village.records.run_here(partial(file_numbered, number=number))
    assert file
    mark = partial(mark_kept, number=number, digest=digest, file=file.ref())
    village.records.run_here(mark)


async def kept_in(store: FileStore, data: bytes) -> str:
    async def stream() -> Any:
        yield data

    return (await store.keep(stream()))[0]


def colours(data: bytes) -> list[str]:
    """Of the two pictures, by their strongest part."""
    image = Image.open(BytesIO(data))
    found = [image.getpixel((x, 300)) for x in (400, 1200)]
    return ["red" if p[0] > 150 else "lime" if p[1] > 150 else "blue" for p in found]  # type: ignore[index]


async def test_before_and_after_wait_for_their_pictures(village: Village, store: FileStore) -> None:
    file_an_issue(village, NUMBER, photos=(picture("a"), picture("b")))
    mended(village, "c")
    issue = village.records.run_here(the_issue)
    with pytest.raises(SendLater):
        await made(village, f"compare:{NUMBER}:1", store)
    await arrives(village, store, issue.photos[0], "red")
    with pytest.raises(SendLater):
        await made(village, f"compare:{NUMBER}:1", store)
    await arrives(village, store, issue.after[0], "lime")
    assert colours(await made(village, f"compare:{NUMBER}:1", store)) == ["red", "lime"]


async def test_after_not_fixed_the_newest_fix_is_shown(village: Village, store: FileStore) -> None:
    file_an_issue(village, NUMBER, photos=(picture("a"),))
    mended(village, "c")
    mended(village)
    mended(village, "d", "e")
    issue = village.records.run_here(the_issue)
    for number, colour in zip((*issue.photos, *issue.after), ("red", "lime", "blue", "lime")):  # noqa: B905
        await arrives(village, store, number, colour)
    assert colours(await made(village, f"compare:{NUMBER}:3", store)) == ["red", "blue"]


async def test_a_picture_that_is_lost_gives_way_to_the_next(
    village: Village, store: FileStore
) -> None:
    file_an_issue(village, NUMBER, photos=(picture("a"), picture("b")))
    with pytest.raises(Gone):
        await made(village, f"compare:{NUMBER}:1", store)
    mended(village, "c")
    issue = village.records.run_here(the_issue)
    village.records.run_here(partial(mark_refused, number=issue.photos[0]))
    await arrives(village, store, issue.photos[1], "blue")
    await arrives(village, store, issue.after[0], "lime")
    assert colours(await made(village, f"compare:{NUMBER}:1", store)) == ["blue", "lime"]
    village.records.run_here(partial(mark_refused, number=issue.after[0]))
    with pytest.raises(Gone):
        await made(village, f"compare:{NUMBER}:1", store)


async def test_the_map_of_a_village_is_drawn(village: Village) -> None:
    file_an_issue(village, NUMBER)
    image = Image.open(BytesIO(await made(village, f"map:{VILLAGE}:20261123090000:1")))
    assert (image.format, image.size) == ("PNG", (1080, 1350))


def asked_by(village: Village, key: str, kind: str = "ledger", place: str = VILLAGE) -> str:
    who = village.records.run_here(partial(person, key=key))
    return f"{kind}:{place}:20261123090000:{who}"


def all_sorts(village: Village) -> None:
    """A lamp, a quarrel among neighbours, and a complaint about misconduct."""
    supervisors = Seat("supervision", Role.SUPERVISOR, "511381")
    file_an_issue(village, "WG-20261123-0001")
    file_an_issue(village, "WG-20261123-0002", kind="neighbour", words="隔壁骂我")
    complaint: dict[str, Any] = {
        "kind": "bribe",
        "severity": Severity.COMPLAINT,
        "seat": supervisors,
    }
    file_an_issue(village, "WG-20261123-0003", **complaint)


async def ledger_of(village: Village, key: str, place: str = VILLAGE) -> Workbook:
    return load_workbook(BytesIO(await made(village, asked_by(village, key, place=place))))


def column(book: Workbook, sheet: str = "台账", letter: str = "A") -> Sequence[object]:
    return [cell.value for cell in book[sheet][letter]][2:]


async def test_a_secretary_gets_the_ledger_of_the_village_and_its_visits(village: Village) -> None:
    all_sorts(village)
    visit = LogVisit("ZF-20261123-0001", GRID, "三组赵大爷家", "elder", Spoken("都好"))
    officer = village.records.run_here(partial(person, key="grid-09"))
    village.records.run_here(partial(log_visit, visit=visit, who=officer, now=village.now))
    book = await ledger_of(village, "secretary-01")
    assert book["台账"]["A1"].value == "样例·清泉村 网格问题台账（到2026年11月23日）"
    assert column(book) == ["WG-20261123-0002", "WG-20261123-0001"]
    assert column(book, letter="G") == ["（关系到人，不写）", "路灯不亮"]
    assert column(book, "走访") == ["ZF-20261123-0001"]


async def test_nobody_gets_more_in_a_ledger_than_they_may_see(village: Village) -> None:
    all_sorts(village)
    next_grid = await ledger_of(village, "grid-10")
    assert column(next_grid) == ["WG-20261123-0001"]
    assert next_grid.sheetnames == ["台账", "统计"]
    assert column(await ledger_of(village, "secretary-02")) == []
    supervisors = await ledger_of(village, "supervisor", "511381")
    assert column(supervisors) == ["WG-20261123-0003"]


async def test_geojson_holds_what_is_about_places(village: Village) -> None:
    all_sorts(village)
    for key, numbers in (("secretary-01", ["WG-20261123-0001"]), ("secretary-02", [])):
        collection = json.loads(await made(village, asked_by(village, key, "geojson")))
        assert [feature["id"] for feature in collection["features"]] == numbers
