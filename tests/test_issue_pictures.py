"""Pictures and films of what is wrong: old ones, those that say where, albums, and what is too large."""

import pytest

from tests.errands import new_village, standing
from tests.issues import GRID, PLACE
from tests.reported import LAMP, ONE, WELL, at_the_sight, issue, number_in
from tests.village import Seat, Village

PARIS = (48.8566, 2.3522)
LAST_YEAR, LATELY = "2025-11-20T10:00:00", "2026-11-20T10:00:00"
TOO_LONG = "这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


def pictures(seat: Seat) -> int:
    """How many lie in the report that is under way."""
    talk = standing(seat).talk
    assert talk is not None
    sight = talk.draft if isinstance(talk.draft, dict) else talk.answers["sight"]
    assert isinstance(sight, dict)
    files = sight.get("files", [])
    assert isinstance(files, list)
    return len(files)


def goes_on_to_the_number(seat: Seat) -> str:
    """From the question after pictures on."""
    seat.presses("够了")
    seat.says(WELL)
    if "什么时候开始的" in seat.screen()[-1].text:
        seat.presses("今天")
    return number_in(seat.presses("送出去"))


# Photos: old ones, and those that say where they were taken


def test_of_a_photo_from_last_year_it_is_asked_whether_it_is_still_so(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(taken_at=LAST_YEAR)
    asked = he.presses("够了")
    assert asked.startswith("这张照片是2025年11月20日拍的。现在还是这个样子吗？ [现在还是这样]")
    assert he.presses("现在还是这样").startswith("在哪里？")


def test_no_longer_so_ends_kindly_and_nothing_is_filed(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(taken_at=LAST_YEAR)
    he.presses("够了")
    assert he.presses("不是了") == "好，那就不报了。要报现在的，请拍张新照片。"
    assert standing(he).talk is None
    assert he.says("6").startswith("您还没有托人办过事，也没有反映过问题。")


@pytest.mark.parametrize("taken_at", [LATELY, "", "2025年夏天", "0000:00:00 00:00:00"])
def test_a_photo_of_these_days_or_of_no_known_day_is_taken_as_it_is(
    he: Seat, taken_at: str
) -> None:
    at_the_sight(he)
    he.sends_photo(taken_at=taken_at)
    assert he.presses("够了").startswith("在哪里？")


def test_the_newest_photo_counts(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(taken_at=LAST_YEAR)
    he.sends_photo(taken_at=LATELY)
    assert he.presses("够了").startswith("在哪里？")


def test_the_place_a_photo_tells_of_is_offered_and_used(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(latitude=PLACE[0], longitude=PLACE[1])
    asked = he.presses("够了")
    assert asked.startswith("照片里记着拍照的地方，用它当位置吗？ [用照片的位置]")
    assert he.presses("用照片的位置").startswith("什么时候开始的？")
    he.presses("今天")
    he.presses("送出去")
    assert (issue(he.village).latitude, issue(he.village).area) == (PLACE[0], GRID)


def test_the_place_a_photo_tells_of_can_be_refused(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(latitude=PLACE[0], longitude=PLACE[1])
    he.presses("够了")
    assert he.presses("不用，我另外说").startswith("在哪里？")
    he.says(WELL)
    he.presses("今天")
    he.presses("送出去")
    assert (issue(he.village).latitude, issue(he.village).landmark) == (None, WELL)


def test_a_photo_taken_elsewhere_says_nothing_of_the_place(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(latitude=PARIS[0], longitude=PARIS[1])
    assert he.presses("够了").startswith("在哪里？")


# Films and albums


@pytest.mark.parametrize("before", [(), (LAMP,), (LAMP, "没有")])
def test_a_film_of_60_megabytes_is_refused_and_the_talk_goes_on(
    he: Seat, before: tuple[str, ...]
) -> None:
    he.says("2")
    asked = he.screen()[-1].text
    for said in before:
        he.says(said)
        asked = he.screen()[-1].text
    told = he.sends_video(60)
    assert told.startswith(f"{TOO_LONG} / ")
    assert he.screen()[-1].text.endswith(asked)


def test_out_of_the_blue_it_is_refused_too(he: Seat) -> None:
    assert he.sends_video(60).startswith(TOO_LONG)


def test_an_album_of_15_is_kept_without_another_word(he: Seat) -> None:
    at_the_sight(he)
    told = [he.sends_photo(album="a") for _ in range(15)]
    assert told[0].startswith("收到了。")
    assert told[1:] == [""] * 14
    assert pictures(he) == 15


def test_the_16th_is_told_once_that_there_is_no_more_room(he: Seat) -> None:
    at_the_sight(he)
    for _ in range(15):
        he.sends_photo(album="a")
    told, after = he.sends_photo(album="a"), he.sends_photo(album="a")
    assert told.startswith("最多放15张，前面的都收好了，再多的放不下了。 / ")
    assert (after, pictures(he)) == ("", 15)
    assert goes_on_to_the_number(he) == ONE
    assert len(issue(he.village).photos) == 15


def test_one_film_too_large_in_an_album_costs_only_itself(he: Seat) -> None:
    at_the_sight(he)
    he.sends_photo(album="a")
    told = he.sends_photo(album="a", size=60 * 1024 * 1024)
    he.sends_photo(album="a")
    assert told.startswith("这个文件太大了，最多20兆。")
    assert pictures(he) == 2


def test_an_album_with_a_caption_out_of_the_blue_makes_one_report(he: Seat) -> None:
    told = he.sends_photo(album="a", caption="路灯不亮")
    later = [he.sends_photo(album="a") for _ in range(3)]
    assert told.startswith("在哪里？")
    assert later == ["", "", ""]
    he.says(WELL)
    assert number_in(he.presses("送出去")) == ONE
    kept = issue(he.village)
    assert (kept.kind, len(kept.photos), kept.words) == ("lamp", 4, "路灯不亮")


def test_all_pictures_of_a_newcomer_wait_until_they_have_agreed(village: Village) -> None:
    new = village.newcomer()
    new.sends_photo(album="a", caption="路灯不亮")
    assert [new.sends_photo(album="a") for _ in range(2)] == ["", ""]
    for label in ("同意", "妙高镇", "清泉村", "就叫新来的", "先不留", "接着办"):
        new.presses(label)
    new.says(WELL)
    new.presses("送出去")
    assert len(issue(village).photos) == 3


def test_pictures_before_it_is_said_what_is_wrong_are_all_kept(he: Seat) -> None:
    he.says("2")
    he.sends_photo(album="a")
    he.sends_photo(album="a")
    he.sends_photo()
    he.says(LAMP)
    assert pictures(he) == 3


def test_a_late_album_joins_the_report_with_one_word(he: Seat) -> None:
    at_the_sight(he)
    he.says("没有")
    told = [he.sends_photo(album="b") for _ in range(3)]
    assert told[0].startswith("照片收到了，放进去了。 /  / 在哪里？")
    assert (told[1:], pictures(he)) == (["", ""], 3)
