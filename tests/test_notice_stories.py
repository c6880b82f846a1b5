"""Notices: who puts them up, who may object, what is masked, how they end; and big decisions."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.notices.board import notice_board
from domain.notices.decision import Decision
from domain.notices.notice import Notice, State
from storage.notices.lists import decision_numbered, notice_numbered
from storage.tables import Letters
from tests.errands import new_village
from tests.meetings import (
    REPS,
    at_item,
    calls,
    names,
    number_in,
    opens,
    the_clock_ticks,
    ticks,
)
from tests.village import Seat, Village, world

SECRET = "样例·王秀英"


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
def he(village: Village) -> Seat:
    return village.seat("he-dacheng")


def puts_up(seat: Seat, text: str = "三组修路，每户200元。", title: str = "修路集资") -> str:
    seat.says("公示栏")
    seat.presses("发公示")
    seat.says(title)
    seat.says(text)
    seat.presses("7天")
    return number_in(seat.presses("📢 公示"))


def notice(village: Village, number: str) -> Notice:
    found = village.records.run_here(lambda s: notice_numbered(s, number))
    assert found is not None
    return found


def decision(village: Village, number: str) -> Decision:
    found = village.records.run_here(lambda s: decision_numbered(s, number))
    assert found is not None
    return found


def final_minutes(village: Village, chen: Seat, feng: Seat) -> str:
    """Representatives carried a levy, and both signed a day later."""
    number = calls(chen, REPS, f"{SECRET}家门口的路，每家出多少钱")
    village.passes(hours=24)
    opens(feng, number)
    ticks(feng, number, *names(village)[:14])
    at_item(feng, number)
    feng.presses("记发言")
    feng.says(f"样例·何大成：{SECRET}家困难，电话13800000003")
    feng.says("说完了")
    feng.presses("表决")
    feng.presses("举手")
    for words in ("13", "1", "0"):
        feng.says(words)
    feng.says(f"每户200元，{SECRET}家不出，交到5号院样例·何大成处")
    feng.presses("不用钱")
    feng.says(number)
    feng.presses("散会")
    village.passes(hours=25)
    feng.presses("我签")
    chen.reads()
    chen.presses("我签")
    return number


def test_objection_on_day_six(village: Village, chen: Seat, he: Seat) -> None:
    number = puts_up(chen)
    village.passes(days=6)
    he.says(number)
    he.presses("有不同意见")
    he.says("五保户也该免")
    assert "样例·何大成对公示" in chen.reads()
    village.passes(days=2)
    the_clock_ticks(village)
    assert "还有1条意见没有回，回了才算完" in chen.reads()
    assert notice(village, number).state is State.OPEN
    chen.says(number)
    chen.presses("回样例·何大成")
    chen.says("五保户也免")
    assert "回您：五保户也免" in he.reads()
    village.passes(days=1)
    the_clock_ticks(village)
    assert notice(village, number).state is State.OVER
    shown = he.says(number)
    assert "有人提了意见" in shown
    assert "回复：五保户也免" in shown
    assert "五保户也该免" not in shown


def test_after_the_last_day_an_objection_goes_another_way(
    village: Village, chen: Seat, he: Seat
) -> None:
    number = puts_up(chen)
    he.says(number)
    village.passes(days=8)
    assert "就满了" in he.presses("有不同意见")
    assert notice(village, number).objections == ()


def test_people_of_another_village_read_it_and_object_to_their_own(
    village: Village, chen: Seat
) -> None:
    number = puts_up(chen)
    stranger = village.seat("zhang-guilan")
    assert "修路集资" in stranger.says(number)
    assert "由那个村的人提意见" in stranger.presses("有不同意见")


def test_a_voice_may_object(village: Village, chen: Seat, he: Seat) -> None:
    number = puts_up(chen)
    he.says(number)
    he.presses("有不同意见")
    he.sends_voice()
    assert notice(village, number).objections[0].voice is not None
    assert "（语音）" in chen.reads()


def test_only_the_villages_cadres_put_up_answer_and_take_down(
    village: Village, chen: Seat, he: Seat
) -> None:
    number = puts_up(chen)
    he.says(number)
    he.presses("有不同意见")
    he.says("不公平")
    for key in ("he-dacheng", "secretary-02", "township-01", "agent-01"):
        seat = village.seat(key)
        seat.reads()
        for act in ("end_notice", "extend_notice", "notice_picture", "answer_notice"):
            assert "这一步由村干部做" in seat.forges(f"s:{act}:notice={number}")
    assert "公示由村干部发" in he.forges("s:publish")
    kept = notice(village, number)
    assert (kept.state, len(kept.unanswered)) == (State.OPEN, 1)


def test_unanswered_objections_are_spoken_of_after_two_working_days_and_then_daily(
    village: Village, feng: Seat, chen: Seat, he: Seat
) -> None:
    number = puts_up(feng)
    he.says(number)
    he.presses("有不同意见")
    he.says("不公平")
    feng.reads()
    chen.reads()
    told: dict[str, list[int]] = {"feng": [], "chen": []}
    for day in range(1, 6):
        village.passes(days=1)
        the_clock_ticks(village)
        the_clock_ticks(village)
        for who, seat in (("feng", feng), ("chen", chen)):
            if "意见还没有回" in seat.reads():
                told[who].append(day)
    assert told == {"feng": [2, 3, 4], "chen": [3, 4]}  # day 5 is a Saturday


def test_a_notice_can_stay_longer_or_be_taken_down_with_a_reason(
    village: Village, chen: Seat
) -> None:
    number = puts_up(chen)
    until = notice(village, number).until
    chen.says(number)
    chen.presses("多公示几天")
    chen.presses("3天")
    assert notice(village, number).until == until + timedelta(days=3)
    chen.says(number)
    chen.presses("撤下来")
    chen.says("数字写错了")
    assert (notice(village, number).state, notice(village, number).why) == (
        State.WITHDRAWN,
        "数字写错了",
    )


def test_minutes_are_made_public_masked_and_only_when_they_are_final(
    village: Village, chen: Seat, feng: Seat
) -> None:
    early = calls(chen, REPS, "别的事", day="12月8日")
    number = final_minutes(village, chen, feng)
    assert "才能公布" in chen.forges(f"s:publish:meeting={early}")
    feng.says(number)
    feng.presses("看纪要")
    feng.presses("公布出去")
    shown = feng.presses("7天")
    assert SECRET not in shown
    public = number_in(feng.presses("📢 公示"))
    kept = notice(village, public)
    for name in (SECRET, "样例·何大成", "13800000003", "5号院"):
        assert name not in kept.title + kept.text
    assert "赞成13，反对1，弃权0" in kept.text
    assert "家困难" not in kept.text  # opinions stay in the minutes
    assert (kept.meeting, kept.version) == (number, 1)


@pytest.mark.asyncio
async def test_the_page_and_the_board_show_no_name(
    village: Village, chen: Seat, feng: Seat, he: Seat
) -> None:
    number = final_minutes(village, chen, feng)
    feng.says(number)
    feng.presses("看纪要")
    feng.presses("公布出去")
    feng.presses("7天")
    public = number_in(feng.presses("📢 公示"))
    he.says(public)
    he.presses("有不同意见")
    he.says("我家也困难")
    board = notice_board(village.records, world(), lambda: village.now)
    shown = await board.notice(public)
    assert shown is not None
    listed = await board.village(shown.village_code)
    for name in (SECRET, "样例·何大成", "13800000003", "我家也困难"):
        assert name not in str((shown, listed))
    assert (shown.objections, shown.waiting, shown.open) == (1, 1, True)
    assert await board.notice("GS-20991231-0001") is None
    assert await board.village("0") is None


def test_html_and_patterns_in_a_notice_are_words(village: Village, chen: Seat) -> None:
    text = "<b>粗</b> {name} %s *星* \n第二行"
    number = puts_up(chen, text)
    assert notice(village, number).text == text.replace(" \n", " \n")
    assert "<b>粗</b> {name} %s" in chen.says(number)


def test_a_long_notice_fits_every_channel(village: Village, chen: Seat) -> None:
    number = puts_up(chen, "公示的内容很长。" * 370)
    chen.says(number)
    assert all(len(letter.body["text"]) <= 4096 for letter in village.letters(chen.address))
    chen.says("公示栏")
    chen.presses("发公示")
    chen.says("题目")
    assert "太长了" in chen.says("长" * 3001)


def test_a_link_of_the_picture_opens_the_notice(chen: Seat, he: Seat) -> None:
    number = puts_up(chen)
    assert "修路集资" in he.opens(f"n_{number}")


def test_letters_to_more_than_one_person_name_nobody(
    village: Village, chen: Seat, he: Seat
) -> None:
    """The text for the group is sent to the cadre alone, and is masked already."""
    puts_up(chen, f"{SECRET}家免，电话13800000003")

    def bodies(session: Session) -> list[str]:
        rows = session.execute(select(Letters.body)).scalars()
        return [json.dumps(body, ensure_ascii=False) for body in rows]

    assert [b for b in village.records.run_here(bodies) if SECRET in b and "公示" in b] == []
    del he
