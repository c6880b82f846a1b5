"""Documents of issues that are asked for in a talk: the letter, and the file for the one who asked."""

from functools import partial

import pytest
from sqlalchemy.orm import Session

from bot.file_readers import readable
from bot.paper_letters import send_paper
from conversations.effects import MakePaper
from conversations.messages import FileKind
from storage.files import Kept, file_numbered
from storage.people import people_known
from tests.errands import file_one, person
from tests.issues import GRID
from tests.village import Seat, Village, world


@pytest.fixture
def village() -> Village:
    return Village()


def asks_for(village: Village, seat: Seat, key: str, kind: str, subject: str) -> str:
    """What is read when the talk has ended."""

    def send(session: Session) -> None:
        me = people_known(session, [who := person(session, key)])[who]
        send_paper(session, world(), MakePaper(kind, subject), me, seat.address, village.now)

    village.records.run_here(send)
    return seat.reads()


def files_of(village: Village, seat: Seat) -> list[Kept]:
    numbers = [file[0] for letter in village.letters(seat.address) for file in letter.body["files"]]
    read = (village.records.run_here(partial(file_numbered, number=n)) for n in numbers)
    return [kept for kept in read if kept]


@pytest.mark.parametrize(
    ("kind", "place", "words", "name", "form"),
    [
        (
            "map",
            GRID,
            "🗺 样例·清泉村 第1网格（1—3组）没办完的问题都在图上。牵涉到人的、没发位置的不在上面。",
            "问题地图-样例·清泉村第1网格（1—3组）-20261123.png",
            FileKind.PHOTO,
        ),
        (
            "ledger",
            GRID[:12],
            "📒 样例·清泉村的台账在这里，是现在的样子。报的人的名字、电话不在里面；请只给该看的人看。",
            "网格问题-样例·清泉村-20261123.xlsx",
            FileKind.DOCUMENT,
        ),
        (
            "geojson",
            GRID[:9],
            "🌐 妙高镇的 GeoJSON 在这里，地图软件能打开。牵涉到人的不在里面。",
            "网格问题-妙高镇-20261123.geojson",
            FileKind.DOCUMENT,
        ),
    ],
)
def test_a_document_of_a_place_comes_with_a_sentence_and_a_name_that_says_what_it_is(
    village: Village, kind: str, place: str, words: str, name: str, form: FileKind
) -> None:
    seat = village.seat("secretary-01")
    me = village.records.run_here(partial(person, key="secretary-01"))
    assert asks_for(village, seat, "secretary-01", kind, place) == words
    (kept,) = files_of(village, seat)
    assert (kept.name, kept.kind, kept.about) == (name, form, f"person:{me}")
    assert kept.source == f"made:{kind}:{place}:20261123090000:{me}"


def test_it_is_made_anew_each_time_and_opened_by_nobody_else(village: Village) -> None:
    seat, other = village.seat("secretary-01"), village.seat("grid-09")
    asks_for(village, seat, "secretary-01", "ledger", GRID)
    village.passes(minutes=1)
    asks_for(village, seat, "secretary-01", "ledger", GRID)
    first, second = files_of(village, seat)
    assert first.id != second.id
    laid_down = world().catalogue
    for address, opens in ((seat.address, True), (other.address, False)):
        read = partial(readable, address=address, number=first.id, laid_down=laid_down)
        assert (village.records.run_here(read) is not None) is opens


def test_the_entrustment_belongs_to_its_request(village: Village) -> None:
    file_one(village, "DB-20261123-0001")
    seat = village.seat("he-dacheng")
    words = asks_for(village, seat, "he-dacheng", "entrustment", "DB-20261123-0001")
    assert words == "📄 委托书在这里：打印出来，两个人签字、按手印，交给代办员。"
    (kept,) = files_of(village, seat)
    assert kept.about == "request:DB-20261123-0001"
    assert (kept.name, kept.source) == (
        "委托书-DB-20261123-0001.docx",
        "made:entrustment:DB-20261123-0001",
    )
