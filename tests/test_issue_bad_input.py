"""Reports with something wrong about them get a clear sentence, and nothing of them is lost."""

from datetime import UTC, datetime

import pytest
from aiogram.types import Update

from conversations.messages import Located
from domain.issues.issue import Stage
from domain.issues.kinds import Severity
from handlers.telegram.events import event_of
from tests.errands import new_village, standing
from tests.issues import GRID, PLACE
from tests.reported import (
    LAMP,
    ONE,
    TWO,
    UNNAMED,
    WELL,
    at_the_review,
    at_the_sight,
    blocks,
    issue,
    logs,
    looks,
    number_in,
    reports,
    says_in,
    without_kind,
)
from tests.village import Seat, Village

PARIS = (48.8566, 2.3522)
NOT_FOUND = "没有找到这个编号，请再看一眼。"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


# A place outside the city


def test_a_place_outside_the_city_is_asked_about_and_can_be_meant(he: Seat) -> None:
    at_the_sight(he)
    he.says("没有")
    asked = he.shares_place(*PARIS)
    told = he.presses("就是这里")
    assert asked.startswith("您发的位置不在本市，是这里吗？ [就是这里]")
    assert told.startswith("什么时候开始的？")
    he.presses("今天")
    he.presses("送出去")
    kept = issue(he.village)
    assert (kept.latitude, kept.longitude, kept.area) == (*PARIS, GRID[:12])


def test_beside_the_pictures_too_and_another_place_can_be_sent_instead(he: Seat) -> None:
    at_the_sight(he)
    assert he.shares_place(*PARIS).startswith("您发的位置不在本市，是这里吗？")
    assert he.shares_place(*PLACE).startswith("什么时候开始的？")
    he.presses("今天")
    he.presses("送出去")
    assert (issue(he.village).latitude, issue(he.village).area) == (PLACE[0], GRID)


# A location that moves


def live(kind: str) -> dict[str, object]:
    who = {"id": 7, "is_bot": False, "first_name": "样例"}
    chat = {"id": 7, "type": "private", "first_name": "样例"}
    place = {"latitude": PLACE[0], "longitude": PLACE[1], "live_period": 900}
    message = {"message_id": 5, "date": 1, "chat": chat, "from": who, "location": place}
    return {"update_id": 5, kind: {**message, **({"edit_date": 9} if "edited" in kind else {})}}


def test_a_live_location_counts_once_and_its_moves_are_no_noise() -> None:
    begun = event_of(Update.model_validate(live("message")), 42)
    assert begun is not None
    assert begun.input == Located(*PLACE, sent_at=datetime.fromtimestamp(1, UTC))
    assert event_of(Update.model_validate(live("edited_message")), 42) is None


# A category that is gone


def test_a_category_deleted_while_the_talk_is_open_is_asked_for_again(he: Seat) -> None:
    at_the_sight(he)
    gone = without_kind("lamp")
    asked = says_in(he, gone, "没有")
    assert asked.startswith("这一样刚改过，请再选一次。 /  / 现在有没有人有危险？")
    says_in(he, gone, "垃圾没人收")
    for said in ("没有", WELL, "今天", "对"):
        told = says_in(he, gone, said)
    assert number_in(told) == ONE
    assert issue(he.village).kind == "rubbish"


def test_deleted_at_the_review_nothing_is_filed_under_a_name_that_means_nothing(he: Seat) -> None:
    at_the_review(he)
    gone = without_kind("lamp")
    asked = says_in(he, gone, "送出去")
    assert asked.startswith("这一样刚改过，请再选一次。 /  / 现在有没有人有危险？")
    assert says_in(he, gone, "垃圾没人收").startswith("请看一遍： / · 什么事：垃圾没人收 / ")


def test_an_issue_of_a_category_that_is_gone_lives_on(village: Village, he: Seat) -> None:
    reports(he)
    officer, gone = village.seat("grid-10"), without_kind("lamp")
    officer.reads()
    assert says_in(officer, gone, ONE).startswith(f"🔵 {ONE} 一般 / lamp（")
    officer.forges(f"s:take_issue:issue={ONE}")
    officer.forges(f"s:do_issue:issue={ONE}")
    says_in(officer, gone, "好了")
    assert issue(village).stage is Stage.DONE
    he.forges(f"s:confirm_fix:issue={ONE}")
    assert says_in(he, gone, ONE).startswith(f"🔵 {ONE} 一般 / lamp（")
    assert issue(village).stage is Stage.CLOSED


# Numbers and buttons made up by hand

FORGED = ["", "x", "WG-20261123-0099", "WG-00000000-0000", "DB-20261123-0001", "²", "WG-2026112"]


@pytest.mark.parametrize("number", FORGED)
def test_a_made_up_number_is_not_found(he: Seat, number: str) -> None:
    reports(he)
    flows = ("issue", "issue_history", "issue_photos", "more_issue", "confirm_fix", "photo_place")
    told = {he.forges(f"s:{flow}:issue={number}") for flow in flows}
    assert told == {NOT_FOUND}
    assert standing(he).talk is None


@pytest.mark.parametrize("said", ["WG-20261123-0099", "wg 20261123 0099", "ＷＧ－20261123－0099"])
def test_a_made_up_number_that_is_typed_is_not_found_either(he: Seat, said: str) -> None:
    assert looks(he, said) == NOT_FOUND


def test_pages_and_filters_made_up_by_hand_show_the_plain_list(village: Village) -> None:
    officer = village.seat("grid-10")
    told = {
        officer.forges(f"s:issues:{given}").split("：")[0]
        for given in ("show=xyz", "show=all:page=-1", "page=99999", "page=²", "show=")
    }
    assert told == {"到我这里的"}


@pytest.mark.parametrize("given", ["kind=nothing", "sos=nothing", "kind=", "sos=", "service=x"])
def test_a_report_begun_by_a_made_up_button_asks_as_any_other(he: Seat, given: str) -> None:
    told = he.forges(f"s:report:{given}")
    asked = "是哪种危险？" if "sos" in given else "现在有没有人有危险？"
    assert asked in told


def test_the_kind_of_a_report_cannot_be_forged_into_an_answer(he: Seat) -> None:
    he.forges("s:report:kind=lamp")
    talk = standing(he).talk
    assert talk is not None
    told = he.forges(f"a{talk.revision}:same:{TWO}")
    assert told.startswith("那个按钮是前面的，已经过了。")
    assert he.presses("退出") == "好，先退出来了。随时再来。"


def test_severity_is_not_for_the_reporter_to_say(he: Seat) -> None:
    reports(he)
    assert issue(he.village).severity is Severity.ORDINARY
    told = he.forges(f"s:sort_issue:issue={ONE}")
    assert told.startswith(f"{ONE}是样例·李成秀在办，这一步不归您。")


# Somebody who may not, and somebody who sends very many

CALL = "急的请打0817-0000001；有危险先打 110、119、120。"


def test_a_blocked_person_is_told_kindly_and_whom_to_call(village: Village, he: Seat) -> None:
    blocks(village, "he-dacheng")
    assert at_the_sight(he) == f"您现在不能在这里反映问题。 / {CALL}"
    assert he.sends_photo(caption="路灯不亮") == f"您现在不能在这里反映问题。 / {CALL}"
    assert standing(he).talk is None


def test_a_danger_is_taken_from_a_blocked_person_too(village: Village, he: Seat) -> None:
    blocks(village, "he-dacheng")
    assert he.says("房子着火了").startswith("🆘 着火：先打 119！")
    he.says(WELL)
    assert issue(village).severity is Severity.URGENT
    assert village.seat("secretary-01").reads().startswith("🆘 有危险！")


def test_blocked_in_the_middle_of_a_report_it_ends_there(village: Village, he: Seat) -> None:
    at_the_review(he)
    blocks(village, "he-dacheng")
    assert he.presses("送出去") == f"您现在不能在这里反映问题。 / {CALL}"


def floods(seat: Seat, times: int = 5) -> None:
    for n in range(times):
        reports(seat, where=f"第{n}根杆子")


def test_of_ten_reports_in_a_minute_five_are_taken(village: Village, he: Seat) -> None:
    floods(he)
    told = {at_the_sight(he) for _ in range(5)}
    assert told == {f"这一个小时您已经报了5件，都收到了。请歇一会儿再报。 / {CALL}"}
    heard = village.seat("secretary-01").reads()
    assert heard == "样例·何大成一个小时里报了5件，请您看看是不是有什么急事。"


def test_after_an_hour_one_may_report_again(village: Village, he: Seat) -> None:
    floods(he)
    village.passes(minutes=61)
    assert reports(he, where="石拱桥") == "WG-20261123-0006"


def test_dangers_are_taken_from_whoever_sends_very_many_and_do_not_count(he: Seat) -> None:
    for _ in range(6):
        he.says("房子着火了")
        told = he.presses("说不清，马上报上去")
    assert number_in(told) == "WG-20261123-0006"
    floods(he)
    he.says("房子着火了")
    assert number_in(he.says(WELL)) == "WG-20261123-0012"


def test_staff_may_send_very_many(village: Village) -> None:
    officer = village.seat("grid-10")
    told = [logs(officer, where=f"第{n}根杆子") for n in range(7)]
    assert told[-1] == "WG-20261123-0007"


@pytest.mark.parametrize(("what", "send"), [("村干部吃拿卡要", "送出去"), (LAMP, UNNAMED)])
def test_who_complains_or_stays_unnamed_is_not_betrayed_by_the_count(
    village: Village, he: Seat, what: str, send: str
) -> None:
    reports(he, what, send=send)
    floods(he, 4)
    at_the_sight(he)
    heard = village.seat("secretary-01").reads() + village.seat("city-desk").reads()
    assert heard == "有人一个小时里报了5件，请您看看是不是有什么急事。"
