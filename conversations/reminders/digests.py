"""The Monday digest of a village or a township: counts, what is late, days without duty."""

from collections.abc import Sequence
from datetime import date

from conversations.facts import Facts
from conversations.messages import FileRef, Reply
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say
from domain.reminders.digest import Counted, Figures, Matter, nothing_open

NAMES = {
    Matter.REQUESTS: say("代办"),
    Matter.ISSUES: say("网格问题"),
    Matter.ACTIONS: say("会上定的事"),
    Matter.DISPUTES: say("纠纷调解"),
    Matter.ACTIVITIES: say("志愿时间等核对"),
}
MOST_DAYS = 7


def about(place: str) -> str:
    return f"digest:{place}"


def digest(
    facts: Facts, place: str, figures: Figures, unmanned: Sequence[date], picture: FileRef
) -> Reply:
    told = [_line(m, figures[m]) for m in Matter if figures.get(m, Counted()).open]
    text = lines(
        say("🗓 {place}，新的一周：", place=place_name(facts, place)),
        say("没有没办完的事，辛苦了。") if nothing_open(figures) else lines(*told),
        _no_duty(unmanned),
    )
    desk = start_button(say("7 我手上的活"), "desk")
    rows = ((desk, start_button(say("📒 台账"), "ledgers")),)
    return Reply(text, rows, attached=(picture,), attached_to=about(place))


def _line(matter: Matter, counted: Counted) -> Words:
    late = say("，过了时间{n}件", n=counted.late) if counted.late else NOTHING
    return say("{matter}：{n}件{late}", matter=NAMES[matter], n=counted.open, late=late)


def _no_duty(days: Sequence[date]) -> Words:
    if not days:
        return NOTHING
    named = lines(*(say("{day}", day=day) for day in days[:MOST_DAYS]), by=LIST)
    return say("⚠ 这周没有排值班的：{days}", days=named)
