"""Hands for tests of meetings: called, opened, counted, as people do it in a chat."""

import re
from functools import partial

from bot.clock import EVERY_MINUTE
from domain.disputes.dispute import Dispute
from domain.meetings.meeting import Item, Meeting
from domain.meetings.minutes import Minutes
from storage.disputes.keeping import dispute_numbered
from storage.meetings.lists import body_with_id, meeting_numbered
from storage.meetings.minutes import minutes_of
from tests.village import Seat, Village, world

NUMBER = re.compile(r"(HY|JF|RW|GS|SY|YS)-\d{8}-\d{4}")
REPS, COUNCIL, MARKET, ASSEMBLY = "村民代表会议", "群众理事会", "逢场天说事", "村民会议"


def number_in(text: str) -> str:
    """The newest number in what was read."""
    found = list(NUMBER.finditer(text))
    assert found, text
    return found[-1][0]


def calls(
    seat: Seat, kind: str, topic: str, *more: str, day: str = "明天", recorder: str = "样例·冯文书"
) -> str:
    """A meeting at nine; gives its number."""
    seat.says("开会")
    seat.presses(kind) if kind != ASSEMBLY else seat.says("样例·清泉村村民会议")
    if kind == ASSEMBLY:
        seat.presses("按人")
    seat.says(topic)
    if more:
        seat.says("\n".join(more))
        seat.presses("就这些")
    else:
        seat.presses("没有别的")
    seat.says(day)
    seat.says("9点")
    seat.presses("村委会一楼")
    seat.presses(recorder)
    return number_in(seat.presses("通知开会"))


def opens(seat: Seat, number: str) -> None:
    seat.says(number)
    seat.presses("现在开会")


def meeting(village: Village, number: str) -> Meeting:
    found = village.records.run_here(lambda s: meeting_numbered(s, number))
    assert found is not None
    return found


def item(village: Village, number: str, n: int = 1) -> Item:
    found = meeting(village, number).item(n)
    assert found is not None
    return found


def minutes(village: Village, number: str) -> tuple[Minutes, ...]:
    return village.records.run_here(lambda s: minutes_of(s, number))


def dispute(village: Village, number: str) -> Dispute:
    found = village.records.run_here(lambda s: dispute_numbered(s, number))
    assert found is not None
    return found


def names(village: Village, body: int = 1) -> list[str]:
    """Of a body of the sample, in the order of its list; the first is that of the representatives."""
    found = village.records.run_here(lambda s: body_with_id(s, body))
    assert found is not None
    return [member.name for member in found.members]


def ticks(seat: Seat, number: str, *who: str) -> None:
    """Names called and answered to."""
    seat.says(number)
    seat.presses("点名")
    seat.says("、".join(who))
    seat.says("点完了")


def the_clock_ticks(village: Village) -> None:
    for due in EVERY_MINUTE:
        village.records.run_here(partial(due, world=world(), now=village.now))


def at_item(seat: Seat, number: str, n: int = 1) -> None:
    seat.forges(f"s:item:meeting={number}:item={n}")
