"""Issues that change hands: merged, sent up, taken back, asked about, and where nobody serves."""

import pytest

from domain.issues.issue import Source, Stage
from domain.roles import Role
from tests.errands import QINGQUAN, new_village, standing
from tests.issues import GRID, file_an_issue
from tests.reported import (
    LAMP,
    ONE,
    TWO,
    WELL,
    at_the_review,
    deeds,
    follows,
    issue,
    logs,
    looks,
    mends,
    number_in,
    reports,
    sees_it,
    takes,
)
from tests.village import Seat, Village

NOT_FOUND = "没有找到这个编号，请再看一眼。"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def li(village: Village) -> Seat:
    return village.seat("li-xiaoqin")


@pytest.fixture
def officer(village: Village) -> Seat:
    """Of the second grid, where the old well is."""
    return village.seat("grid-10")


# Merged


def asks_to_merge(officer: Seat, into: str, number: str = ONE) -> str:
    told = officer.forges(f"s:merge_issue:issue={number}")
    return officer.says(into) if standing(officer).talk else told


def test_an_issue_is_not_merged_with_itself(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    assert asks_to_merge(officer, ONE).startswith("这是同一件，不能并到它自己。")
    assert deeds(village) == ["report"]


def test_not_with_one_that_has_ended(he: Seat, officer: Seat) -> None:
    reports(he)
    reports(he, where="石拱桥")
    mends(officer, TWO)
    he.presses("修好了")
    assert asks_to_merge(officer, TWO).startswith("那一件已经不在办了，不能并过去。")


def test_not_with_one_that_few_may_see(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    file_an_issue(village, TWO, kind="family", area=f"{QINGQUAN}002")
    assert asks_to_merge(officer, TWO).startswith("涉及私事的只给少数人看")


def test_not_with_one_the_officer_may_not_see(he: Seat, officer: Seat) -> None:
    reports(he)
    reports(he, "村干部吃拿卡要")
    assert asks_to_merge(officer, TWO).startswith(NOT_FOUND)
    assert asks_to_merge(officer, "WG-20261123-0099").startswith(NOT_FOUND)


def test_nobody_merges_what_is_somebody_elses(village: Village, he: Seat) -> None:
    reports(he)
    reports(he, where="石拱桥")
    told = asks_to_merge(village.seat("grid-09"), TWO)
    assert told.startswith(f"{ONE}是样例·李成秀在办，这一步不归您。")


def test_a_merge_into_a_colleagues_issue_brings_the_reporters_along(
    village: Village, he: Seat, li: Seat, officer: Seat
) -> None:
    reports(he)
    reports(li, where="三组黄桷树")
    colleague = village.seat("grid-09")
    takes(colleague, TWO)
    colleague.reads()
    assert asks_to_merge(officer, TWO).startswith("好，")
    assert "一共2人报过了" in colleague.reads()
    assert (issue(village).stage, issue(village, TWO).reporters) == (Stage.MERGED, 2)
    he.reads()
    mends(colleague, TWO)
    assert TWO in he.reads()


# Up, down, and back


def test_above_the_top_there_is_nobody(village: Village) -> None:
    file_an_issue(village, ONE, area=GRID)
    for key in ("grid-09", "secretary-01", "township-01"):
        seat = village.seat(key)
        seat.forges(f"s:escalate:issue={ONE}")
        assert seat.says("办不了").startswith("报上去了。")
    desk = village.seat("city-desk")
    desk.reads()
    told = desk.forges(f"s:escalate:issue={ONE}")
    assert told.startswith("已经到最高一级了，上面没有人可以再报。")
    assert issue(village).seat.tier == "city"


def test_a_grid_without_an_officer_goes_to_the_village_secretary(village: Village) -> None:
    zhang = village.seat("zhang-guilan")
    told = at_the_review(zhang, where="一组鱼塘") and zhang.presses("送出去")
    assert "村书记样例·杨国芳" in told
    assert issue(village).seat.tier == "station"


def test_where_nobody_serves_at_all_the_city_desk_has_it(village: Village) -> None:
    new = village.newcomer()
    new.says("房子着火了")
    told = new.presses("说不清，马上报上去")
    assert issue(village, number_in(told)).seat.role is Role.CITY_DESK


def test_logged_and_sent_up_on_the_spot(village: Village, officer: Seat) -> None:
    officer.says("2")
    for said in ("路烂了", "没有", WELL):
        officer.says(said)
    officer.presses("巡查看到的")
    officer.presses("办不了，往上报")
    officer.says("要挖机")
    assert deeds(village) == ["report", "take", "escalate"]
    assert "要挖机" in village.seat("secretary-01").reads()


def test_logs_of_officers_are_no_neighbours_reports(village: Village, officer: Seat) -> None:
    logs(officer)
    assert (issue(village).source, issue(village).stage) == (Source.PATROL, Stage.TAKEN)
    assert sees_it(village.seat("secretary-01"))
    assert not sees_it(village.seat("zhang-guilan"))
    assert looks(officer).count(LAMP) > 0


# The reporter changes their mind, or is asked


def test_a_report_can_be_taken_back_and_the_holder_hears_of_it(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    takes(officer)
    he.forges(f"s:withdraw_issue:issue={ONE}")
    assert he.presses("收回").startswith("收回了。")
    assert issue(village).stage is Stage.WITHDRAWN
    assert "报的人收回了。" in officer.reads()


def test_not_where_others_reported_it_too(he: Seat, li: Seat) -> None:
    reports(he)
    follows(li)
    told = he.forges(f"s:withdraw_issue:issue={ONE}")
    assert told.startswith("别人也报了这件，或者有危险，不能收回。")


def test_not_where_life_is_in_danger(he: Seat) -> None:
    he.says("房子着火了")
    he.says(WELL)
    told = he.forges(f"s:withdraw_issue:issue={ONE}")
    assert told.startswith("别人也报了这件，或者有危险，不能收回。")


def test_not_when_it_is_mended_already_and_not_by_a_follower(
    village: Village, he: Seat, li: Seat, officer: Seat
) -> None:
    reports(he)
    follows(li)
    assert li.forges(f"s:withdraw_issue:issue={ONE}").startswith(f"{ONE}是样例·李成秀在办")
    mends(officer)
    he.reads()
    assert he.forges(f"s:withdraw_issue:issue={ONE}").startswith(f"{ONE}现在是“说办好了")
    assert deeds(village) == ["report", "follow", "do"]


def test_second_thoughts_about_taking_it_back_change_nothing(village: Village, he: Seat) -> None:
    reports(he)
    he.forges(f"s:withdraw_issue:issue={ONE}")
    assert he.presses("不收，接着办").startswith(f"🔵 {ONE} ")
    assert deeds(village) == ["report"]


def test_a_question_that_was_spoken_reaches_the_reporter_with_its_voice(
    he: Seat, li: Seat, officer: Seat
) -> None:
    reports(he)
    follows(li)
    li.reads()
    officer.forges(f"s:ask_reporter:issue={ONE}")
    officer.sends_voice()
    assert "[💬 回话]" in he.reads()
    assert he.screen()[-1].files == 1
    assert li.reads() == ""


def test_i_do_not_know_is_an_answer(he: Seat, officer: Seat) -> None:
    reports(he)
    officer.forges(f"s:ask_reporter:issue={ONE}")
    officer.says("在路的哪一边？")
    he.presses("回话")
    he.presses("我也不晓得")
    assert "报的人回话了：我也不晓得" in officer.reads()


@pytest.mark.parametrize("flow", ["note_issue", "add_to_issue"])
def test_nothing_to_add_is_no_move(village: Village, he: Seat, officer: Seat, flow: str) -> None:
    reports(he)
    takes(officer)
    he.reads()
    seat = officer if flow == "note_issue" else he
    seat.forges(f"s:{flow}:issue={ONE}")
    seat.presses("没有")
    assert (he.reads(), officer.reads()) == ("", "")
    assert deeds(village) == ["report", "take"]


def test_no_such_thing_needs_a_second_person(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    officer.forges(f"s:call_false:issue={ONE}")
    officer.says("灯是亮的")
    assert issue(village).stage is Stage.DOUBTED
    told = officer.forges(f"s:confirm_false:issue={ONE}")
    assert told.startswith("自己办的不能自己核实，要请别人看。")
    secretary = village.seat("secretary-01")
    secretary.presses("是没有这回事")
    secretary.presses("不用说")
    assert issue(village).stage is Stage.FALSE


def test_there_is_such_a_thing_brings_it_back_to_the_one_who_denied_it(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    officer.forges(f"s:call_false:issue={ONE}")
    officer.says("灯是亮的")
    secretary = village.seat("secretary-01")
    secretary.presses("❌ 有这回事")
    secretary.presses("不用说")
    assert issue(village).stage is Stage.REPORTED
    assert "有这回事，还请您办：" in officer.reads()
