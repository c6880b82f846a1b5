"""Hands for tests of volunteering: called, signed up for, checked in to, as people do it in a chat."""

import re
from datetime import datetime

from domain.activities.activity import Activity, SignUp
from domain.activities.codes import code_at
from storage.activities.lists import activity_numbered
from tests.village import ZONE, Seat, Village, sample

NUMBER = re.compile(r"ZY-\d{8}-\d{4}")
RULES = sample().catalogue.activities
RIVER = (31.5800, 105.9700)
SATURDAY = datetime(2026, 11, 28, 9, 0, tzinfo=ZONE)


def number_in(text: str) -> str:
    found = NUMBER.findall(text)
    assert found, text
    return str(found[-1])


def calls(
    seat: Seat,
    title: str = "清老桥下的河沟",
    kind: str = "清河道",
    *,
    places: str = "",
    marked: bool = True,
    until: str = "开始前都行",
    weeks: str = "只这一次",
    breaks: str = "中间不歇",
    reach: str = "本村的人",
    day: str = "11月28日",
    clock: str = "9点",
    end: str = "12点",
    unit: str = "样例·清泉村",
) -> str:
    """A call for Saturday at nine; gives its number."""
    seat.says("发征集令")
    seat.presses(unit) if unit else None
    seat.says(kind)
    seat.says(title)
    seat.presses("自愿来")
    seat.says("捡垃圾，清淤泥")
    seat.says("老桥头")
    if marked:
        seat.shares_place(*RIVER)
        seat.presses("300米")
    else:
        seat.presses("不标位置")
    seat.says(day)
    seat.says(clock)
    seat.says(end)
    plain = (places, until, weeks, breaks, reach) == (
        "",
        "开始前都行",
        "只这一次",
        "中间不歇",
        "本村的人",
    )
    if plain:
        seat.presses("按平常的")
    else:
        seat.presses("我要细说")
        seat.says(breaks)
        seat.says(places) if places else seat.presses("人数不限")
        seat.presses(until)
        seat.presses(reach)
        seat.presses(weeks)
        seat.says("手套")
        seat.presses("没有")
    return number_in(seat.presses("发出去"))


def activity(village: Village, number: str) -> Activity:
    found = village.records.run_here(lambda s: activity_numbered(s, number))
    assert found is not None
    return found


def line(village: Village, number: str, name: str) -> SignUp:
    return next(s for s in activity(village, number).signups if s.name == name)


def code(village: Village, number: str, moment: datetime | None = None) -> str:
    return code_at(activity(village, number), moment or village.now, RULES)


def signs_up(seat: Seat, number: str) -> str:
    seat.says(number)
    return seat.presses("我报名")


def checks_in(seat: Seat, number: str) -> str:
    return seat.says(f"签到 {code(seat.village, number)}")


def checks_out(seat: Seat, number: str) -> str:
    return seat.says(f"签退 {code(seat.village, number)}")
