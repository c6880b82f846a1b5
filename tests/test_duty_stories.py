"""Stories of duty: a roster is drawn and published, somebody forgets, two swap, the server sleeps."""

from datetime import date, datetime, timedelta

import pytest

from domain.duty.shift import How, Shift, Stage
from storage.chats import mark_unreachable
from storage.sample import window
from tests.duty import (
    QINGQUAN,
    at,
    draws,
    give_to,
    it_is,
    number_in,
    person,
    publishes,
    roster,
    shift,
    shift_on,
    the_clock_ticks,
    the_room_works,
)
from tests.village import ZONE, Seat, Village

pytest_plugins = ["tests.activity_seats"]
TUESDAY = date(2026, 12, 1)


@pytest.fixture
def pu(village: Village) -> Seat:
    """An officer of a grid."""
    return village.seat("grid-01")


@pytest.fixture
def feng(village: Village) -> Seat:
    return village.seat("cadre-01")


@pytest.fixture
def december(chen: Seat) -> str:
    """The roster of December, published on 23 November."""
    number = draws(chen)
    publishes(chen, number)
    return number


@pytest.fixture
def tuesday(village: Village, december: str, feng: Seat, pu: Seat) -> Shift:
    """On 1 December Feng has duty, and Pu is the deputy."""
    given = give_to(village, shift_on(village, december, TUESDAY), "cadre-01", "grid-01")
    feng.reads()
    pu.reads()
    return given


def test_the_secretary_has_a_month_drawn_and_everybody_hears_of_their_days(
    village: Village, chen: Seat, feng: Seat
) -> None:
    number = draws(chen)
    drawn = roster(village, number)
    assert {s.day for s in drawn.shifts} == {TUESDAY + timedelta(days=n) for n in range(31)}
    assert all(s.where and s.tasks and s.deputy.id for s in drawn.shifts)
    assert "每个人几次" in chen.says(number)
    assert "没有找到" in feng.says(number) or "发布" in feng.says(number)
    assert "告诉了6个人" in publishes(chen, number)
    assert "新的值班表出来了" in feng.reads()
    assert all(s.stage is Stage.ON for s in roster(village, number).shifts)


def test_everybody_sees_who_is_on_duty(village: Village, tuesday: Shift, he: Seat) -> None:
    it_is(village, 2026, 12, 1, 10)
    read = he.says("5")
    assert "现在值班" in read
    for part in ("样例·冯文书", tuesday.person.phone, "村委会一楼", "08:30—17:30", "接待来人"):
        assert part in read
    it_is(village, 2026, 12, 1, 20)
    assert "现在没有排值班" in he.says("谁值班")


@pytest.mark.usefixtures("tuesday")
def test_reminders_come_at_their_moments_and_once(village: Village, feng: Seat) -> None:
    at(village, 2026, 11, 30, 19, 59)
    assert feng.reads() == ""
    at(village, 2026, 11, 30, 20, 0)
    assert "明天您值班" in feng.reads()
    at(village, 2026, 12, 1, 7, 44)
    assert feng.reads() == ""
    at(village, 2026, 12, 1, 7, 45)
    assert "今天您值班" in feng.reads()
    token = next(t for label, t in feng.screen()[-1].buttons if "我到岗了" in label)
    assert "您在岗了" in feng.presses("我到岗了")
    assert "记过了" in feng.forges(token)
    at(village, 2026, 12, 1, 9, 1)
    at(village, 2026, 12, 1, 17, 15)
    assert "快到点了" in feng.reads()
    at(village, 2026, 12, 1, 17, 30)
    at(village, 2026, 12, 1, 20, 0)
    assert feng.reads() == "" or "明天您值班" in feng.screen()[-1].text


def test_the_forgotten_shift(
    village: Village, tuesday: Shift, chen: Seat, feng: Seat, pu: Seat, he: Seat
) -> None:
    """Nobody says they are there: the deputy is asked, then the secretary, who puts somebody in."""
    at(village, 2026, 11, 30, 20, 0)
    at(village, 2026, 12, 1, 7, 45)
    feng.reads()
    chen.reads()
    at(village, 2026, 12, 1, 8, 59)
    assert pu.reads() == ""
    at(village, 2026, 12, 1, 9, 0)
    assert "您是副班，能顶一下吗" in pu.reads()
    assert "没有人值班" not in chen.reads()
    at(village, 2026, 12, 1, 9, 30)
    assert "现在没有人值班" in chen.reads()
    chen.presses("换人")
    assert "换好了" in chen.presses("样例·李青山")
    li = village.seat("agent-01")
    assert "已经开始了，请马上去" in li.reads()
    assert "您不用来了" in feng.reads()
    assert "样例·李青山" in he.says("5")
    assert "您在岗了" in li.presses("我到岗了")
    kept = shift(village, tuesday.id)
    assert (kept.how, kept.planned.name) == (How.SUBSTITUTE, "样例·冯文书")
    at(village, 2026, 12, 1, 10, 30)
    assert "没有人值班" not in chen.reads()


def test_the_deputy_comes(
    village: Village, tuesday: Shift, feng: Seat, pu: Seat, chen: Seat
) -> None:
    at(village, 2026, 11, 30, 20, 0)
    at(village, 2026, 12, 1, 7, 45)
    at(village, 2026, 12, 1, 9, 0)
    chen.reads()
    pu.reads()
    assert "您顶上了" in pu.presses("我来顶")
    assert "顶上了" in feng.reads()
    assert "顶上了" in chen.reads()
    at(village, 2026, 12, 1, 9, 31)
    assert chen.reads() == ""
    assert shift(village, tuesday.id).came.name == "样例·蒲小波"


@pytest.mark.usefixtures("tuesday")
def test_the_server_slept_from_seven_in_the_evening_to_nine(
    village: Village, feng: Seat, pu: Seat, chen: Seat
) -> None:
    """What is stale is not said, the secretary sees it in a list; what still counts is said once."""
    at(village, 2026, 11, 30, 19, 0)
    chen.reads()
    at(village, 2026, 12, 1, 9, 0)
    read = feng.reads()
    assert "您的班开始了" in read
    assert "明天您值班" not in read
    assert pu.reads() == ""
    listed = chen.reads()
    assert "没有按时发" in listed
    assert "前一晚、当天早上" in listed
    the_clock_ticks(village)
    at(village, 2026, 12, 1, 9, 29)
    assert (feng.reads(), chen.reads(), pu.reads()) == ("", "", "")
    at(village, 2026, 12, 1, 9, 30)
    assert "您是副班" in pu.reads()


def test_a_swap_on_new_years_eve(
    village: Village, december: str, chen: Seat, feng: Seat, pu: Seat, he: Seat
) -> None:
    """Both agree, and it is published; what is asked again later finds the new names."""
    mine = give_to(village, shift_on(village, december, date(2026, 12, 31)), "cadre-01")
    theirs = give_to(village, shift_on(village, december, date(2026, 12, 29)), "grid-01")
    for seat in (feng, pu, chen):
        seat.reads()
    it_is(village, 2026, 12, 28, 9)
    feng.forges(f"s:shift:shift={mine.id}")
    feng.presses("换班、替班")
    feng.presses("样例·蒲小波")
    assert "问样例·蒲小波了" in feng.presses("12月29日")
    assert "想和您换班" in pu.reads()
    assert "换好了" in pu.presses("同意")
    assert "换好了" in feng.reads()
    assert "换好了" in chen.reads()
    assert shift(village, mine.id).person.name == "样例·蒲小波"
    assert shift(village, theirs.id).person.name == "样例·冯文书"
    at(village, 2026, 12, 30, 20, 0)
    assert "明天您值班" in pu.reads()
    assert "明天您值班" not in feng.reads()
    it_is(village, 2026, 12, 31, 12)
    assert "样例·蒲小波" in he.says("5")


def test_a_swap_that_nobody_answers_is_none(
    village: Village, tuesday: Shift, feng: Seat, pu: Seat
) -> None:
    it_is(village, 2026, 11, 30, 9)
    feng.forges(f"s:swap:shift={tuesday.id}")
    feng.presses("样例·蒲小波")
    feng.presses("请他替我一次")
    pu.reads()
    at(village, 2026, 11, 30, 15, 1)
    assert "没有回，换班没有换成" in feng.reads()
    assert "过时间了" in pu.presses("同意")
    assert shift(village, tuesday.id).person.name == "样例·冯文书"


def test_leave_is_agreed_and_the_deputy_stands_in(
    village: Village, tuesday: Shift, chen: Seat, feng: Seat, pu: Seat
) -> None:
    it_is(village, 2026, 11, 27, 9)
    feng.says("请假")
    feng.presses("别的日子")
    feng.says("12月1日")
    feng.says("12月2日")
    assert "报给书记了" in feng.presses("家里有事")
    asked = chen.reads()
    assert "请假" in asked
    assert "副班样例·蒲小波顶" in asked
    chen.presses("同意")
    assert "书记同意您请假" in feng.reads()
    assert "请您顶" in pu.reads()
    kept = shift(village, tuesday.id)
    assert (kept.person.name, kept.how) == ("样例·蒲小波", How.DEPUTY)
    at(village, 2026, 11, 30, 20, 0)
    assert "明天您值班" in pu.reads()


def test_what_is_open_is_handed_over_to_the_next(
    village: Village, december: str, tuesday: Shift, feng: Seat
) -> None:
    following = give_to(village, shift_on(village, december, date(2026, 12, 2)), "grid-09")
    he = village.seat("grid-09")
    he.reads()
    at(village, 2026, 12, 1, 7, 45)
    feng.presses("我到岗了")
    at(village, 2026, 12, 1, 17, 15)
    feng.presses("交班")
    feng.presses("都交了")
    feng.says("王大爷的低保表没送\n三组路灯等回话")
    feng.presses("就这些")
    assert "样例·陈小华看得到" in feng.says("钥匙在抽屉里")
    read = he.reads()
    for part in ("王大爷的低保表没送", "三组路灯等回话", "钥匙在抽屉里", "新来代办0件"):
        assert part in read
    he.presses("接班")
    assert "接班了" in feng.reads()
    left = shift(village, tuesday.id).handover
    assert left
    assert left.taken_by.id == following.person.id


def test_a_published_day_is_changed_by_tapping(village: Village, december: str, chen: Seat) -> None:
    chen.says(december)
    chen.presses("改一天")
    chen.says("12月9日")
    was = shift_on(village, december, date(2026, 12, 9)).person.name
    chen.presses(f"换{was}")
    new = "样例·李青山" if was != "样例·李青山" else "样例·陈小华"
    assert "改好了" in chen.presses(new)
    assert shift_on(village, december, date(2026, 12, 9)).person.name == new


def test_no_roster_exists_and_the_day_is_named(village: Village, chen: Seat) -> None:
    for key in ("agent-01", "grid-01", "grid-09", "grid-10", "cadre-01", "secretary-01"):
        is_off(village.seat(key), "12月7日")
    with pytest.raises(AssertionError):
        draws(chen)
    assert "12月7日：都请假了" in chen.screen()[-1].text


def is_off(seat: Seat, day: str) -> None:
    seat.says("请假")
    seat.presses("别的日子")
    seat.says(day)
    seat.says(day)


def test_a_person_out_of_reach_is_named_to_the_secretary_the_evening_before(
    village: Village, tuesday: Shift, chen: Seat
) -> None:
    village.records.run_here(lambda s: mark_unreachable(s, window("cadre-01"), village.now))
    chen.reads()
    at(village, 2026, 11, 30, 20, 0)
    assert "样例·冯文书 13800000121明天值班，村帮联系不上" in chen.reads()
    assert shift(village, tuesday.id).person.id == person(village, "cadre-01")


def test_a_year_whose_holidays_are_unknown_is_said_and_goes_by_weekends(
    village: Village, chen: Seat
) -> None:
    number = draws(chen, period="再下个月")
    read = chen.says(number)
    assert "2027年的放假通知还没有" in read
    assert len(roster(village, number).shifts) == 31


def test_the_week_ahead_comes_on_friday(village: Village, december: str, feng: Seat) -> None:
    given = give_to(village, shift_on(village, december, date(2026, 12, 9)), "cadre-01")
    feng.reads()
    at(village, 2026, 12, 4, 16, 59)
    assert "下周您的班" not in feng.reads()
    at(village, 2026, 12, 4, 17, 0)
    assert "下周您的班" in feng.reads()
    the_clock_ticks(village)
    assert feng.reads() == ""
    assert given.starts_at == datetime(2026, 12, 9, 8, 30, tzinfo=ZONE)


def test_waiting_rosters_survive_a_restart(village: Village, chen: Seat) -> None:
    chen.says("排班")
    for label in ("下个月", "都排", "一个人", "清泉村", "就这些", "不用", "开始排"):
        chen.presses(label)
    assert the_room_works(village) == 1
    assert the_room_works(village) == 0
    assert roster(village, number_in(chen.reads())).place == QINGQUAN
