"""What the clock says about duty."""

from collections.abc import Sequence
from datetime import date, timedelta

from conversations.duty.about import act, in_lines, line, when, with_phone
from conversations.duty.cards import reminder
from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.starts import start_button
from conversations.words import Words, lines, say, verbatim
from domain.duty.shift import Shift, Swap
from domain.duty.watch import Due
from domain.records import NOBODY
from domain.roles import Role

SAID = {
    Due.EVE: say("前一晚"),
    Due.MORNING: say("当天早上"),
    Due.BEGUN: say("开始时"),
    Due.NOBODY: say("没人到岗"),
    Due.STILL: say("副班也没到"),
    Due.HANDOVER: say("交班"),
}


def key_of(shift: Shift, due: Due) -> str:
    """By shift, beginning and reminder; whoever it is said to comes behind it (bot/letters.py)."""
    return f"duty:{shift.id}:{shift.starts_at.timestamp():.0f}:{due.value}"


def of_shift(facts: Facts, shift: Shift, due: Due, *, reachable: bool) -> tuple[Effect, ...]:
    match due:
        case Due.EVE:
            return (
                *_own(facts, shift, due, say("⏰ 明天您值班：")),
                *_out_of_reach(facts, shift, reachable=reachable),
            )
        case Due.MORNING:
            return _own(facts, shift, due, say("⏰ 今天您值班，到了按一下“我到岗了”："))
        case Due.BEGUN:
            return _own(facts, shift, due, say("⏰ 您的班开始了，到了按一下“我到岗了”："))
        case Due.NOBODY:
            return _nobody(facts, shift)
        case Due.STILL:
            return _to_secretary(facts, shift, due)
        case Due.HANDOVER:
            return _hand_over(facts, shift)


def _own(facts: Facts, shift: Shift, due: Due, words: Words) -> tuple[Effect, ...]:
    ask = due is not Due.EVE
    until = shift.ends_at if due is Due.BEGUN else shift.starts_at
    card = reminder(facts, shift, words, ask=ask)
    return (
        Tell(
            ToPerson(shift.person.id), card, key_of(shift, due), urgent=ask, good_until=until
        ),
    )  # fmt: skip


def _out_of_reach(facts: Facts, shift: Shift, *, reachable: bool) -> tuple[Effect, ...]:
    """Before the shift, not in the middle of it."""
    if reachable:
        return ()
    words = say(
        "📵 {who}明天值班，村帮联系不上，请打电话或者换人：{when}",
        who=with_phone(shift.person),
        when=when(facts, shift),
    )
    rows = ((act(say("👤 换人"), "put_in", shift),),)
    key = f"{key_of(shift, Due.EVE)}:unreachable"
    return (Tell(ToPost(Role.SECRETARY, shift.place), Reply(words, rows), key),)


def _nobody(facts: Facts, shift: Shift) -> tuple[Effect, ...]:
    if shift.deputy.id == NOBODY.id:
        return _to_secretary(facts, shift, Due.NOBODY)
    words = say(
        "🙋 {who}的班开始了，还没有人到岗。您是副班，能顶一下吗？先打个电话问问也行。",
        who=with_phone(shift.person),
    )
    rows = ((act(say("🙋 我来顶"), "stand_in", shift),), (act(say("🗓 看这个班"), "shift", shift),))
    told = Reply(lines(words, when(facts, shift)), rows)
    return (
        Tell(
            ToPerson(shift.deputy.id),
            told,
            key_of(shift, Due.NOBODY),
            urgent=True,
            good_until=shift.ends_at,
        ),
    )


def _to_secretary(facts: Facts, shift: Shift, due: Due) -> tuple[Effect, ...]:
    alone = shift.deputy.id == NOBODY.id
    also = say("没有排副班") if alone else say("副班{who}也没到", who=with_phone(shift.deputy))
    words = say(
        "⚠ 现在没有人值班：{when}，{who}没有说到岗，{also}。",
        when=when(facts, shift),
        who=with_phone(shift.person),
        also=also,
    )
    rows = ((act(say("👤 换人"), "put_in", shift),),)
    return (
        Tell(
            ToPost(Role.SECRETARY, shift.place),
            Reply(words, rows),
            key_of(shift, due),
            urgent=True,
            good_until=shift.ends_at,
        ),
    )


def _hand_over(facts: Facts, shift: Shift) -> tuple[Effect, ...]:
    words = say("🤝 快到点了：{when}。有没办完的事，交给下一位。", when=when(facts, shift))
    rows = ((act(say("🤝 交班"), "duty_hand", shift),),)
    return (
        Tell(
            ToPerson(shift.came.id),
            Reply(words, rows),
            key_of(shift, Due.HANDOVER),
            good_until=shift.ends_at + timedelta(hours=2),
        ),
    )


def week_ahead(facts: Facts, person: int, monday: date, shifts: Sequence[Shift]) -> Effect:
    """Everything of the next week in one letter."""
    text = lines(say("🗓 下周您的班："), in_lines(facts, shifts))
    rows = ((start_button(say("🙋 我的班"), "my_duty"),),)
    return Tell(ToPerson(person), Reply(text, rows), f"duty:week:{monday:%Y%m%d}")


def missed(
    facts: Facts, place: str, found: Sequence[tuple[Shift, tuple[Due, ...]]]
) -> tuple[Effect, ...]:
    """What had become stale before it could be said; the secretary sees it in a list instead."""
    told = [
        say("{line}：{what}", line=line(facts, n, shift), what=_named(dues))
        for n, (shift, dues) in enumerate(found, 1)
    ]
    words = lines(say("🔌 村帮停过一阵，这些值班提醒没有按时发，现在发也没用了："), *told)
    digest = ",".join(f"{shift.id}-{'-'.join(dues)}" for shift, dues in found)
    key = f"duty:missed:{place}:{facts.now:%Y%m%d%H%M}:{digest[:60]}"
    return (Tell(ToPost(Role.SECRETARY, place), Reply(words), key),)


def _named(dues: Sequence[Due]) -> Words:
    return lines(*(SAID[due] for due in dues), by="、")


def swap_over(facts: Facts, swap: Swap) -> tuple[Effect, ...]:
    words = say(
        "🔄 {who}没有回，换班没有换成，{when}还是您值。",
        who=verbatim(swap.asked.name),
        when=when(facts, swap.mine),
    )
    again = ((act(say("🔄 再问别人"), "swap", swap.mine),),)
    key = f"swap:{swap.id}:over"
    return (Tell(ToPerson(swap.asker.id), Reply(words, again), key),)
