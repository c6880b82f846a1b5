"""Leave: from when to when, and of what kind. Whoever has duty then waits for the secretary's word.

Nobody else has to agree: new matters simply go to whoever is there.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from conversations.choices import Choice, Option
from conversations.days import Day
from conversations.duty.about import act, in_lines, number_of, rules
from conversations.duty.acting import stop
from conversations.duty.effects import AnswerLeave, AskLeave
from conversations.duty.facts import LeaveOf, MyShifts, ShiftNumbered, ShiftsOf
from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.issues.effects import BeAway
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import AND, NOTHING, Words, lines, say, verbatim
from domain.duty.rights import makes_roster
from domain.duty.shift import Leave, LeaveStage, Shift
from domain.records import NOBODY
from domain.roles import Role

SHIFT = Known(key="shift", text=NOTHING)
PERSON = Known(key="person", text=NOTHING)
MINE = MyShifts(60)
ONE_DAY = timedelta(days=1)
BACK, OTHER = "back", "other"
AT_ONCE = (1, 2, 7)
"""Days from today on, for one tap."""
LONGEST = timedelta(days=90)
ROWS = 4


def _ask(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if not facts.me.posts:
        yield stop(say("请假是工作人员用的。"))
    if answers.get(SHIFT) is not None:
        yield ShiftNumbered(number_of(answers[SHIFT]))
    else:
        yield _how_long(facts)
        if answers[_how_long(facts)] == BACK:
            return
    if answers.get(SHIFT) is not None or answers[_how_long(facts)] == OTHER:
        yield _first(answers, facts)
        yield _last(answers, facts)
    yield MINE
    if _theirs_then(answers, facts):
        yield _reason(facts)


def _how_long(facts: Facts) -> Choice[str]:
    today = _today(facts)
    options = [
        Option(str(n), say("{n}天，到{day}", n=n, day=today + (n - 1) * ONE_DAY), names=(f"{n}天",))
        for n in AT_ONCE
    ]
    more = (Option(OTHER, say("别的日子")), Option(BACK, say("我回来了，在岗")))
    return Choice(
        key="how_long", text=say("不在几天？从今天算起。"), decode=str, options=(*options, *more)
    )


def _span(answers: Answers, facts: Facts) -> tuple[date, date]:
    days = answers.get(_how_long(facts))
    if days is None or days == OTHER:
        return answers[_first(answers, facts)], answers[_last(answers, facts)]
    return _today(facts), _today(facts) + (int(days) - 1) * ONE_DAY


def _theirs_then(answers: Answers, facts: Facts) -> list[Shift]:
    first, last = _span(answers, facts)
    return [s for s in answers[MINE] if first <= s.day <= last]


def _today(facts: Facts) -> date:
    return facts.now.astimezone(facts.zone).date()


def _first(answers: Answers, facts: Facts) -> Day:
    today = _today(facts)
    offers: tuple[date, ...] = (today, today + ONE_DAY, today + 2 * ONE_DAY)
    if answers.get(SHIFT) is not None:
        shift = answers[ShiftNumbered(number_of(answers[SHIFT]))]
        offers = (shift.day,) if shift and shift.person.id == facts.me.id else offers
    return Day(
        key="first",
        title=say("从哪天"),
        text=say("从哪天起？"),
        today=today,
        earliest=today,
        offers=offers,
        latest=today + LONGEST,
    )


def _last(answers: Answers, facts: Facts) -> Day:
    first = answers[_first(answers, facts)]
    offers = tuple(first + n * ONE_DAY for n in (0, 1, 2, 6))
    return Day(
        key="last",
        title=say("到哪天"),
        text=say("到哪天为止？算上那一天。"),
        today=_today(facts),
        earliest=first,
        offers=offers,
        too_early=say("不能比第一天还早。"),
        latest=first + LONGEST,
    )


def _reason(facts: Facts) -> Choice[str]:
    options = [Option(r.key, say("{name}", name=r.name)) for r in rules(facts).reasons]
    return Choice(
        key="reason", text=say("是哪一种？不用说细的。"), decode=str, options=tuple(options)
    )


def _finish(answers: Answers, facts: Facts) -> Outcome:
    if answers.get(_how_long(facts)) == BACK:
        words = say("好，您在岗了，新的事照样交给您。已经给副班的班还是副班值。")
        return Outcome((Reply(words, menu=True),), (BeAway(),))
    first, last = _span(answers, facts)
    theirs = _theirs_then(answers, facts)
    place = theirs[0].place if theirs else ""
    reason = answers.get(_reason(facts)) or ""
    decides = place and not _asks_nobody(facts, place)
    effects: list[Effect] = [AskLeave(first, last, reason, place if decides else "")]
    if not theirs:
        words = say(
            "好，到{day}为止，新的事先交给别人。您手上的还是您的，急的请自己转给别人。", day=last
        )
        return Outcome((Reply(words, menu=True),), tuple(effects))
    if not decides:
        return _own_word(facts, first, last, theirs, effects)
    effects.append(_to_secretary(facts, answers, theirs))
    words = lines(
        say("报给书记了，书记同意才算。这几天您有班："),
        in_lines(facts, theirs),
        say("同意以前，还是您值。"),
    )
    return Outcome((Reply(words, menu=True),), tuple(effects))


def _asks_nobody(facts: Facts, place: str) -> bool:
    """The secretary asks nobody in the village."""
    return place in facts.me.serves_as(Role.SECRETARY)


def _own_word(
    facts: Facts, first: date, last: date, theirs: list[Shift], effects: list[Effect]
) -> Outcome:
    words = lines(
        say("好，{first}到{last}请假。这几天您有班，请按下面换人：", first=first, last=last),
        in_lines(facts, theirs),
    )
    return Outcome((Reply(words, _replace(theirs)),), tuple(effects))


def _replace(theirs: list[Shift]) -> tuple[tuple[Button, ...], ...]:
    return tuple(
        (act(say("👤 {n} 换人", n=n), "put_in", s),) for n, s in enumerate(theirs[:ROWS], 1)
    )


def _to_secretary(facts: Facts, answers: Answers, theirs: list[Shift]) -> Effect:
    first, last = _span(answers, facts)
    text = lines(
        say(
            "🏖 {who}请假：{first}到{last}（{reason}）。这几天有班：",
            who=verbatim(facts.me.name),
            first=first,
            last=last,
            reason=_named(facts, answers[_reason(facts)]),
        ),
        *(_with_deputy(facts, n, s) for n, s in enumerate(theirs, 1)),
    )
    yes = start_button(say("✅ 同意"), "leave_yes", person=str(facts.me.id))
    no = start_button(say("✖ 不同意"), "leave_no", person=str(facts.me.id))
    key = f"leave:{facts.me.id}:{first}:{last}:{facts.now.timestamp():.0f}"
    return Tell(ToPost(Role.SECRETARY, theirs[0].place), Reply(text, ((yes, no),)), key)


def _with_deputy(facts: Facts, n: int, shift: Shift) -> Words:
    alone = shift.deputy.id == NOBODY.id
    who = (
        say("没有副班，要您换人") if alone else say("副班{who}顶", who=verbatim(shift.deputy.name))
    )
    return lines(_line(facts, n, shift), who, by=AND)


def _line(facts: Facts, n: int, shift: Shift) -> Words:
    start = shift.starts_at.astimezone(facts.zone)
    return say("{n}. {day} {clock}", n=n, day=shift.day, clock=f"{start:%H:%M}")


def _named(facts: Facts, reason: str) -> Words:
    found = next((r.name for r in rules(facts).reasons if r.key == reason), None)
    return say("{name}", name=found) if found else verbatim(reason)


def _ask_answer(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield PERSON
    asked = LeaveOf(number_of(answers[PERSON]))
    yield asked
    leave = answers[asked]
    if leave is None or not makes_roster(facts.me.posts, leave.place):
        yield stop(say("没有找到这个请假。"))
        return
    if leave.stage is not LeaveStage.ASKED:
        yield stop(say("这个请假已经定了。"))
    yield ShiftsOf((leave.place,), leave.first, leave.last)


def _the_leave(answers: Answers) -> Leave:
    leave = answers[LeaveOf(number_of(answers[PERSON]))]
    assert leave is not None
    return leave


def _theirs(answers: Answers, facts: Facts) -> list[Shift]:
    leave = _the_leave(answers)
    found = answers[ShiftsOf((leave.place,), leave.first, leave.last)]
    return [s for s in found if s.person.id == leave.person.id and s.ends_at > facts.now]


def _agreed(answers: Answers, facts: Facts) -> Outcome:
    """Deputies hear of it at once; what has no deputy is the secretary's to fill."""
    leave, theirs = _the_leave(answers), _theirs(answers, facts)
    alone = [s for s in theirs if s.deputy.id == NOBODY.id]
    said = say("好，{who}的假同意了，他知道了。", who=verbatim(leave.person.name))
    more = say("这几个班没有副班，请换人：") if alone else NOTHING
    text = lines(said, more, in_lines(facts, alone) if alone else NOTHING)
    key = f"leave:{leave.id}:agreed"
    news = say("✅ 书记同意您请假：{first}到{last}。", first=leave.first, last=leave.last)
    effects: list[Effect] = [AnswerLeave(leave.id, agreed=True)]
    effects.append(Tell(ToPerson(leave.person.id), Reply(news), key))
    effects += [_to_deputy(facts, leave, s) for s in theirs if s.deputy.id != NOBODY.id]
    return Outcome((Reply(text, _replace(alone), menu=not alone),), tuple(effects))


def _to_deputy(facts: Facts, leave: Leave, shift: Shift) -> Effect:
    words = say("🙋 {who}请假，您是副班，请您顶：", who=verbatim(leave.person.name))
    text = lines(words, in_lines(facts, [shift]))
    see = act(say("🗓 看这个班"), "shift", shift)
    return Tell(
        ToPerson(shift.deputy.id), Reply(text, ((see,),)), f"leave:{leave.id}:deputy:{shift.id}"
    )


def _refused(answers: Answers, facts: Facts) -> Outcome:
    del facts
    leave = _the_leave(answers)
    news = say(
        "✖ 书记没有同意{first}到{last}的假，班还是您的。有难处请找书记说。",
        first=leave.first,
        last=leave.last,
    )
    told = Tell(ToPerson(leave.person.id), Reply(news), f"leave:{leave.id}:refused")
    words = say("好，告诉{who}了。", who=verbatim(leave.person.name))
    return Outcome((Reply(words, menu=True),), (AnswerLeave(leave.id, agreed=False), told))


ASK = Flow("days_off", say("请假"), _ask, _finish, subject="shift")
YES = Flow("leave_yes", say("同意请假"), _ask_answer, _agreed, subject="person")
NO = Flow("leave_no", say("不同意请假"), _ask_answer, _refused, subject="person")
