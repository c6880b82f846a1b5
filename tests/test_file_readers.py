"""Who may open which file at the web door."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot.file_readers import readable
from bot.web_files import WebFiles
from conversations.entries import Spoken
from conversations.issues.effects import LogVisit
from conversations.messages import FileKind, FileRef
from domain.issues.issue import Seat
from domain.issues.kinds import Severity
from domain.roles import Role
from storage.files import mark_kept, note_file
from storage.issues.keeping import log_visit
from storage.outbox import Letter, post
from tests.errands import file_one, person
from tests.issues import GRID, file_an_issue, picture
from tests.keys import store_in
from tests.village import Seat as Chair
from tests.village import Village, world

NUMBER = "WG-20261123-0012"
VOICE = FileRef("web:v:x", FileKind.VOICE, 10, "v.ogg", "audio/ogg")
PEOPLE = (
    "he-dacheng",
    "li-xiaoqin",
    "agent-01",
    "grid-09",
    "grid-10",
    "secretary-01",
    "secretary-02",
    "township-01",
    "supervisor",
)


@pytest.fixture
def village() -> Village:
    return Village()


def file_of(village: Village, about: str, ref: FileRef | None = None) -> int:
    note = partial(note_file, file=ref or picture("a"), about=about, now=village.now)
    return village.records.run_here(note)


def opens(village: Village, chair: Chair, number: int) -> bool:
    laid_down = world().catalogue
    read = partial(readable, address=chair.address, number=number, laid_down=laid_down)
    return village.records.run_here(read) is not None


def readers(village: Village, number: int, people: Sequence[str] = PEOPLE) -> list[str]:
    return [key for key in people if opens(village, village.seat(key), number)]


def test_a_file_of_a_request_is_for_whom_it_concerns(village: Village) -> None:
    file_one(village, "DB-20261123-0001")
    assert readers(village, file_of(village, "request:DB-20261123-0001")) == ["he-dacheng"]
    assert readers(village, file_of(village, "request:DB-20261123-0099")) == []


def test_what_was_made_for_somebody_is_for_nobody_else(village: Village) -> None:
    me = village.records.run_here(partial(person, key="secretary-01"))
    assert readers(village, file_of(village, f"person:{me}")) == ["secretary-01"]


@pytest.mark.parametrize("about", ["", "draft:1", "person:", "issue:WG-20261123-0099", "visit:1"])
def test_what_nobody_thought_of_stays_shut(village: Village, about: str) -> None:
    assert readers(village, file_of(village, about)) == []


def test_the_picture_of_an_issue_is_for_its_line_and_its_voice_for_few(village: Village) -> None:
    file_an_issue(village, NUMBER)
    line = ["he-dacheng", "grid-09", "grid-10", "secretary-01", "township-01"]
    assert readers(village, file_of(village, f"issue:{NUMBER}")) == line
    voice = file_of(village, f"issue:{NUMBER}", VOICE)
    assert readers(village, voice) == ["he-dacheng", "grid-09"]


@pytest.mark.parametrize("ref", [picture("a"), VOICE])
def test_files_of_a_complaint_are_for_the_reporter_and_the_supervisors(
    village: Village, ref: FileRef
) -> None:
    seat = Seat("supervision", Role.SUPERVISOR, "511381")
    file_an_issue(village, NUMBER, kind="bribe", severity=Severity.COMPLAINT, seat=seat)
    file = file_of(village, f"issue:{NUMBER}", ref)
    assert readers(village, file) == ["he-dacheng", "supervisor"]


def test_a_neighbour_opens_the_picture_that_was_shown_to_them(village: Village) -> None:
    """Is it this one? The near-by question shows it."""
    file_an_issue(village, NUMBER)
    shown, other = file_of(village, f"issue:{NUMBER}"), file_of(village, f"issue:{NUMBER}", VOICE)
    neighbour, stranger = village.seat("li-xiaoqin"), village.seat("agent-01")
    body = {"text": "", "files": [[shown, "photo", ""]]}
    letter = Letter("near", neighbour.address, body)
    village.records.run_here(partial(post, letter=letter, now=village.now))
    assert [opens(village, neighbour, number) for number in (shown, other)] == [True, False]
    assert not opens(village, stranger, shown)


def test_files_of_a_visit_are_for_the_visitor_the_secretary_and_the_township(
    village: Village,
) -> None:
    visit = LogVisit("ZF-20261123-0001", GRID, "三组赵大爷家", "elder", Spoken("都好"))

    def log(session: Session) -> None:
        log_visit(session, visit, person(session, "grid-09"), village.now)

    village.records.run_here(log)
    file = file_of(village, "visit:ZF-20261123-0001")
    assert readers(village, file) == ["grid-09", "secretary-01", "township-01"]


def test_somebody_without_a_chat_opens_nothing(village: Village) -> None:
    file_an_issue(village, NUMBER)
    nobody = Chair(village, "web:nobody")
    assert not opens(village, nobody, file_of(village, f"issue:{NUMBER}"))
    assert not opens(village, village.seat("he-dacheng"), 999)


async def test_a_page_waits_for_what_is_still_being_made(village: Village, tmp_path: Path) -> None:
    me = village.records.run_here(partial(person, key="secretary-01"))
    seat, number = village.seat("secretary-01"), file_of(village, f"person:{me}")
    door = WebFiles(village.records, store_in(tmp_path), world().catalogue, lambda: village.now)

    async def piece() -> AsyncIterator[bytes]:
        yield b"abc"

    opening = asyncio.create_task(door.open(seat.address, number))
    await asyncio.sleep(0.05)
    digest, _ = await store_in(tmp_path).keep(piece())
    mark = partial(mark_kept, number=number, digest=digest, file=picture("a"))
    await village.records.run(mark)
    async with asyncio.timeout(5):
        opened = await opening
    assert opened
    assert (opened[0].size, *opened[1:]) == (3, "image/jpeg", "a.jpg")
