"""What becomes of a meeting once it is over: minutes, corrections, tasks, what is left."""

from functools import partial

import pytest

from domain.meetings.meeting import Stage
from domain.meetings.minutes import MinutesState
from storage.meetings.agenda import action_numbered
from tests.errands import new_village
from tests.meetings import (
    COUNCIL,
    REPS,
    at_item,
    calls,
    meeting,
    minutes,
    names,
    number_in,
    opens,
    the_clock_ticks,
    ticks,
)
from tests.village import Seat, Village


@pytest.fixture
def village() -> Village:
    return new_village()


@pytest.fixture
def chen(village: Village) -> Seat:
    """The secretary."""
    return village.seat("secretary-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    """A cadre."""
    return village.seat("cadre-01")


@pytest.fixture
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


@pytest.fixture
def li(village: Village) -> Seat:
    return village.seat("li-xiaoqin")


def the_next_morning(village: Village) -> None:
    village.passes(hours=24)


def voted(village: Village, chen: Seat, feng: Seat) -> str:
    """A meeting of fourteen that carried a levy, and is over."""
    number = calls(chen, REPS, "修路每家出多少钱")
    the_next_morning(village)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    at_item(feng, number)
    feng.presses("写提议")
    feng.says("每户200元")
    feng.presses("表决")
    feng.presses("举手")
    for words in ("12", "1", "1"):
        feng.says(words)
    feng.presses("就按提议")
    feng.presses("不用钱")
    feng.says(number)
    feng.presses("散会")
    return number


def test_minutes_are_final_once_both_signed_and_the_time_to_object_is_over(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = voted(village, chen, feng)
    feng.presses("我签")
    chen.reads()
    chen.presses("我签")
    assert minutes(village, number)[0].state is MinutesState.DRAFT
    village.passes(hours=25)
    the_clock_ticks(village)
    assert minutes(village, number)[0].state is MinutesState.FINAL
    assert meeting(village, number).stage is Stage.FINAL
    assert "公布出去" in "".join(label for m in chen.screen() for label, _ in m.buttons)


def test_that_is_not_what_was_said_holds_the_minutes_up_until_it_is_answered(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    number = voted(village, chen, feng)
    he.reads()
    he.presses("我不是这么说的")
    he.presses("第1项")
    he.says("我投的是反对")
    village.passes(hours=25)
    feng.presses("我签")
    chen.reads()
    chen.presses("我签")
    assert minutes(village, number)[0].state is MinutesState.DRAFT
    feng.says(number)
    feng.presses("看纪要")
    feng.presses("回样例·何大成")
    feng.says("票数是对的，记名没有写")
    assert "样例·冯文书回您：票数是对的" in he.reads()
    assert minutes(village, number)[0].unanswered == ()


def test_a_correction_makes_the_next_version_and_nothing_is_overwritten(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = voted(village, chen, feng)
    village.passes(hours=25)
    feng.presses("我签")
    chen.reads()
    chen.presses("我签")
    first = minutes(village, number)[0]
    assert first.state is MinutesState.FINAL
    feng.says(number)
    feng.presses("看纪要")
    feng.presses("改纪要")
    for press in ("第1项", "决定"):
        feng.presses(press)
    feng.says("每户200元，低保户不出")
    feng.says("漏写了低保户")
    feng.presses("就这样改")
    second, kept = minutes(village, number)
    assert (kept.sheet, kept.version, second.version) == (first.sheet, 1, 2)
    assert second.sheet.items[0].decision == "每户200元，低保户不出"
    assert second.sheet.changed == (
        "第1项决定：“每户200元”改为“每户200元，低保户不出”。原因：漏写了低保户",
    )
    assert second.signatures == ()
    village.passes(hours=25)
    feng.presses("我签")
    chen.reads()
    chen.presses("我签")
    states = [m.state for m in minutes(village, number)]
    assert states == [MinutesState.FINAL, MinutesState.REPLACED]


def test_the_paper_that_was_signed_by_hand_is_kept_with_its_version(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = voted(village, chen, feng)
    feng.presses("签字的纸")
    feng.sends_photo()
    feng.sends_photo()
    feng.presses("够了")
    assert len(minutes(village, number)[0].paper) == 2


def test_what_was_not_settled_waits_for_the_next_meeting_and_opens_it(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    number = calls(chen, REPS, "修路", "淘沟")
    the_next_morning(village)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    feng.says(number)
    feng.presses("派任务")
    feng.says("找镇上要水泥")
    feng.presses("样例·何大成")
    feng.says("12月20日")
    he.reads()
    feng.says(number)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    chen.says("开会")
    chen.presses(REPS)
    chen.says("年终总结")
    chen.presses("没有别的")
    assert "没议完的" in chen.screen()[-1].buttons[0][0]
    chen.presses("没议完的")
    chen.presses("就这些")
    chen.says("12月1日")
    chen.says("9点")
    chen.presses("村委会一楼")
    chen.presses("我自己记")
    later = number_in(chen.presses("通知开会"))
    topics = [i.topic for i in meeting(village, later).items]
    assert topics[0] == "上次还没办完的：找镇上要水泥"
    assert topics[2] == f"上次没议完的：修路；淘沟（{number}）"


def test_a_task_is_done_or_given_more_time_or_given_back(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    the_next_morning(village)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    given = []
    for what in ("收钱", "买水泥", "借铲车"):
        feng.says(number)
        feng.presses("派任务")
        feng.says(what)
        feng.presses("样例·何大成")
        given.append(number_in(feng.says("12月20日")))
    assert he.reads().count("会上请您做一件事") == 3
    he.forges(f"s:action_done:action={given[0]}")
    he.presses("不说了")
    he.forges(f"s:action_more:action={given[1]}")
    he.says("水泥涨价了")
    he.says("12月31日")
    he.forges(f"s:action_cannot:action={given[2]}")
    he.says("借不到")
    kept = [village.records.run_here(partial(action_numbered, number=n)) for n in given]
    assert [(a.state.value, a.extended) for a in kept if a] == [
        ("done", 0),
        ("open", 1),
        ("cannot", 0),
    ]
    told = chen.reads()
    assert "做好了：收钱" in told
    assert "要多些时间（第1次）：买水泥" in told
    assert "办不了：借铲车。为什么：借不到" in told


def test_a_voice_is_written_down_by_whoever_listened_and_stands_in_the_minutes(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, COUNCIL, "水井")
    the_next_morning(village)
    opens(feng, number)
    at_item(feng, number)
    feng.presses("记发言")
    feng.says("样例·何大成：先说一句")
    feng.sends_voice()
    feng.says("说完了")
    feng.says(number)
    feng.presses("散会")
    feng.presses("没议的下次再议")
    assert minutes(village, number)[0].sheet.items[0].opinions[1] == ("样例·何大成", "（语音）")
    feng.presses("我签")
    at_item(chen, number)
    assert "样例·何大成说了什么" in chen.presses("写下语音1条")
    assert chen.screen()[-1].files == 1
    chen.says("井要淘，钱大家出")
    sheet = minutes(village, number)[0].sheet
    assert sheet.items[0].opinions[1] == ("样例·何大成", "井要淘，钱大家出")
    assert minutes(village, number)[0].signatures == ()  # what was signed has changed
