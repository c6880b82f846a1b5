"""A colleague is asked to take a shift, for one of theirs or for nothing; both agree, and it is so."""

from collections.abc import Iterator
from datetime import date, timedelta

from conversations.choices import Choice, Option
from conversations.duty.about import act, number_of, open_button, rules, when
from conversations.duty.acting import SHIFT, read_mine, stop, the_shift
from conversations.duty.effects import AnswerSwap, AskSwap
from conversations.duty.facts import AroundDays, AwayDays, ShiftsOf, StaffOf, SwapFor
from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import Words, lines, say, verbatim
from domain.duty.checks import Wrong, wrong_with_swap
from domain.duty.shift import Shift, Swap, SwapStage
from domain.records import PersonRef
from domain.roles import Role

AHEAD = timedelta(days=60)
ASKED: Choice[str] = Choice(key="asked", text=say("请谁来值？"), decode=str)
IN_RETURN: Choice[str] = Choice(key="theirs", text=say("拿他的哪个班来换？"), decode=str)
NOTHING_BACK = "0"
WHY = {
    Wrong.SELF: say("不能和自己换。"),
    Wrong.BEGUN: say("班已经开始了，换不了。有急事请书记换人。"),
    Wrong.AWAY: say("{who}那天请假了，换不了。请再问别人。"),
    Wrong.BUSY: say("{who}那个时间有班，换不了。请再问别人。"),
    Wrong.NOT_ON: say("这个班已经取消了。"),
    Wrong.MOVED: say("这中间班换过人了，请重新看一下。"),
}


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_mine(answers, facts)
    shift = the_shift(answers)
    if facts.now >= shift.starts_at:
        yield stop(WHY[Wrong.BEGUN])
    yield StaffOf(shift.place)
    others = _others(answers, facts)
    if not others.options:
        yield stop(say("村里没有别的人可以换，请找书记。"))
    yield others
    yield _ahead(facts, shift)
    yield _in_return(answers, facts)
    asked, theirs = _asked(answers, facts), _theirs(answers, facts)
    yield from _look_around(shift, theirs, asked)
    if wrong := _wrong(answers, facts, shift, theirs, asked):
        yield stop(wrong)


def _look_around(shift: Shift, theirs: Shift | None, asked: PersonRef) -> Iterator[Asked]:
    yield _busy(shift, theirs, asked)
    yield _away(shift, theirs, asked)


def _busy(shift: Shift, theirs: Shift | None, asked: PersonRef) -> AroundDays:
    days = tuple(sorted({shift.day, theirs.day if theirs else shift.day}))
    return AroundDays((shift.person.id, asked.id), days)


def _away(shift: Shift, theirs: Shift | None, asked: PersonRef) -> AwayDays:
    days: list[date] = sorted({shift.day, theirs.day if theirs else shift.day})
    return AwayDays((shift.person.id, asked.id), days[0], days[-1])


def _wrong(
    answers: Answers, facts: Facts, shift: Shift, theirs: Shift | None, asked: PersonRef
) -> Words | None:
    busy = answers[_busy(shift, theirs, asked)]
    away = answers[_away(shift, theirs, asked)]
    wrong = wrong_with_swap(shift, theirs, asked, busy, away, facts.now)
    if wrong is None:
        return None
    who = say("他") if theirs is None else say("您或者他")
    return Words(WHY[wrong].pattern, {"who": who}) if "{who}" in WHY[wrong].pattern else WHY[wrong]


def _others(answers: Answers, facts: Facts) -> Choice[str]:
    staff = answers[StaffOf(the_shift(answers).place)]
    return ASKED.among([Option(str(p.id), verbatim(p.name)) for p in staff if p.id != facts.me.id])


def _asked(answers: Answers, facts: Facts) -> PersonRef:
    staff = answers[StaffOf(the_shift(answers).place)]
    return next(p for p in staff if str(p.id) == answers[_others(answers, facts)])


def _ahead(facts: Facts, shift: Shift) -> ShiftsOf:
    today = facts.now.astimezone(facts.zone).date()
    return ShiftsOf((shift.place,), today, today + AHEAD)


def _in_return(answers: Answers, facts: Facts) -> Choice[str]:
    asked = _asked(answers, facts)
    found = answers[_ahead(facts, the_shift(answers))]
    theirs = [s for s in found if s.person.id == asked.id and s.starts_at > facts.now]
    options = [Option(str(s.id), when(facts, s)) for s in theirs]
    return IN_RETURN.among([Option(NOTHING_BACK, say("不用换，请他替我一次")), *options])


def _theirs(answers: Answers, facts: Facts) -> Shift | None:
    chosen = answers[_in_return(answers, facts)]
    found = answers[_ahead(facts, the_shift(answers))]
    return next((s for s in found if str(s.id) == chosen), None)


def _finish(answers: Answers, facts: Facts) -> Outcome:
    shift, theirs = the_shift(answers), _theirs(answers, facts)
    asked = _asked(answers, facts)
    until = min(facts.now + timedelta(hours=rules(facts).swap_hours), shift.starts_at)
    effect = AskSwap(shift.id, theirs.id if theirs else 0, asked.id, until)
    words = say(
        "问{who}了，他同意就换好；到{clock}没回，就算没换成，还是您值。",
        who=verbatim(asked.name),
        clock=until,
    )
    yes = act(say("✅ 同意"), "swap_yes", shift)
    no = act(say("✖ 不行"), "swap_no", shift)
    letter = Reply(_asking(facts, shift, theirs), ((yes, no),))
    key = f"duty:{shift.id}:swap:{asked.id}:{facts.now.timestamp():.0f}"
    return Outcome((Reply(words, menu=True),), (effect, Tell(ToPerson(asked.id), letter, key)))


def _asking(facts: Facts, shift: Shift, theirs: Shift | None) -> Words:
    who = verbatim(facts.me.name)
    if theirs is None:
        return say("🔄 {who}请您替他值班：{when}。行不行？", who=who, when=when(facts, shift))
    return lines(
        say("🔄 {who}想和您换班。", who=who),
        say("您值：{when}（他的）", when=when(facts, shift)),
        say("他值：{when}（您的）", when=when(facts, theirs)),
    )


def _ask_answer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Everything is looked at again: days may have passed since it was asked."""
    yield SHIFT
    asked_for = SwapFor(number_of(answers[SHIFT]))
    yield asked_for
    swap = answers[asked_for]
    if swap is None or swap.asked.id != facts.me.id:
        yield stop(say("没有找到这个换班。"))
        return
    if swap.stage is not SwapStage.ASKED or facts.now >= swap.until:
        yield stop(say("这个换班已经定了，或者过时间了。"))


def _ask_yes(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _ask_answer(answers, facts)
    swap = _the_swap(answers)
    yield from _look_around(swap.mine, swap.theirs, swap.asked)
    wrong = _wrong(answers, facts, swap.mine, swap.theirs, swap.asked)
    if swap.mine.person.id != swap.asker.id:
        wrong = WHY[Wrong.MOVED]
    if wrong:
        yield Halt(Reply(wrong, menu=True), (AnswerSwap(swap.id, agreed=False),))


def _the_swap(answers: Answers) -> Swap:
    swap = answers[SwapFor(number_of(answers[SHIFT]))]
    assert swap is not None
    return swap


def _agreed(answers: Answers, facts: Facts) -> Outcome:
    swap = _the_swap(answers)
    news = say("🔄 换好了：")
    told = [news, _now_has(facts, swap.mine, swap.asked)]
    if swap.theirs:
        told.append(_now_has(facts, swap.theirs, swap.asker))
    text = lines(*told)
    rows = ((open_button(swap.mine),),)
    key = f"swap:{swap.id}:agreed"
    effects: tuple[Effect, ...] = (
        AnswerSwap(swap.id, agreed=True),
        Tell(ToPerson(swap.asker.id), Reply(text, rows), key),
        Tell(ToPost(Role.SECRETARY, swap.mine.place), Reply(text, rows), key, beside=facts.me.id),
    )
    return Outcome((Reply(text, rows, menu=True),), effects)


def _now_has(facts: Facts, shift: Shift, who: PersonRef) -> Words:
    return say("{when}：{who}值", when=when(facts, shift), who=verbatim(who.name))


def _declined(answers: Answers, facts: Facts) -> Outcome:
    swap = _the_swap(answers)
    news = say(
        "🔄 {who}那边不行，{when}还是您值。可以再问别人。",
        who=verbatim(facts.me.name),
        when=when(facts, swap.mine),
    )
    again = ((act(say("🔄 再问别人"), "swap", swap.mine),),)
    told = Tell(ToPerson(swap.asker.id), Reply(news, again), f"swap:{swap.id}:declined")
    words = say("好，回给{who}了。", who=verbatim(swap.asker.name))
    return Outcome((Reply(words, menu=True),), (AnswerSwap(swap.id, agreed=False), told))


ASK = Flow("swap", say("换班"), _ask, _finish, subject="shift")
YES = Flow("swap_yes", say("同意换班"), _ask_yes, _agreed, subject="shift")
NO = Flow("swap_no", say("不换班"), _ask_answer, _declined, subject="shift")
