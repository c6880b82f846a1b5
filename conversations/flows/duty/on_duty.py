"""今天谁值班: who is on duty now, with name, phone and place; for the township, in every village."""

from collections.abc import Iterator
from datetime import date, timedelta

from conversations.choices import Choice, Option
from conversations.duty.about import act, four_fixed, when, where, with_phone
from conversations.duty.facts import ShiftsOf
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say
from domain.duty.checks import on_duty
from domain.duty.rights import rosters_of, villages_served
from domain.duty.shift import Shift
from domain.places import Village
from domain.roles import Role

ONE_DAY = timedelta(days=1)
DAY = Known(key="day", text=NOTHING)
VILLAGE: Choice[str] = Choice(key="village", text=say("看哪个村的？"), decode=str)
MOST = 40
"""Villages of a township in one message."""


def _villages(facts: Facts) -> tuple[str, ...]:
    """Where one lives and serves; nobody else is asked."""
    mine = (*villages_served(facts.me.posts), facts.me.village)
    return tuple(dict.fromkeys(v for v in mine if v in facts.city.villages))


def _among(facts: Facts) -> Choice[str]:
    named = ((v, facts.city.villages[v].name) for v in _villages(facts))
    return VILLAGE.among([Option(v, say("{name}", name=name)) for v, name in named])


def _above(facts: Facts) -> tuple[Village, ...]:
    """The villages of a township's officer."""
    townships = facts.me.serves_as(Role.TOWNSHIP)
    return tuple(v for t in townships for v in facts.city.villages_of(t))


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _day(answers: Answers, facts: Facts) -> date:
    return _today(facts) + ONE_DAY if answers.get(DAY) == "1" else _today(facts)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if above := _above(facts):
        yield ShiftsOf(tuple(v.code for v in above), _today(facts), _today(facts))
        return
    places = _villages(facts)
    if not places:
        words = say("还不晓得您是哪个村的。要找人，打热线：{hotline}", hotline=facts.city.hotline)
        yield Halt(Reply(words, menu=True))
    if len(places) > 1:
        yield _among(facts)
    day = _day(answers, facts)
    yield ShiftsOf((_place(answers, facts),), day, day)


def _place(answers: Answers, facts: Facts) -> str:
    places = _villages(facts)
    return answers[_among(facts)] if len(places) > 1 else places[0]


def finish(answers: Answers, facts: Facts) -> Outcome:
    if above := _above(facts):
        return Outcome((_everywhere(answers, facts, above),))
    place, day = _place(answers, facts), _day(answers, facts)
    found = answers[ShiftsOf((place,), day, day)]
    tomorrow = day > _today(facts)
    text = _tomorrow(facts, found, day) if tomorrow else _now(facts, found, place)
    return Outcome((Reply(text, _buttons(facts, found, tomorrow=tomorrow), menu=True),))


def _now(facts: Facts, found: tuple[Shift, ...], place: str) -> Words:
    village = facts.city.villages[place]
    there = on_duty(found, facts.now)
    head = say("🗓 {village}现在值班：", village=village.name)
    if not there:
        head = say("🗓 {village}现在没有排值班。", village=village.name)
    later = [s for s in found if s.starts_at > facts.now]
    told = [four_fixed(facts, s) for s in there]
    after = [
        say("等会儿：{when} {who}", when=when(facts, s), who=with_phone(s.person)) for s in later
    ]
    desk = say("村里电话：{phone}，{office}", phone=village.station_phone, office=village.office)
    return lines(head, *told, *after, desk)


def _tomorrow(facts: Facts, found: tuple[Shift, ...], day: date) -> Words:
    if not found:
        return say("🗓 {day}还没有排值班。", day=day)
    begins = (s for s in found if s.day == day)
    return lines(say("🗓 明天值班："), *(four_fixed(facts, s) for s in begins))


def _buttons(
    facts: Facts, found: tuple[Shift, ...], *, tomorrow: bool
) -> tuple[tuple[Button, ...], ...]:
    own = [s for s in found if s.person.id == facts.me.id]
    rows: list[tuple[Button, ...]] = [(act(say("🗓 我的这个班"), "shift", s),) for s in own]
    if not tomorrow:
        rows.append((start_button(say("📅 明天谁值班"), "on_duty", day="1"),))
    if villages_served(facts.me.posts):
        mine = start_button(say("🙋 我的班"), "my_duty")
        make = start_button(say("🗓 值班表"), "rosters")
        rows.append((mine, make) if rosters_of(facts.me.posts) else (mine,))
    return tuple(rows)


def _everywhere(answers: Answers, facts: Facts, above: tuple[Village, ...]) -> Reply:
    today = _today(facts)
    found = answers[ShiftsOf(tuple(v.code for v in above), today, today)]
    there = on_duty(found, facts.now)
    told = []
    for village in above[:MOST]:
        here = [s for s in there if s.place == village.code]
        who = lines(*(_briefly(s) for s in here), by="；") if here else say("没有排")
        told.append(say("{village}：{who}", village=village.name, who=who))
    mine = start_button(say("🙋 我的班"), "my_duty")
    rows = ((mine,),) if villages_served(facts.me.posts) else ()
    return Reply(lines(say("🗓 现在各村谁值班："), *told), rows, menu=True)


def _briefly(shift: Shift) -> Words:
    return say("{who}，{where}", who=with_phone(shift.person), where=where(shift))


FLOW = Flow(
    "on_duty", say("今天谁值班"), questions, finish, needs_consent=False, brings=frozenset({"day"})
)
