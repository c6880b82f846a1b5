"""What people get wrong at meetings, or try: each is answered kindly and loses nothing (issue 4)."""

import pytest

from domain.meetings.meeting import ItemState, Stage
from storage.meetings.lists import body_with_id
from tests.errands import new_village
from tests.meetings import (
    ASSEMBLY,
    COUNCIL,
    REPS,
    at_item,
    calls,
    item,
    meeting,
    minutes,
    names,
    number_in,
    opens,
    the_clock_ticks,
    ticks,
)
from tests.village import Seat, Village

RARE = "样例·𠮷田·阿依古丽"


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    return village.seat("secretary-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    return village.seat("cadre-01")


@pytest.fixture
def open_one(village: Village, chen: Seat, feng: Seat) -> str:
    """A meeting of representatives under way, with fourteen there."""
    number = calls(chen, REPS, "修路")
    village.passes(hours=24)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    return number


def to_the_vote(seat: Seat, number: str) -> None:
    at_item(seat, number)
    seat.presses("表决")
    seat.presses("举手")


def test_votes_that_exceed_attendance_are_told_which_number_does_not_fit(
    feng: Seat, open_one: str
) -> None:
    to_the_vote(feng, open_one)
    assert "赞成15？到会能投票的只有14人" in feng.says("15")
    feng.says("12")
    assert "反对5加赞成12是17，到会能投票的只有14人，多了3" in feng.says("5")
    feng.says("1")
    assert "赞成12＋反对1＋弃权2＝15，到会能投票的是14人，多了1" in feng.says("2")
    assert "少了1" in feng.says("0")
    assert "决定怎么写" in feng.says("1")


@pytest.mark.parametrize("words", ["很多", "-1", "1.5", "九", "1000000"])
def test_a_count_that_is_no_number_is_asked_for_again(
    feng: Seat, open_one: str, words: str
) -> None:
    to_the_vote(feng, open_one)
    told = feng.says(words)
    assert "请写一个数字" in told or "到会能投票的只有14人" in told


def test_who_comes_while_votes_are_counted_makes_the_count_asked_again(
    village: Village, chen: Seat, feng: Seat, open_one: str
) -> None:
    to_the_vote(feng, open_one)
    for count in ("12", "1"):
        feng.says(count)
    ticks(chen, open_one, names(village)[15])
    assert "到会能投票的是15人，少了1" in feng.says("1")
    assert "决定怎么写" in feng.says("2")


def test_a_vote_on_an_item_already_decided_is_refused(
    village: Village, feng: Seat, open_one: str
) -> None:
    to_the_vote(feng, open_one)
    for words in ("14", "0", "0", "修"):
        feng.says(words)
    feng.presses("不用钱")
    before = item(village, open_one)
    told = feng.forges(f"s:vote:meeting={open_one}:item=1:seen=0")
    assert "第1项已经有结果了：定了“修”" in told
    assert item(village, open_one) == before


def test_somebody_who_is_there_comes_once(village: Village, feng: Seat, open_one: str) -> None:
    first = names(village)[0]
    he = village.seat("he-dacheng")
    he.says("签到 471123")
    he.says("签到 471123")
    ticks(feng, open_one, first, first, names(village)[1])
    roll = meeting(village, open_one).roll
    assert [a.name for a in roll if a.name == first] == [first]
    assert all(len(a.spells) == 1 for a in roll if a.came)


def test_a_meeting_that_has_not_begun_cannot_end(chen: Seat) -> None:
    number = calls(chen, REPS, "修路")
    assert "这个会还没有开" in chen.forges(f"s:end_meeting:meeting={number}")


def test_it_does_not_end_before_it_began(village: Village, feng: Seat, open_one: str) -> None:
    village.passes(hours=8)
    feng.says(open_one)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    assert "散会不能早于开会（09:00）" in feng.says("7点")
    assert meeting(village, open_one).stage is Stage.OPEN


def test_a_topic_of_three_thousand_characters_is_too_long_for_a_title(chen: Seat) -> None:
    chen.says("开会")
    chen.presses(REPS)
    assert "太长了，请在200个字以内" in chen.says("修" * 3000)
    chen.says("修路")
    assert "有一行太长了，一行最多200个字" in chen.says("路" * 3000)
    assert "哪天开" in chen.presses("没有别的")


def test_rare_names_are_kept_as_they_are_written(
    village: Village, feng: Seat, open_one: str
) -> None:
    feng.says(open_one)
    feng.presses("点名")
    assert f"名册上没有“{RARE}”" in feng.says(RARE)
    feng.presses("能投票")
    feng.says("点完了")
    assert RARE in {a.name for a in meeting(village, open_one).present}
    at_item(feng, open_one)
    feng.presses("记发言")
    feng.says(f"{RARE}：先修桥")
    feng.says("说完了")
    said = item(village, open_one).statements[-1]
    assert (said.who, said.words) == (RARE, "先修桥")
    feng.says(open_one)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    assert RARE in minutes(village, open_one)[0].sheet.attended


def test_four_hundred_people_are_paged_and_searched(village: Village, chen: Seat) -> None:
    chen.says("名册")
    chen.presses("样例·清泉村群众理事会")
    for start in range(0, 400, 100):
        chen.presses("加人")
        people = [f"样例·人{n:03d} {n % 9 + 1}组" for n in range(start, start + 100)]
        chen.says("\n".join(people))
        chen.presses("就这些")
        chen.says("名册")
        chen.presses("样例·清泉村群众理事会")
    body = village.records.run_here(lambda s: body_with_id(s, 3))
    assert body is not None
    assert body.count == 409
    number = calls(chen, COUNCIL, "大会")
    village.passes(hours=24)
    opens(chen, number)
    chen.presses("点名")
    page = chen.screen()[-1]
    assert len([t for t, _ in page.buttons if t.startswith("○")]) == 10
    assert "有这几位" in chen.says("人39")
    chen.says("、".join(f"样例·人{n:03d}" for n in range(45)))
    chen.says("点完了")
    assert "到了45人" in chen.says(number)
    assert all(len(letter.body["text"]) <= 4096 for letter in village.letters(chen.address))


def test_the_same_name_twice_on_a_list_is_written_once(village: Village, chen: Seat) -> None:
    chen.says("名册")
    chen.presses("样例·清泉村群众理事会")
    chen.presses("加人")
    chen.says("样例·新人 3组\n样例·新人 3组\n12345\n\n样例·新人（4组）")
    told = chen.presses("就这些")
    assert "加上了2位" in told
    body = village.records.run_here(lambda s: body_with_id(s, 3))
    assert body is not None
    assert [m.group for m in body.members if m.name == "样例·新人"] == [3, 4]


@pytest.mark.parametrize(
    "act",
    [
        "open_meeting", "end_meeting", "roll", "move_meeting", "call_off", "add_item", "speak",
        "propose", "vote", "agree", "defer", "forward", "give_action", "meeting_photos",
        "wall_code", "correct", "signed_paper", "who_comes", "answer_protest", "minutes_paper",
        "publish", "sign", "protest", "minutes",
    ],
)  # fmt: skip
def test_somebody_elses_meeting_is_not_theirs_to_touch(
    village: Village, open_one: str, act: str
) -> None:
    before = meeting(village, open_one)
    for key in ("zhang-guilan", "secretary-02", "zhou-yan", "agent-01"):
        stranger = village.seat(key)
        stranger.forges(f"s:{act}:meeting={open_one}:item=1:seen=0")
        for words in ("1", "样例", "1", "1", "好"):
            stranger.says(words)
    assert meeting(village, open_one) == before


def test_a_villager_of_the_roll_reads_but_does_not_write(village: Village, open_one: str) -> None:
    he = village.seat("he-dacheng")
    he.reads()
    before = meeting(village, open_one)
    for act in ("roll", "end_meeting", "give_action", "meeting_photos", "add_item", "wall_code"):
        told = he.forges(f"s:{act}:meeting={open_one}")
        assert "召集的人、记录的人和村干部做的" in told
    assert meeting(village, open_one) == before


@pytest.mark.parametrize("number", ["HY-20261123-9999", "HY-20260230-0001", "HY-1", "x", ""])
def test_a_number_that_is_none_is_told_so(village: Village, number: str) -> None:
    he = village.seat("he-dacheng")
    assert he.forges(f"s:meeting:meeting={number}") != ""


@pytest.mark.parametrize("n", ["0", "7", "-1", "x", "99999"])
def test_an_item_that_is_none_is_told_so(feng: Seat, open_one: str, n: str) -> None:
    assert "没有这一项" in feng.forges(f"s:item:meeting={open_one}:item={n}")


def test_a_day_that_is_over_or_in_ten_years_is_refused(chen: Seat) -> None:
    chen.says("开会")
    chen.presses(REPS)
    chen.says("修路")
    chen.presses("没有别的")
    assert "那天已经过了" in chen.says("2026-11-01")
    assert "太远了" in chen.says("2036-11-01")
    assert "请按一天" in chen.says("改天吧")
    chen.says("今天")
    assert "09:00" not in str(chen.screen()[-1].buttons)
    assert "08:30已经过了" in chen.says("8点半")


def test_a_body_without_anybody_can_meet_but_not_vote(village: Village, chen: Seat) -> None:
    chen.says("名册")
    chen.presses("加一个")
    chen.presses("村民代表会议")
    chen.says("样例·新的代表会议")
    chen.presses("以后再写")
    chen.says("开会")
    chen.says("样例·新的代表会议")
    chen.says("修路")
    chen.presses("没有别的")
    for words in ("明天", "9点"):
        chen.says(words)
    chen.presses("村委会一楼")
    chen.presses("我自己记")
    number = number_in(chen.presses("通知开会"))
    village.passes(hours=24)
    opens(chen, number)
    assert "名册上没有人，算不出够不够数" in chen.says(number)
    at_item(chen, number)
    assert "再表决" in chen.presses("表决")


def test_words_that_are_no_speech_are_still_kept_apart_from_the_way_out(
    village: Village, feng: Seat, open_one: str
) -> None:
    at_item(feng, open_one)
    feng.presses("记发言")
    feng.says("http://例子：很长的链接也是话")
    feng.says("说完了")
    assert len(item(village, open_one).statements) == 1
    assert item(village, open_one).state is ItemState.OPEN


def test_nobody_is_reminded_at_night(village: Village, chen: Seat) -> None:
    calls(chen, REPS, "修路")
    he = village.seat("he-dacheng")
    he.reads()
    village.passes(hours=22.5)  # half past seven
    the_clock_ticks(village)
    assert he.reads().count("请您来开会") == 1
    the_clock_ticks(village)
    assert he.reads() == ""


def test_an_assembly_has_no_roll_to_answer_for(chen: Seat) -> None:
    number = calls(chen, ASSEMBLY, "修路", day="12月3日")
    assert "没有名册" in chen.forges(f"s:who_comes:meeting={number}")


def test_who_is_on_a_new_list_by_name_is_called_if_the_village_knows_one_of_that_name(
    village: Village, chen: Seat
) -> None:
    chen.says("名册")
    chen.presses("加一个")
    chen.says("院坝会")
    chen.says("3")
    chen.says("样例·三组院坝会")
    chen.says("样例·何大成 3组\n样例·谁也不认得\n样例·张桂兰")
    chen.presses("就这些")
    body = village.records.run_here(lambda s: body_with_id(s, 217))
    assert body is not None
    assert [(m.name, m.person is not None) for m in body.members] == [
        ("样例·何大成", True),
        ("样例·谁也不认得", False),
        ("样例·张桂兰", False),  # of another village
    ]


def test_who_is_in_no_chat_is_named_to_the_caller(chen: Seat) -> None:
    calls(chen, COUNCIL, "水井")
    told = next(m.text for m in reversed(chen.screen()) if "通知好了" in m.text)
    assert "名册上有4人不在村帮里，请打电话或者上门说：样例·陈永福、样例·刘小梅" in told
