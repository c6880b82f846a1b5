"""How people of the sample village report things and work on them, in few words, for stories."""

import json
import re
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import count

from bot.clock import call_secretaries
from bot.issues.clock import look_at_issues
from bot.issues.digest import send_digests
from bot.letters import World
from bot.turns import take_batch
from conversations.messages import Event, Said, Tapped
from domain.issues.issue import Issue
from domain.roles import Role
from storage import people
from storage.issues.lists import issue_numbered
from tests.errands import invited, person
from tests.village import ZONE, Seat, Village, world

ONE, TWO, THREE = (f"WG-20261123-{n:04}" for n in (1, 2, 3))
NUMBER = re.compile(r"WG-[0-9]{8}-[0-9]{4}")
SENDS, UNNAMED = "送出去", "不露我的名"
LAMP, WELL = "路灯不亮", "老水井"
"""A plain matter, and a landmark in the second grid, which is grid-10's."""
_sat = count(1)


def at_the_sight(seat: Seat, what: str = LAMP) -> str:
    """What is asked when it is known what is wrong."""
    seat.says("2")
    return seat.says(what)


def at_the_review(seat: Seat, what: str = LAMP, where: str = WELL) -> str:
    """Where everything is said and nothing is sent yet; complaints are asked fewer things."""
    at_the_sight(seat, what)
    told = seat.says("没有")
    if told.startswith("在哪里"):
        told = seat.says(where)
    if "是不是同一件事" in told:
        told = seat.presses("都不是")
    return seat.presses("说不清") if "什么时候开始" in told else told


def follows(seat: Seat, what: str = LAMP, where: str = WELL) -> str:
    """It is the one that was reported before."""
    at_the_sight(seat, what)
    seat.says("没有")
    asked = seat.says(where)
    assert "是不是同一件事" in asked, asked
    return seat.does(Tapped(seat.screen()[-1].buttons[0][1]), "[就是这件]")


def reports(seat: Seat, what: str = LAMP, where: str = WELL, *, send: str = SENDS) -> str:
    """A villager reports by menu, without a picture; the number."""
    at_the_review(seat, what, where)
    return number_in(seat.presses(send))


def logs(seat: Seat, what: str = LAMP, where: str = WELL, now: str = "我接着办") -> str:
    """An officer in the field; the number."""
    for said in ("2", what, "没有", where):
        told = seat.says(said)
    if "是不是同一件事" in told:
        seat.presses("都不是")
    seat.presses("巡查看到的")
    return number_in(seat.presses(now))


def number_in(told: str) -> str:
    found = NUMBER.search(told)
    assert found, f"no number in {told}"
    return found[0]


def issue(village: Village, number: str = ONE) -> Issue:
    found = village.records.run_here(lambda s: issue_numbered(s, number))
    assert found is not None
    return found


def deeds(village: Village, number: str = ONE) -> list[str]:
    """What stands in its history, in order."""
    return [entry.what for entry in issue(village, number).history]


def takes(seat: Seat, number: str = ONE) -> str:
    return seat.forges(f"s:take_issue:issue={number}")


def mends(seat: Seat, number: str = ONE) -> str:
    seat.forges(f"s:do_issue:issue={number}")
    return seat.presses("没有照片，办好了")


def looks(seat: Seat, number: str = ONE) -> str:
    """The card, as it is when the number is typed."""
    return seat.says(number)


def sees_it(seat: Seat, number: str = ONE) -> bool:
    return looks(seat, number) != "没有找到这个编号，请再看一眼。"


def all_read(village: Village, key: str) -> str:
    """Every word that ever went to somebody, redrawn cards included."""
    letters = village.letters(village.seat(key).address)
    return json.dumps([letter.body for letter in letters], ensure_ascii=False)


def another(village: Village, role: Role, place: str) -> Seat:
    """Somebody else who serves there, taken on by an invitation."""
    code = f"invitation-{next(_sat)}"
    invited(village, code, role, place)
    seat = village.newcomer()
    seat.opens(code)
    seat.says("样例·孙二号")
    seat.says("13800000098")
    return seat


def ticks(village: Village) -> None:
    """The clock looks at everything once."""
    for due in (call_secretaries, look_at_issues, send_digests):
        village.records.run_here(partial(due, world=world(), now=village.now))


def at(village: Village, day: int, hour: int, minute: int = 0) -> None:
    """Time passes until that day of November, and the clock ticks."""
    village.now = datetime(2026, 11, day, hour, minute, tzinfo=ZONE)
    ticks(village)


def blocks(village: Village, key: str) -> None:
    """As an operator does who types `bot.py block`."""
    run, now = village.records.run_here, village.now
    who = run(lambda s: person(s, key))
    run(lambda s: people.change_person(s, who, blocked_at=now))


def without_kind(key: str) -> World:
    """The house after the office took a category out of its catalogue."""
    catalogue = world().catalogue
    kinds = {k: kind for k, kind in catalogue.issues.kinds.items() if k != key}
    smaller = replace(catalogue.issues, kinds=kinds)
    return replace(world(), catalogue=replace(catalogue, issues=smaller))


def says_in(seat: Seat, changed: World, text: str) -> str:
    """The same chat, in a house that was started again with another catalogue."""
    event = Event(f"again:{next(_sat)}", seat.address, Said(text))
    seat.village.records.run_here(lambda s: take_batch(s, [event], changed, seat.village.now))
    return seat.reads()
