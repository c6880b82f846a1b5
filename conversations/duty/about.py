"""How shifts and rosters are called, and the buttons that open them."""

from collections.abc import Iterable

from conversations.facts import Facts
from conversations.messages import Button
from conversations.starts import start_button
from conversations.words import AND, LIST, NOTHING, Words, lines, say, verbatim
from domain.duty.days import holiday_name, is_make_up
from domain.duty.rules import DutyRules
from domain.duty.shift import How, Shift
from domain.records import NOBODY, PersonRef

ROWS = 6
"""Buttons of one list; old people read no more."""
HOWS = {
    How.PLANNED: NOTHING,
    How.SWAPPED: say("（换班）"),
    How.DEPUTY: say("（副班顶班）"),
    How.SUBSTITUTE: say("（替班）"),
}


def rules(facts: Facts) -> DutyRules:
    return facts.catalogue.duty


def about(shift: Shift) -> str:
    return f"shift:{shift.id}"


def act(label: Words, flow: str, shift: Shift) -> Button:
    return start_button(label, flow, shift=str(shift.id))


def open_button(shift: Shift) -> Button:
    return act(say("🗓 {when}", when=shift.day), "shift", shift)


def hours_of(facts: Facts, shift: Shift) -> Words:
    start, end = (m.astimezone(facts.zone) for m in (shift.starts_at, shift.ends_at))
    clock = f"{start:%H:%M}—{end:%H:%M}"
    if end.date() == start.date():
        return verbatim(clock)
    return say("{start}到第二天{end}", start=f"{start:%H:%M}", end=f"{end:%H:%M}")


def when(facts: Facts, shift: Shift) -> Words:
    return say("{day} {hours}", day=shift.day, hours=hours_of(facts, shift))


def where(shift: Shift) -> Words:
    return verbatim(shift.where) if shift.where else say("村里")


def way(shift: Shift) -> Words:
    """At the desk, or by phone."""
    return say("在村里、电话通") if shift.on_call else say("在岗")


def with_phone(ref: PersonRef) -> Words:
    return verbatim(f"{ref.name} {ref.phone}".strip())


def tasks_of(facts: Facts, shift: Shift) -> Words:
    named = (rules(facts).task_named(key) for key in shift.tasks)
    return lines(*(say("{name}", name=name) for name in named), by=LIST)


def four_fixed(facts: Facts, shift: Shift) -> Words:
    """Who, when, where, what (四定); always all four."""
    return lines(
        say("人：{who}{how}", who=with_phone(shift.person), how=HOWS[shift.how]),
        _deputy(shift),
        say("时间：{when}{mark}", when=when(facts, shift), mark=mark_of(shift)),
        say("地点：{where}（{way}）", where=where(shift), way=way(shift)),
        say("做什么：{tasks}", tasks=tasks_of(facts, shift)) if shift.tasks else NOTHING,
    )


def _deputy(shift: Shift) -> Words:
    if shift.deputy.id == NOBODY.id:
        return NOTHING
    return say("副班：{who}", who=with_phone(shift.deputy))


def mark_of(shift: Shift) -> Words:
    """A holiday or a make-up day is told."""
    if is_make_up(shift.day):
        return say("（调休上班）")
    return (
        say("（{holiday}）", holiday=holiday_words(shift)) if holiday_name(shift.day) else NOTHING
    )


HOLIDAYS = {
    "New Year's Day": say("元旦"),
    "Spring Festival": say("春节"),
    "Tomb-sweeping Day": say("清明"),
    "Labour Day": say("劳动节"),
    "Dragon Boat Festival": say("端午"),
    "National Day": say("国庆"),
    "Mid-autumn Festival": say("中秋"),
}


def holiday_words(shift: Shift) -> Words:
    return HOLIDAYS.get(holiday_name(shift.day), say("放假"))


def line(facts: Facts, n: int, shift: Shift) -> Words:
    """One line of a list: when and who."""
    return say(
        "{n}. {when} {who}{how}",
        n=n,
        when=when(facts, shift),
        who=verbatim(shift.person.name),
        how=HOWS[shift.how],
    )


def in_lines(facts: Facts, shifts: Iterable[Shift]) -> Words:
    """Somebody's own shifts; the place is told once where it is the same for all."""
    theirs = list(shifts)
    places = list(dict.fromkeys(s.where for s in theirs))
    alike = len(places) == 1
    told = [_own_line(facts, n, s, alike=alike) for n, s in enumerate(theirs, 1)]
    return lines(*told, say("地点：{where}", where=where(theirs[0])) if alike else NOTHING)


def _own_line(facts: Facts, n: int, shift: Shift, *, alike: bool) -> Words:
    told = say("{n}. {when}{mark}", n=n, when=when(facts, shift), mark=mark_of(shift))
    return told if alike else lines(told, where(shift), by=AND)


def number_of(told: str) -> int:
    """What a button brought as a shift's or a person's number; 0 where it is made up by hand."""
    return int(told) if told.isdecimal() and len(told) < 18 else 0
