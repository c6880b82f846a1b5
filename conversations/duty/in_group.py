"""What is answered in a village's group chat: binding it to its village, and who is on duty now."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.duty.about import four_fixed, when, with_phone
from conversations.duty.effects import BindGroup, MoveGroup, UnbindGroup
from conversations.duty.facts import GroupAt, ShiftsOf
from conversations.effects import Effect, Tell, ToPost
from conversations.engine import Look
from conversations.facts import Facts, Me, WhoIs
from conversations.messages import Grouped, InGroup, Reply
from conversations.words import LIST, Words, lines, say, verbatim
from domain.duty.checks import on_duty
from domain.duty.shift import Shift
from domain.roles import Role


@dataclass(frozen=True, slots=True)
class Told:
    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()


def in_group(facts: Facts, look: Look, came: Grouped) -> Told:
    """Facts are those of the group, which is nobody."""
    address = came.group
    match came.what:
        case InGroup.ADDED:
            return _says(
                say("大家好！村书记在这里发 /bind，就把这个群绑到村里：每天早上发当天谁值班。")
            )
        case InGroup.BIND:
            return _bind(facts, look, came, address)
        case InGroup.UNBIND:
            return _unbind(look, came, address)
        case InGroup.DUTY:
            return _who(facts, look, address)
        case InGroup.GONE:
            return _gone(look, came, address)
        case InGroup.MOVED:
            return Told(effects=(MoveGroup(address, came.rest),))


def _says(words: Words, *effects: Effect) -> Told:
    return Told((Reply(words),), effects)


def _secretary_of(who: Me | None) -> tuple[str, ...]:
    return who.serves_as(Role.SECRETARY) if who else ()


def _bind(facts: Facts, look: Look, came: Grouped, address: str) -> Told:
    who: Me | None = look(WhoIs(came.by))
    places = _secretary_of(who)
    if who is None or not places:
        return _says(say("只有村书记能绑。书记请先单独找我，用邀请登记好，再来这里发 /bind。"))
    named = [p for p in places if came.rest and came.rest in facts.city.villages[p].name.zh]
    if len(places) > 1 and len(named) != 1:
        names = lines(*(_name(facts, p) for p in places), by=LIST)
        return _says(say("您管几个村：{names}。请写上是哪个，比如：/bind 村名", names=names))
    place = (named or places)[0]
    bound = BindGroup(address, came.title, place, who.id)
    words = say(
        "✅ 这个群绑到{village}了：每天早上{clock}发当天谁值班。随时发 /duty 看现在谁在。",
        village=_name(facts, place),
        clock=f"{facts.catalogue.duty.post_at:%H:%M}",
    )
    return _says(words, bound)


def _name(facts: Facts, place: str) -> Words:
    known = facts.city.villages.get(place)
    return say("{name}", name=known.name) if known else verbatim(place)


def _unbind(look: Look, came: Grouped, address: str) -> Told:
    place = look(GroupAt(address))
    if not place:
        return _says(say("这个群没有绑到哪个村。"))
    if place not in _secretary_of(look(WhoIs(came.by))):
        return _says(say("只有这个村的书记能解绑。"))
    return _says(say("解绑了，以后不在这里发值班了。"), UnbindGroup(address))


def _gone(look: Look, came: Grouped, address: str) -> Told:
    place = look(GroupAt(address))
    if not place:
        return Told()
    words = say(
        "👥 村帮不在“{title}”这个群里了，以后值班不往那里发。要发，再拉进去、发 /bind。",
        title=verbatim(came.title),
    )
    told = Tell(ToPost(Role.SECRETARY, place), Reply(words), f"group:{address}:gone:{place}")
    return Told(effects=(UnbindGroup(address), told))


def _who(facts: Facts, look: Look, address: str) -> Told:
    place = look(GroupAt(address))
    if not place:
        return _says(say("这个群还没有绑到村里。村书记在这里发 /bind 就行。"))
    today = facts.now.astimezone(facts.zone).date()
    return _says(now_in(facts, place, look(ShiftsOf((place,), today, today))))


def now_in(facts: Facts, place: str, found: Sequence[Shift]) -> Words:
    """Who is on duty now, and later today."""
    there = on_duty(found, facts.now)
    later = [s for s in found if s.starts_at > facts.now]
    head = say("🗓 {village}现在值班：", village=_name(facts, place))
    if not there:
        phone = facts.city.villages[place].station_phone
        head = say(
            "🗓 {village}现在没有人值班。村里电话：{phone}", village=_name(facts, place), phone=phone
        )
    after = [
        say("等会儿：{when} {who}", when=when(facts, s), who=with_phone(s.person)) for s in later
    ]
    return lines(head, *(four_fixed(facts, s) for s in there), *after)


def today_in(facts: Facts, place: str, found: Sequence[Shift]) -> Words:
    """The day's roster, as the group reads it every morning."""
    today = facts.now.astimezone(facts.zone).date()
    theirs = [s for s in found if s.day == today or s.runs(facts.now)]
    head = say("🌅 {village} {day}值班：", village=_name(facts, place), day=today)
    return lines(head, *(four_fixed(facts, s) for s in theirs))
