"""Who sees what of an issue, and who may not end it: tried through the talks, forged buttons included."""

from functools import partial

import pytest

from bot.issues.maps import map_sheet
from bot.issues.rows import Scribe
from domain.issues.issue import Stage
from domain.issues.kinds import Severity
from domain.roles import Role
from tests.errands import QINGQUAN, new_village
from tests.issues import GRID, PLACE, file_an_issue
from tests.reported import (
    LAMP,
    ONE,
    TWO,
    UNNAMED,
    WELL,
    all_read,
    another,
    at,
    at_the_sight,
    deeds,
    follows,
    issue,
    looks,
    mends,
    reports,
    sees_it,
    takes,
)
from tests.village import Seat, Village, world

NOT_FOUND = "没有找到这个编号，请再看一眼。"
OWN_WORK = "自己办的不能自己核实，要请别人看。"
LINE = ("grid-10", "grid-01", "secretary-01", "township-01", "city-desk")
EVERYBODY = (
    *LINE,
    "agent-01",
    "li-xiaoqin",
    "zhang-guilan",
    "office-land",
    "dept-housing",
    "admin",
)
ACTS = (
    *("issue", "issue_history", "issue_photos", "more_issue", "take_issue", "do_issue"),
    *("dispatch", "pass_on", "send_back", "escalate", "ask_reporter", "answer_issue"),
    *("note_issue", "add_to_issue", "understand", "sort_issue", "merge_issue", "call_false"),
    *("confirm_false", "deny_false", "confirm_fix", "not_fixed", "withdraw_issue", "photo_place"),
)
COMPLAINT = "村干部吃拿卡要"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def officer(village: Village) -> Seat:
    return village.seat("grid-10")


# Nothing closes on the word of the one who did it


@pytest.mark.parametrize("key", ["zhang-guilan", "agent-01", "grid-12", "secretary-02"])
def test_a_stranger_finds_nothing_to_close(village: Village, he: Seat, key: str) -> None:
    reports(he)
    mends(village.seat("grid-10"))
    stranger = village.seat(key)
    told = {stranger.forges(f"s:{act}:issue={ONE}") for act in ACTS}
    assert told == {NOT_FOUND}
    assert deeds(village) == ["report", "do"]


def test_the_handler_does_not_confirm_their_own_work(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    mends(officer)
    for act in ("confirm_fix", "not_fixed", "confirm_false", "deny_false"):
        officer.forges(f"s:{act}:issue={ONE}")
    assert officer.forges(f"s:confirm_fix:issue={ONE}").startswith(OWN_WORK)
    assert deeds(village) == ["report", "do"]


@pytest.mark.parametrize("key", ["grid-01", "secretary-01", "township-01", "city-desk"])
def test_nobody_above_confirms_unasked(village: Village, he: Seat, officer: Seat, key: str) -> None:
    reports(he)
    mends(officer)
    seat = village.seat(key)
    seat.reads()
    told = seat.forges(f"s:confirm_fix:issue={ONE}")
    assert told.startswith(f"{ONE}是样例·李成秀在办，这一步不归您。")
    assert issue(village).stage is Stage.DONE


def test_a_neighbour_who_reported_it_too_does_not_close_it(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    li = village.seat("li-xiaoqin")
    follows(li)
    mends(officer)
    li.reads()
    assert "这一步不归您" in li.forges(f"s:confirm_fix:issue={ONE}")
    assert issue(village).stage is Stage.DONE


def test_who_logged_and_mended_it_needs_somebody_else_to_look(
    village: Village, officer: Seat
) -> None:
    at_the_sight(officer)
    for said in ("没有", WELL):
        officer.says(said)
    for label in ("巡查看到的", "当场办好了", "没有照片"):
        officer.presses(label)
    kept = issue(village)
    assert (kept.stage, kept.checker and kept.checker.name) == (Stage.DONE, "样例·蒲小波")
    assert officer.forges(f"s:confirm_fix:issue={ONE}").startswith(OWN_WORK)
    village.seat("grid-01").presses("修好了")
    assert issue(village).stage is Stage.CLOSED


# Who stays unnamed

TOLD = "我是样例·何大成，13800000003，路灯不亮"


def an_unnamed_story(village: Village) -> None:
    """Reported unnamed with the name in the words, asked, answered, not mended, sent up."""
    he, officer = village.seat("he-dacheng"), village.seat("grid-10")
    at_the_sight(he)
    he.says(TOLD)
    he.presses("够了")
    he.says("何大成家旁边，老水井")
    he.presses("今天")
    he.presses(UNNAMED)
    takes(officer)
    officer.forges(f"s:ask_reporter:issue={ONE}")
    officer.says("哪一根？")
    he.presses("回话")
    he.says("何大成屋后头那根，打13800000003")
    mends(officer)
    he.presses("没有好")
    he.says("何大成说没有好")
    village.seat("secretary-01").forges(f"s:escalate:issue={ONE}")
    village.seat("secretary-01").says("办不了")


def test_who_stays_unnamed_is_nowhere_but_at_the_city_desk(village: Village) -> None:
    an_unnamed_story(village)
    keys = ("grid-10", "grid-01", "secretary-01", "township-01", "li-xiaoqin")
    for key in keys:
        seat = village.seat(key)
        looks(seat)
        for act in ("issue_history", "more_issue"):
            seat.forges(f"s:{act}:issue={ONE}")
        for show in ("all", "area", "mine"):
            seat.forges(f"s:issues:show={show}")
    read = "".join(all_read(village, key) for key in keys)
    assert "某某说没有好" in read
    for given_away in ("何大成", "何*成", "样***成", "13800000003", "138****0003"):
        assert given_away not in read


def test_the_city_desk_reads_who_it_was(village: Village) -> None:
    an_unnamed_story(village)
    desk = village.seat("city-desk")
    assert "谁报的：样例·何大成 13800000003（对别人不露名）" in looks(desk)
    assert "样例·何大成报上来" in desk.forges(f"s:issue_history:issue={ONE}")


def test_no_document_names_who_stays_unnamed(village: Village) -> None:
    an_unnamed_story(village)
    scribe, kept = Scribe.of(world(), village.now), issue(village)
    written = f"{scribe.ledger_row(kept)} {scribe.feature(kept)}"
    assert "某某家旁边，老水井" in written
    for given_away in ("何大成", "何*成", "0003"):
        assert given_away not in written


# Complaints about misconduct


def test_a_complaint_is_seen_by_supervisors_only(village: Village, he: Seat) -> None:
    reports(he, COMPLAINT)
    assert sees_it(village.seat("supervisor"))
    for key in EVERYBODY:
        assert not sees_it(village.seat(key)), key


def test_no_button_made_up_by_hand_leads_to_a_complaint(village: Village, he: Seat) -> None:
    reports(he, COMPLAINT)
    for key in ("secretary-01", "township-01", "city-desk"):
        seat = village.seat(key)
        assert {seat.forges(f"s:{act}:issue={ONE}") for act in ACTS} == {NOT_FOUND}
    assert deeds(village) == ["report"]


def test_no_list_digest_or_map_shows_a_complaint(village: Village, he: Seat) -> None:
    reports(he, COMPLAINT)
    file_an_issue(village, TWO, severity=Severity.COMPLAINT, seat=issue(village).seat)
    at(village, 24, 9)
    for key in LINE:
        seat = village.seat(key)
        for show in ("all", "area", "urgent", "late", "mine", "look"):
            seat.forges(f"s:issues:show={show}")
        seat.forges("s:desk")
        read = all_read(village, key)
        assert ONE not in read, key
        assert TWO not in read, key
        assert "今早的网格问题" not in read, key
    scribe = Scribe.of(world(), village.now)
    for place in (GRID, QINGQUAN, "511381116", "511381"):
        sheet = village.records.run_here(partial(map_sheet, place=place, scribe=scribe))
        assert (sheet.pins, sheet.unplaced) == ((), 0)


def test_what_turns_out_to_be_a_complaint_is_taken_out_of_sight(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    officer.forges(f"s:sort_issue:issue={ONE}")
    officer.says(LAMP)
    told = officer.presses("投诉举报")
    assert told == f"分好了。 /  / {ONE}不归您看了。"
    assert all(ONE not in card.text for card in officer.screen() if card.text.startswith("新报"))
    assert not sees_it(officer)
    assert sees_it(village.seat("supervisor"))


def test_neighbours_are_not_shown_what_is_a_complaint_by_now(village: Village) -> None:
    seat = issue_seat(village)
    file_an_issue(village, TWO, severity=Severity.COMPLAINT, seat=seat)
    li = village.seat("li-xiaoqin")
    at_the_sight(li)
    assert "是不是同一件事" not in li.shares_place(*PLACE)


def issue_seat(village: Village) -> object:
    return issue(village, reports(village.seat("he-dacheng"), COMPLAINT)).seat


# Matters about people, and names in pushes


def test_officers_of_other_grids_and_cadres_find_no_family_matters_in_their_lists(
    village: Village,
) -> None:
    file_an_issue(village, ONE, kind="family")
    cadre = another(village, Role.CADRE, QINGQUAN)
    for seat in (cadre, village.seat("grid-01"), village.seat("grid-10")):
        assert not sees_it(seat)
        assert ONE not in seat.forges("s:issues:show=area")
        assert ONE not in seat.forges("s:issues:show=all")
    for key in ("grid-09", "secretary-01", "township-01"):
        assert ONE in village.seat(key).forges("s:issues:show=area")


def test_names_phones_and_house_numbers_are_masked_in_every_push_to_several(
    village: Village, he: Seat, officer: Seat
) -> None:
    said = "我是何大成，电话13812345678，住5号院3栋"
    reports(he, where=f"老水井，{said}")
    pushed = all_read(village, "grid-10")
    mends(officer)
    he.presses("没有好")
    he.says(said)
    pushed += all_read(village, "secretary-01")
    assert pushed.count("我是何*成，电话138****5678，住*号院*栋") == 3
    for plain in ("何大成", "13812345678", "5号院"):
        assert plain not in pushed


def test_neighbours_do_not_read_one_anothers_names(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    li = village.seat("li-xiaoqin")
    follows(li)
    takes(officer)
    li.forges(f"s:add_to_issue:issue={ONE}")
    li.says("李小琴说还是不亮，13800000002")
    for seat in (li, he):
        looks(seat)
        seat.forges(f"s:issue_history:issue={ONE}")
    assert "李小琴" not in all_read(village, "he-dacheng")
    assert "何大成" not in all_read(village, "li-xiaoqin")
    assert "何大成" in looks(officer)
