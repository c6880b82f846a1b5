"""A shift as whoever reads it may see it, with what they may do."""

from conversations.duty.about import HOWS, about, act, four_fixed, rules
from conversations.facts import Facts
from conversations.messages import Button, Reply
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.duty.checks import may_come
from domain.duty.rights import has, makes_roster, stands_in
from domain.duty.shift import Shift, Stage
from domain.records import NOBODY

HERE = say("✅ 我到岗了")
Rows = tuple[tuple[Button, ...], ...]


def view(facts: Facts, shift: Shift) -> Reply:
    staff = stands_in(shift, facts.me.id) or makes_roster(facts.me.posts, shift.place)
    head = say("🗓 值班{how}", how=HOWS[shift.how]) if shift.stage is Stage.ON else _not_on(shift)
    text = lines(head, four_fixed(facts, shift), _state(facts, shift) if staff else NOTHING)
    return Reply(text, rows(facts, shift), about=about(shift))


def _not_on(shift: Shift) -> Words:
    return say("✏ 还没有发布的班") if shift.stage is Stage.DRAFT else say("✖ 这个班取消了")


def _state(facts: Facts, shift: Shift) -> Words:
    parts = []
    if shift.planned.id not in {NOBODY.id, shift.person.id}:
        parts.append(say("原来排的是{who}", who=verbatim(shift.planned.name)))
    if shift.came_at:
        clock = f"{shift.came_at.astimezone(facts.zone):%H:%M}"
        parts.append(say("✅ {who} {clock}到岗", who=verbatim(shift.came.name), clock=clock))
    elif shift.runs(facts.now):
        parts.append(say("还没有人说到岗了"))
    if shift.handover:
        parts.append(handed(shift))
    return lines(*parts)


def handed(shift: Shift) -> Words:
    """What was handed over, in lines."""
    left = shift.handover
    assert left is not None
    keys = say("🔑 钥匙、公章交接了") if left.keys else say("🔑 钥匙、公章没有交接")
    still = [say("{n}. {what}", n=n, what=verbatim(w)) for n, w in enumerate(left.left_open, 1)]
    told = say("🎤 交班的话是语音") if left.voice else NOTHING
    taken = say("接班：{who}", who=verbatim(left.taken_by.name)) if left.taken_at else NOTHING
    return lines(
        say("🤝 {who}交班", who=verbatim(left.by.name)),
        keys,
        say("没办完的：") if still else say("没有没办完的事"),
        *still,
        verbatim(left.note) if left.note else told,
        taken,
    )


def rows(facts: Facts, shift: Shift) -> Rows:
    if shift.stage is not Stage.ON:
        return ()
    mine = has(shift, facts.me.id)
    found: list[tuple[Button, ...]] = []
    if mine:
        found += _own(facts, shift)
    elif shift.deputy.id == facts.me.id and not shift.came_at and _soon(facts, shift):
        found.append((act(say("🙋 我来顶"), "stand_in", shift),))
    if makes_roster(facts.me.posts, shift.place) and facts.now < shift.ends_at:
        found.append((act(say("👤 换人"), "put_in", shift), act(say("👥 换副班"), "deputy", shift)))
    return tuple(found)


def _own(facts: Facts, shift: Shift) -> Rows:
    if shift.came_at:
        done = shift.handover is not None or facts.now >= shift.ends_at
        return () if done else ((act(say("🤝 交班"), "duty_hand", shift),),)
    come = ((act(HERE, "here", shift),),) if may_come(shift, facts.now, rules(facts)) else ()
    if facts.now >= shift.starts_at:
        return come
    return (*come, (act(say("🔄 换班、替班"), "swap", shift), leave_button(shift)))


def leave_button(shift: Shift) -> Button:
    return act(say("🏖 请假"), "days_off", shift)


def _soon(facts: Facts, shift: Shift) -> bool:
    return may_come(shift, facts.now, rules(facts))


def reminder(facts: Facts, shift: Shift, words: Words, *, ask: bool) -> Reply:
    """What somebody on duty reads; `ask`: whether they are there."""
    buttons: list[tuple[Button, ...]] = [(act(HERE, "here", shift),)] if ask else []
    more = [act(say("🗓 看这个班"), "shift", shift)]
    if not ask:
        more.insert(0, act(say("🔄 换班、替班"), "swap", shift))
    buttons.append(tuple(more))
    return Reply(lines(words, four_fixed(facts, shift)), tuple(buttons))
