"""What becomes of an issue among the people it concerns: taken, followed, merged, sent up, taken back."""

from collections.abc import Sequence

import pytest

from conversations.messages import Event, Input, Said, Tapped
from domain.issues.issue import Source, Stage
from domain.issues.kinds import Severity
from domain.roles import Role
from tests.errands import QINGQUAN, new_village
from tests.issues import GRID, PLACE, file_an_issue, picture
from tests.reported import (
    ONE,
    TWO,
    WELL,
    another,
    at_the_review,
    at_the_sight,
    deeds,
    follows,
    issue,
    looks,
    mends,
    number_in,
    reports,
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


def at_once(*acts: tuple[Seat, Input]) -> None:
    """What several do in the same moment is heard in one batch."""
    village = acts[0][0].village
    village.hear([Event(f"at-once:{n}", seat.address, came) for n, (seat, came) in enumerate(acts)])


# Two at once, twice, too late


def test_of_two_who_take_it_together_one_wins_and_the_other_is_told_who(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    other = another(village, Role.GRID_OFFICER, f"{QINGQUAN}002")
    take = Tapped(f"s:take_issue:issue={ONE}")
    officer.reads()
    at_once((officer, take), (other, take))
    assert officer.reads().startswith("好，您接下了。")
    assert other.reads().startswith(f"{ONE}已经由样例·李成秀接下了，不用您再办。")
    assert deeds(village) == ["report", "take"]


def test_a_double_tap_takes_once(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    officer.reads()
    take = Tapped(f"s:take_issue:issue={ONE}")
    at_once((officer, take), (officer, take))
    assert f"{ONE}现在是“有人接下了，正在办”，这一步做不了。" in officer.reads()
    assert deeds(village) == ["report", "take"]


def test_a_double_tap_sends_one_report(village: Village, he: Seat) -> None:
    at_the_review(he)
    send = Tapped(he.screen()[-1].buttons[0][1], str(he.screen()[-1].id))
    at_once((he, send), (he, send))
    he.reads()
    assert looks(he, TWO) == NOT_FOUND
    assert deeds(village) == ["report"]


def test_a_double_tap_confirms_once(village: Village, he: Seat, officer: Seat) -> None:
    reports(he)
    mends(officer)
    he.reads()
    confirm = Tapped(f"s:confirm_fix:issue={ONE}")
    at_once((he, confirm), (he, confirm))
    assert deeds(village) == ["report", "do", "confirm"]


def test_an_old_button_tells_where_the_issue_stands_now(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    mends(officer)
    he.presses("修好了")
    officer.reads()
    for flow in ("take_issue", "do_issue", "dispatch", "escalate", "merge_issue", "call_false"):
        told = officer.forges(f"s:{flow}:issue={ONE}")
        assert told.startswith(f"{ONE}现在是“看过了，办好了”，这一步做不了。")
    assert deeds(village) == ["report", "do", "confirm"]


def test_a_question_begun_before_the_issue_moved_changes_nothing_after(
    village: Village, he: Seat, officer: Seat
) -> None:
    reports(he)
    officer.forges(f"s:call_false:issue={ONE}")
    village.seat("secretary-01").forges(f"s:take_issue:issue={ONE}")
    officer.reads()
    assert officer.says("是看错了").startswith(f"{ONE}是样例·陈大明在办，这一步不归您。")
    assert deeds(village) == ["report", "take"]


# An officer who was offline


def offline(officer: Seat, kinds: Sequence[tuple[str, str]]) -> list[tuple[Seat, Input]]:
    """Everything an officer typed on the way, as it arrives when there is a network again."""
    return [
        (officer, Said(said))
        for what, where in kinds
        for said in ("2", what, "没有", where, "1", "1")
    ]


def test_five_reports_of_an_officer_who_was_offline_are_all_kept(
    village: Village, officer: Seat
) -> None:
    places = [("路灯不亮", WELL), ("垃圾没人收", WELL), ("路灯不亮", "石拱桥")]
    places += [("野狗咬人", "石拱桥"), ("井盖没了", WELL)]
    at_once(*offline(officer, places))
    kept = [issue(village, f"WG-20261123-000{n}") for n in range(1, 6)]
    assert [i.kind for i in kept] == ["lamp", "rubbish", "lamp", "dog", "cover"]
    assert {(i.source, i.stage, i.reporter.name) for i in kept} == {
        (Source.PATROL, Stage.TAKEN, "样例·李成秀")
    }


# The same matter, reported again


def test_what_is_close_by_is_shown_with_its_picture_its_distance_and_its_count(
    village: Village, li: Seat
) -> None:
    file_an_issue(village, ONE, photos=(picture("lamp"),))
    at_the_sight(li)
    asked = li.shares_place(PLACE[0] + 0.001, PLACE[1])
    assert "111米" in asked
    assert "1人" in asked
    assert li.screen()[-1].files == 1
    li.does(Tapped(li.screen()[-1].buttons[0][1]), "[就是这件]")
    assert (issue(village).reporters, deeds(village)) == (2, ["report", "follow"])


def test_what_is_farther_than_300_metres_is_another_matter(village: Village, li: Seat) -> None:
    file_an_issue(village, ONE)
    at_the_sight(li)
    assert "是不是同一件事" not in li.shares_place(PLACE[0] + 0.0028, PLACE[1])


def test_reporting_the_same_twice_counts_one_person_once(village: Village, he: Seat) -> None:
    reports(he)
    follows(he)
    assert (issue(village).reporters, deeds(village)) == (1, ["report", "add"])


def neighbours(village: Village, how_many: int) -> list[Seat]:
    found = []
    for n in range(how_many):
        seat = village.newcomer(f"邻居{'甲乙丙丁戊'[n]}")
        seat.opens(f"v_{QINGQUAN}")
        for label in ("同意", "就叫", "先不留"):
            seat.presses(label)
        found.append(seat)
    return found


def test_five_who_report_it_make_it_more_pressing(village: Village, he: Seat) -> None:
    reports(he)
    before = issue(village)
    for seat in neighbours(village, 4):
        assert issue(village).severity is Severity.ORDINARY
        follows(seat)
    now = issue(village)
    assert (now.severity, now.reporters) == (Severity.PRESSING, 5)
    assert now.due_at < before.due_at


# In the middle of another talk


def test_a_number_typed_in_between_opens_it_and_the_talk_goes_on(he: Seat) -> None:
    reports(he)
    at_the_sight(he, "垃圾没人收")
    he.says("没有")
    told = he.says("wg 20261123 0001")
    assert told.startswith(f"🔵 {ONE} ")
    assert "您还有一件没说完：反映问题" in told
    assert "在哪里？" in he.presses("接着办")


def errand_under_way(seat: Seat) -> str:
    seat.forges("s:request:service=disability")
    for label in ("接着办", "我自己", "同意"):
        seat.presses(label)
    return seat.screen()[-1].text


def test_words_of_danger_in_between_offer_help_and_the_talk_is_unharmed(he: Seat) -> None:
    asked = errand_under_way(he)
    told = he.says("房子着火了").split("\n")
    assert told[0].startswith("🆘 着火：先打 119！")
    assert told[0].endswith("[🆘 现在有危险，马上报]")
    assert he.screen()[-1].text.endswith(asked)
    assert he.presses("现在有危险，马上报").startswith("🆘 着火：先打 119！")
    he.says(WELL)
    assert issue(he.village).danger == "fire"
    assert asked in he.presses("接着办") or he.screen()[-1].text.endswith(asked)


@pytest.mark.parametrize("steps", [("没有",), ("没有", WELL), ("没有", WELL, "今天")])
def test_words_of_danger_while_something_else_is_reported_are_heard_too(
    he: Seat, steps: tuple[str, ...]
) -> None:
    at_the_sight(he)
    for said in steps:
        he.says(said)
    told = he.says("那边房子着火了")
    assert told.startswith("🆘 着火：先打 119！")
    assert "[🆘 现在有危险，马上报]" in told


def test_a_danger_is_not_told_of_twice(he: Seat) -> None:
    he.says("房子着火了")
    told = he.says("着火的是三组那间屋")
    assert told.count("🆘") == 1
    assert number_in(told) == ONE


# A danger from somebody of whom nothing is known


def test_a_danger_is_taken_from_somebody_who_never_agreed_to_anything(village: Village) -> None:
    new = village.newcomer()
    told = new.says("房子着火了")
    assert told.startswith("🆘 着火：先打 119！")
    assert "同意" not in told
    new.shares_place(*PLACE)
    kept = issue(village)
    assert (kept.severity, kept.area, kept.reporter.name) == (Severity.URGENT, GRID, "")
    for key in ("grid-09", "secretary-01", "township-01"):
        assert village.seat(key).reads().startswith("🆘 有危险！")
