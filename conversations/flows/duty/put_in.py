"""The secretary puts somebody else on a shift, at once; or names another deputy."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.duty.about import act, open_button, when
from conversations.duty.acting import read_led, stop, the_shift
from conversations.duty.cards import HERE
from conversations.duty.effects import ChangeShift
from conversations.duty.facts import AroundDays, AwayDays, StaffOf
from conversations.effects import Effect, Tell, ToPerson
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.words import Words, lines, say, verbatim
from domain.duty.checks import Wrong, not_free
from domain.duty.shift import How, Shift
from domain.records import NOBODY, PersonRef

WHO: Choice[str] = Choice(key="who", text=say("换成谁？"), decode=str)
NONE = "0"


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_led(answers, facts)
    shift = the_shift(answers)
    yield StaffOf(shift.place)
    yield from _looked(answers, shift)
    yield _who(answers)
    if answers[_who(answers)] == NONE:
        yield stop(say("村里没有别的人了，请先登记人员。"))


def _looked(answers: Answers, shift: Shift) -> Iterator[Asked]:
    """Who is on leave or busy that day is said beside the name, and can be chosen all the same."""
    people = _people(answers, shift)
    yield AroundDays(people, (shift.day,))
    yield AwayDays(people, shift.day, shift.day)


def _people(answers: Answers, shift: Shift) -> tuple[int, ...]:
    return tuple(p.id for p in answers[StaffOf(shift.place)] if p.id != shift.person.id)


def _who(answers: Answers) -> Choice[str]:
    shift = the_shift(answers)
    staff = [p for p in answers[StaffOf(shift.place)] if p.id != shift.person.id]
    options = [Option(str(p.id), _marked(answers, shift, p), names=(p.name,)) for p in staff]
    return WHO.among(options or [Option(NONE, say("没有别的人"))])


def _marked(answers: Answers, shift: Shift, who: PersonRef) -> Words:
    people = _people(answers, shift)
    busy = answers[AroundDays(people, (shift.day,))]
    away = answers[AwayDays(people, shift.day, shift.day)]
    match not_free(shift, who, busy, away):
        case Wrong.AWAY:
            return say("{who}（那天请假）", who=verbatim(who.name))
        case Wrong.BUSY:
            return say("{who}（那时有班）", who=verbatim(who.name))
        case _:
            return verbatim(who.name)


def _chosen(answers: Answers) -> PersonRef:
    value = answers[_who(answers)]
    return next(p for p in answers[StaffOf(the_shift(answers).place)] if str(p.id) == value)


def _put_in(answers: Answers, facts: Facts) -> Outcome:
    shift, who = the_shift(answers), _chosen(answers)
    running = shift.runs(facts.now)
    words = say("👤 换好了：{when}，{who}值。", when=when(facts, shift), who=verbatim(who.name))
    begun = say("已经开始了，请马上去；到了按“我到岗了”。") if running else say("辛苦您。")
    ask = say("👤 {by}请您值班：{when}。", by=verbatim(facts.me.name), when=when(facts, shift))
    rows: tuple[tuple[Button, ...], ...] = ((act(say("🗓 看这个班"), "shift", shift),),)
    if running:
        rows = ((act(HERE, "here", shift),), *rows)
    off = say("👤 {when}换成{who}值，您不用来了。", when=when(facts, shift), who=verbatim(who.name))
    key = f"duty:{shift.id}:put-in:{shift.changes}"
    effects: tuple[Effect, ...] = (
        ChangeShift(shift.id, who, How.SUBSTITUTE, shift.changes),
        Tell(ToPerson(who.id), Reply(lines(ask, begun), rows), key, urgent=running),
        Tell(ToPerson(shift.person.id), Reply(off), key),
    )
    return Outcome((Reply(words, ((open_button(shift),),), menu=True),), effects)


def _ask_deputy(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_led(answers, facts)
    yield StaffOf(the_shift(answers).place)
    yield _deputies(answers)


def _deputies(answers: Answers) -> Choice[str]:
    shift = the_shift(answers)
    staff = [p for p in answers[StaffOf(shift.place)] if p.id != shift.person.id]
    options = [Option(str(p.id), verbatim(p.name), names=(p.name,)) for p in staff]
    return Choice(
        key="who",
        text=say("谁做副班？"),
        decode=str,
        options=(*options, Option(NONE, say("不要副班"))),
    )


def _named(answers: Answers, facts: Facts) -> Outcome:
    shift, value = the_shift(answers), answers[_deputies(answers)]
    staff = answers[StaffOf(shift.place)]
    who = next((p for p in staff if str(p.id) == value), NOBODY)
    effects: list[Effect] = [
        ChangeShift(shift.id, shift.person, shift.how, shift.changes, deputy=who)
    ]
    if who.id:
        words = say(
            "👥 {when}您是副班：{who}来不了，就请您顶。",
            when=when(facts, shift),
            who=verbatim(shift.person.name),
        )
        effects.append(
            Tell(ToPerson(who.id), Reply(words), f"duty:{shift.id}:deputy:{shift.changes}")
        )
    said = say("副班改好了。")
    return Outcome((Reply(said, ((open_button(shift),),), menu=True),), tuple(effects))


PUT_IN = Flow("put_in", say("换人值班"), _ask, _put_in, subject="shift")
DEPUTY = Flow("deputy", say("换副班"), _ask_deputy, _named, subject="shift")
