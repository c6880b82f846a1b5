"""Big decisions: six steps in their order, each refused out of turn, with the reason."""

import pytest

from domain.notices.decision import Decision
from domain.notices.notice import Notice
from storage.notices.lists import decision_numbered, notice_numbered
from tests.errands import new_village
from tests.meetings import (
    REPS,
    at_item,
    calls,
    names,
    number_in,
    opens,
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


def begins(seat: Seat) -> str:
    seat.says("四议两公开")
    seat.presses("记一件大事")
    return number_in(seat.says("堰塘承包"))


def on_paper(seat: Seat, number: str, due: int, present: int, ayes: int) -> str:
    seat.says(number)
    seat.presses("记这一步")
    seat.presses("会没有记在村帮里")
    seat.says("2026-11-20")
    for count in (due, present, ayes):
        told = seat.says(str(count))
    return seat.says("同意") if "怎么定的" in told else told


@pytest.mark.parametrize("step", ["discuss", "party", "decide", "publish", "result"])
def test_a_step_out_of_order_is_refused_with_the_reason(
    village: Village, chen: Seat, step: str
) -> None:
    number = begins(chen)
    told = chen.forges(f"s:decision_step:decision={number}:step={step}")
    assert "还不能做：先要“党组织提议”" in told
    assert decision(village, number).done == ()


def test_a_step_that_was_taken_is_not_taken_twice(chen: Seat) -> None:
    number = begins(chen)
    on_paper(chen, number, 3, 3, 3)
    told = chen.forges(f"s:decision_step:decision={number}:step=propose")
    assert "“党组织提议”已经走过了" in told
    assert "没有这一步" in chen.forges(f"s:decision_step:decision={number}:step=x")


@pytest.mark.parametrize(("due", "present", "ayes"), [(3, 1, 1), (3, 4, 3), (3, 3, 1), (3, 2, 3)])
def test_a_step_without_enough_people_or_votes_does_not_count(
    village: Village, chen: Seat, due: int, present: int, ayes: int
) -> None:
    number = begins(chen)
    assert "这一步不能算" in on_paper(chen, number, due, present, ayes)
    assert decision(village, number).done == ()


def test_the_whole_path_is_walked_step_by_step(village: Village, chen: Seat, feng: Seat) -> None:
    number = begins(chen)
    for counts in ((3, 3, 3), (5, 5, 4), (15, 10, 9)):
        on_paper(chen, number, *counts)
    meeting = final_minutes(village, chen, feng)
    chen.says(number)
    chen.presses("记这一步")
    chen.presses("11月24日")
    taken = decision(village, number).done[-1]
    assert (taken.step, taken.meeting, taken.ayes) == ("decide", meeting, 13)
    puts_up(chen)
    chen.says(number)
    chen.presses("记这一步")
    chen.presses("修路集资")
    chen.says("决议贴出去了")
    chen.says(number)
    chen.presses("记这一步")
    chen.presses("公示没有发")
    chen.says("路修好了，账目公开")
    done = decision(village, number).done
    assert [d.step for d in done] == [s.key for s in world().catalogue.meetings.steps]
    assert "记这一步" not in str(chen.screen()[-1].buttons)


def test_strangers_neither_see_nor_walk_it(village: Village, chen: Seat) -> None:
    number = begins(chen)
    for key in ("he-dacheng", "secretary-02", "agent-01"):
        told = village.seat(key).forges(f"s:decision_step:decision={number}:step=propose")
        assert "不归您看" in told
    assert "堰塘承包" in village.seat("township-01").says(number)
