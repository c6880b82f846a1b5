"""What becomes of meetings among the people they concern."""

import pytest

from domain.meetings.meeting import Coming, ItemState, Stage, TopicState
from storage.meetings.agenda import topic_numbered
from tests.errands import new_village
from tests.meetings import (
    ASSEMBLY,
    COUNCIL,
    MARKET,
    REPS,
    at_item,
    calls,
    item,
    meeting,
    minutes,
    names,
    number_in,
    opens,
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


# Before


def test_an_assembly_cannot_be_called_for_tomorrow(chen: Seat, village: Village) -> None:
    """Ten days' notice is checked while it is called, not afterwards."""
    chen.says("开会")
    chen.says("样例·清泉村村民会议")
    chen.presses("按人")
    chen.says("修路")
    chen.presses("没有别的")
    assert "村民会议要提前10天通知：今天通知，最早12月3日" in chen.says("明天")
    assert "几点开" in chen.says("12月3日")
    del village


def test_who_is_called_answers_and_the_recorder_sees_it(
    village: Village, chen: Seat, feng: Seat, he: Seat, li: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    assert "请您来开会" in he.reads()
    he.presses("我来")
    li.presses("请人代我来")
    li.says("样例·王秀英")
    assert "来1，请人代1" in feng.says(number)
    told = feng.presses("谁来谁不来")
    assert "来（1）：样例·何大成" in told
    assert "样例·李小琴（样例·王秀英代）" in told
    roll = {a.name: a for a in meeting(village, number).roll}
    assert roll["样例·李小琴"].coming is Coming.PROXY


def test_a_meeting_that_is_moved_or_called_off_is_told_to_all_who_might_come(
    village: Village, chen: Seat, he: Seat, li: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    li.reads()
    li.presses("来不了")
    li.presses("不说")
    he.reads()
    chen.says(number)
    chen.presses("改时间地点")
    chen.says("12月1日")
    chen.says("下午3点")
    chen.presses("还是那里")
    chen.says("镇上有事")
    assert "会改了" in he.reads()
    assert li.reads() == ""
    chen.says(number)
    chen.presses("不开了")
    chen.says("下大雨")
    assert "会不开了" in he.reads()
    assert meeting(village, number).stage is Stage.CALLED_OFF


def test_a_villagers_topic_goes_on_the_agenda_and_they_hear_of_it(
    village: Village, chen: Seat, he: Seat
) -> None:
    he.says("我想说个事")
    he.says("三家共用的水井没人淘")
    topic = number_in(he.presses("逢场天"))
    assert "想在会上说个事：三家共用的水井没人淘" in chen.reads()
    chen.says("开会")
    chen.presses(MARKET)
    chen.says("大家说说")
    chen.presses("没有别的")
    chen.presses("三家共用")
    chen.presses("就这些")
    chen.says("11月26日")
    chen.says("9点")
    chen.presses("妙高场口")
    chen.presses("我自己记")
    number = number_in(chen.presses("通知开会"))
    assert "您想说的事放到会上了" in he.reads()
    placed = village.records.run_here(lambda s: topic_numbered(s, topic))
    assert placed is not None
    assert (placed.state, placed.meeting) == (TopicState.PLACED, number)
    assert [i.topic for i in meeting(village, number).items] == ["大家说说", "三家共用的水井没人淘"]


def test_a_topic_that_is_not_taken_up_is_answered(chen: Seat, he: Seat) -> None:
    he.says("我想说个事")
    he.says("我家的低保")
    he.presses("下次开会就行")
    chen.reads()
    chen.presses("看等着上会的事")
    chen.presses("不放，回个话")
    chen.says("这是您家的私事，我上门来说")
    assert "这次没有放到会上：这是您家的私事" in he.reads()


def test_market_days_are_shown_to_whoever_asks(he: Seat) -> None:
    he.says("3")
    told = he.presses("逢场日子")
    assert told.count("· ") == 5
    assert "11月26日" in told


# The road levy that lacked a quorum


def test_a_levy_without_a_quorum_is_talked_about_and_not_voted_on(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, REPS, "三组修路每家出多少钱")
    the_next_morning(village)
    opens(feng, number)
    ticks(feng, number, *names(village)[:13])
    at_item(feng, number)
    assert "还差1，只能先议，不能表决" in feng.presses("表决")
    feng.presses("回会场")
    feng.presses("点名")
    assert "够数，可以表决" in feng.says(names(village)[13])
    feng.says("点完了")
    at_item(feng, number)
    assert "怎么表决" in feng.presses("表决")


def test_who_leaves_takes_the_quorum_along(village: Village, chen: Seat, feng: Seat) -> None:
    number = calls(chen, REPS, "修路")
    the_next_morning(village)
    opens(feng, number)
    there = names(village)[:14]
    ticks(feng, number, *there)
    assert len(meeting(village, number).present) == 14
    village.passes(minutes=30)
    feng.says(number)
    feng.presses("点名")
    assert "还差1" in feng.says(there[5])
    feng.says("点完了")
    at_item(feng, number)
    assert "不能表决" in feng.presses("表决")
    line = next(a for a in meeting(village, number).roll if a.name == there[5])
    assert (line.came, line.there) == (True, False)


def test_a_council_may_not_decide_a_levy_and_passes_it_on(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, COUNCIL, "修路每家出多少钱")
    the_next_morning(village)
    opens(feng, number)
    at_item(feng, number)
    told = feng.presses("大家同意")
    assert "要村民会议或者村民代表会议来定，这个会不能定。是吗？" in told
    assert "只提意见" in feng.presses("是，转交上会")
    feng.presses("转交上会")
    feng.says("低保户不出")
    assert item(village, number).state is ItemState.FORWARDED
    assert "群众理事会转来" in chen.says("3") + chen.presses("等着上会的")
    feng.says(number)
    feng.presses("散会")
    sheet = minutes(village, number)[0].sheet
    assert "要由村民会议或村民代表会议决定" in sheet.advisory
    assert sheet.items[0].outcome == "提出意见，转交有权决定的会议"


def test_the_code_on_the_wall_checks_in_once_and_counts_to_the_quorum(
    village: Village, chen: Seat, feng: Seat, he: Seat, li: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    the_next_morning(village)
    opens(feng, number)
    assert "签到了" in he.opens("m_471123")
    assert "您已经签过到了" in he.says("签到 471123")
    assert "签到了" in li.says("签到471123")
    assert "这个码不对" in li.says("签到 000000")
    assert [a.name for a in meeting(village, number).present] == ["样例·李小琴", "样例·何大成"]
    assert all(a.scanned for a in meeting(village, number).present)


def test_everybody_of_the_village_counts_at_an_assembly_and_strangers_only_listen(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    number = calls(chen, ASSEMBLY, "修路", day="12月3日")
    village.passes(days=10)
    opens(feng, number)
    he.says("签到 471123")
    stranger = village.seat("zhang-guilan")
    assert "算列席，不投票" in stranger.says("签到 471123")
    roll = meeting(village, number).roll
    assert [(a.name, a.votes) for a in roll] == [("样例·何大成", True), ("样例·张桂兰", False)]


def test_a_recorder_who_leaves_for_three_days_finds_everything_there(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, REPS, "修路")
    the_next_morning(village)
    opens(feng, number)
    feng.presses("点名")
    feng.says("、".join(names(village)[:9]))
    village.passes(days=3)
    feng.says("点完了")
    assert "到会9" in feng.says(number)
    assert "几点散的" in feng.presses("散会") + feng.presses("没议的下次再议")
    assert "散会不能早于开会（09:00）" in feng.says("8:30")
    feng.says("11点")
    ended = meeting(village, number).ended_at
    assert ended is not None
    assert f"{ended.astimezone(village.now.tzinfo):%m-%d %H:%M}" == "11-24 11:00"


def test_somebody_new_who_scans_agrees_first_and_is_then_checked_in(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, ASSEMBLY, "修路", day="12月3日")
    village.passes(days=10)
    opens(feng, number)
    new = village.newcomer("样例·新来的")
    new.opens("m_471123")
    new.presses("同意")
    for words in ("妙高", "清泉"):
        new.says(words)
    new.presses("就叫样例·新来的")
    new.presses("先不留")
    told = new.presses("接着办")
    assert "签到了" in told, new.transcript()
    assert [a.name for a in meeting(village, number).present] == ["样例·新来的"]


def test_what_will_stand_on_paper_is_written_not_spoken(chen: Seat) -> None:
    chen.says("开会")
    chen.presses(REPS)
    assert "这句话要写在纸上" in chen.sends_voice()


def test_twelve_who_stand_at_the_door_are_written_down_at_once(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = calls(chen, MARKET, "水井", day="11月26日")
    village.passes(days=3)
    opens(feng, number)
    feng.presses("点名")
    people = [f"样例·来的人{n}" for n in range(12)]
    assert "名册上没有“样例·来的人0、" in feng.says(" ".join(people))
    feng.presses("能投票")
    feng.says("点完了")
    assert [a.name for a in meeting(village, number).present] == people
