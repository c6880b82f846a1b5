"""After an activity: hours confirmed once, objected to, sheets forged, names taken off."""

from datetime import timedelta

import pytest

from storage.activities.sheets import sheet_numbered
from storage.activities.tables import RecordSheets
from tests.activities import (
    SATURDAY,
    activity,
    calls,
    checks_in,
    checks_out,
    line,
    signs_up,
)
from tests.village import Seat, Village

pytest_plugins = ("tests.activity_seats",)
HOUR = timedelta(hours=1)
FAR = (31.85, 105.97)
"""Thirty kilometres north of the river."""


@pytest.fixture
def number(chen: Seat) -> str:
    return calls(chen)


def settled(village: Village, chen: Seat, li: Seat, number: str) -> None:
    """Two hours of one volunteer, confirmed."""
    signs_up(li, number)
    village.now = SATURDAY
    checks_in(li, number)
    village.passes(hours=2)
    checks_out(li, number)
    village.now = SATURDAY + timedelta(days=2)
    chen.says("核对时间")
    chen.presses("1 清")
    chen.presses("都对")


# Afterwards


def test_hours_are_confirmed_once_and_by_nobody_else(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    assert "已经核对好了" in chen.forges(f"s:confirm_hours:activity={number}")
    assert "没有签到，不用签退" in checks_out(li, number) or "码不对" in li.log[-1]
    assert line(village, number, "样例·李小琴").minutes == 120


def test_an_objection_goes_to_the_organiser_and_back(
    village: Village, chen: Seat, li: Seat, he: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    li.reads()
    mine = line(village, number, "样例·李小琴").id
    assert "别人的时间" in he.forges(f"s:object_hours:activity={number}:line={mine}")
    li.presses("时间不对")
    assert "告诉组织的人了" in li.says("我做到12点")
    assert "样例·李小琴说时间不对：我做到12点" in chen.reads()
    assert "先核对再录" in chen.forges(f"s:entered:activity={number}")
    chen.presses("写时间")
    chen.says("3")
    chen.says("问了邻居，是做到12点")
    assert "改成3小时" in li.reads()
    assert line(village, number, "样例·李小琴").minutes == 180
    assert "已录进全国系统" in chen.forges(f"s:entered:activity={number}")


def test_one_rating_and_by_who_came_only(
    village: Village, chen: Seat, li: Seat, he: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    mine = line(village, number, "样例·李小琴").id
    assert "只有来参加的人" in he.forges(f"s:rate_activity:activity={number}:line={mine}")
    li.forges(f"s:rate_activity:activity={number}:line={mine}")
    li.says("5")
    li.presses("没有")
    assert "已经评过了" in li.forges(f"s:rate_activity:activity={number}:line={mine}")
    assert line(village, number, "样例·李小琴").rating == 5


def test_a_forged_sheet_is_not_found(village: Village, chen: Seat, li: Seat, number: str) -> None:
    settled(village, chen, li, number)
    li.says("记录单")
    li.presses("今年的")
    rows = village.records.run_here(
        lambda s: [(r.number, r.check) for r in s.query(RecordSheets).all()]
    )
    kept, check = rows[0]
    run = village.records.run_here
    assert run(lambda s: sheet_numbered(s, kept, check)) is not None
    assert run(lambda s: sheet_numbered(s, kept, "key-0")) is None
    assert run(lambda s: sheet_numbered(s, "JL-20990101-0001", check)) is None


def test_who_has_their_name_removed_leaves_the_hours(
    village: Village, chen: Seat, li: Seat, number: str
) -> None:
    settled(village, chen, li, number)
    li.says("记录单")
    li.presses("今年的")
    li.says("我的记录")
    li.presses("删我的名字")
    assert "都还在" in li.presses("不删")
    li.says("我的记录")
    li.presses("删我的名字")
    assert "删了" in li.presses("删掉我的名字")
    found = activity(village, number)
    assert [(s.name, s.person, s.minutes) for s in found.signups] == [("", None, 120)]
    assert "还没有志愿记录" in li.says("我的记录")
    rows = village.records.run_here(lambda s: [(r.name, r.sheet) for r in s.query(RecordSheets)])
    assert rows == [("", {})]
    assert "（名字已删） 2小时" in chen.forges(f"s:hours:activity={number}")
