"""A big decision goes its way: four deliberations, two publications, each step in its turn."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from conversations.choices import Choice, Option
from conversations.days import Day
from conversations.effects import Effect
from conversations.entries import Known, Number, Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Button, Reply
from conversations.notices.effects import BeginDecision, TakeStep
from conversations.notices.facts import (
    DecisionNumbered,
    DecisionsAt,
    MeetingsThatMayTake,
    NoticesAt,
    Taken,
)
from conversations.notices.path import card, line, open_button
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say, short, verbatim
from domain.meetings.kinds import MeetingRules, Step
from domain.meetings.quorum import quorum
from domain.meetings.reserving import reserved_in
from domain.meetings.rights import ABOVE, villages_led
from domain.notices.decision import Decision, Done, out_of_order
from domain.records import PersonRef

NUMBER = NewNumber("SY")
"""四议."""
DECISION = Known(key="decision", text=say("要看哪一件？请写编号。"))
STEP = Known(key="step", text=NOTHING)
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村的？"), decode=str)
MATTER = Telling(key="matter", text=say("什么大事？一句话。"), limit=200, to_be_read=True)
WHICH: Choice[str] = Choice(key="which", text=say("哪次会走的这一步？"), decode=str)
ON_PAPER = Option("paper", say("✏ 会没有记在村帮里"))
NO_NOTICE = Option("paper", say("✏ 公示没有发在村帮里"))
WORDS = Telling(key="words", text=say("怎么定的？一句话。"), limit=300, to_be_read=True)
DUE = Number(key="due", text=say("应到多少人？"), least=1, most=20_000)
PRESENT = Number(key="present", text=say("实到多少人？"), least=1, most=20_000)
AYES = Number(key="ayes", text=say("赞成多少人？"), least=0, most=20_000)


def _rules(facts: Facts) -> MeetingRules:
    return facts.catalogue.meetings


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    led = villages_led(facts.me.posts)
    if not led:
        yield Halt(Reply(say("四议两公开由村干部记；大家看公示栏。"), menu=True))
        return
    for village in led:
        yield DecisionsAt(village)


def _listed(answers: Answers, facts: Facts) -> Outcome:
    found = [d for v in villages_led(facts.me.posts) for d in answers[DecisionsAt(v)]]
    rows: list[tuple[Button, ...]] = [(open_button(d),) for d in found[:6]]
    rows.append((start_button(say("➕ 记一件大事"), "big_decision"),))
    told = [line(facts, d) for d in found]
    return Outcome((Reply(lines(say("走四议两公开的大事："), *told), tuple(rows)),))


def _ask_begin(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    led = villages_led(facts.me.posts)
    if not led:
        yield Halt(Reply(say("四议两公开由村干部记。"), menu=True))
        return
    if len(led) > 1:
        yield _villages(facts)
    yield MATTER
    yield NUMBER


def _villages(facts: Facts) -> Choice[str]:
    return VILLAGE.among([Option(v, place_name(facts, v)) for v in villages_led(facts.me.posts)])


def _begun(answers: Answers, facts: Facts) -> Outcome:
    matter = answers[MATTER].text or "（语音）"
    decision = Decision(
        number=answers[NUMBER],
        place=answers.get(_villages(facts)) or villages_led(facts.me.posts)[0],
        matter=matter,
        reserved=reserved_in(matter, _rules(facts)),
        begun_by=PersonRef(facts.me.id, facts.me.name),
        begun_at=facts.now,
    )
    return Outcome((card(facts, decision),), (BeginDecision(decision),))


def _decision(answers: Answers) -> Decision:
    decision = answers[DecisionNumbered(answers[DECISION])]
    assert decision is not None
    return decision


def _read(answers: Answers, facts: Facts, *, staff: bool = False) -> Iterator[Asked]:
    yield DECISION
    numbered = DecisionNumbered(answers[DECISION])
    yield numbered
    decision = answers[numbered]
    led = decision is not None and decision.place in villages_led(facts.me.posts)
    above = decision is not None and any(
        p.role in ABOVE and decision.place.startswith(p.place) for p in facts.me.posts
    )
    if not led and (staff or not above):
        yield Halt(Reply(say("没有找到，或者不归您看。大家能看的在公示栏。"), menu=True))


def _ask_show(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)


def _shown(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((card(facts, _decision(answers)),))


def _the_step(answers: Answers, facts: Facts) -> Step | None:
    return next((s for s in _rules(facts).steps if s.key == answers[STEP]), None)


def _ask_step(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts, staff=True)
    yield STEP
    step, decision = _the_step(answers, facts), _decision(answers)
    if step is None:
        yield Halt(Reply(say("没有这一步。"), ((open_button(decision),),)))
        return
    yield from _in_order(facts, decision, step)
    if step.kinds:
        yield from _ask_meeting(answers, facts, decision, step)
    else:
        yield from _ask_notice(answers, facts, decision)


def _in_order(facts: Facts, decision: Decision, step: Step) -> Iterator[Asked]:
    wrong = out_of_order(_rules(facts), decision.done, step.key)
    if wrong is None:
        return
    words = (
        say("“{step}”还不能做：先要“{missing}”。", step=step.name, missing=wrong.missing.name)
        if wrong.missing
        else say("“{step}”已经走过了。", step=step.name)
    )
    yield Halt(Reply(words, ((open_button(decision),),)))


def _ask_meeting(answers: Answers, facts: Facts, decision: Decision, step: Step) -> Iterator[Asked]:
    held = MeetingsThatMayTake(decision.place, step.kinds)
    yield held
    which = _which(facts, answers[held])
    yield which
    if answers[which] != ON_PAPER.value:
        taken = _chosen(answers, facts, held)
        if taken and not taken.carried:
            words = say(
                "那次会没有通过，不能往下走：赞成{ayes}，到会{present}。",
                ayes=taken.ayes,
                present=taken.present,
            )
            yield Halt(Reply(words, ((open_button(decision),),)))
        return
    yield _when(facts)
    yield DUE
    yield PRESENT
    yield AYES
    if not _carried_on_paper(answers, facts, step):
        words = say(
            "到会的人不够，或者赞成的不够，这一步不能算。请核对：应到{due}，到会{present}，赞成{ayes}。",
            due=answers[DUE],
            present=answers[PRESENT],
            ayes=answers[AYES],
        )
        yield Halt(Reply(words, ((open_button(decision),),)))
    yield WORDS


def _carried_on_paper(answers: Answers, facts: Facts, step: Step) -> bool:
    """By the rule of a kind that may take the step; numbers that cannot be are refused."""
    due, present, ayes = answers[DUE], answers[PRESENT], answers[AYES]
    if not ayes <= present <= due:
        return False
    kinds = [_rules(facts).kind(key) for key in step.kinds]
    return any(
        quorum(kind, base, due, present).met and kind.passes and ayes >= kind.passes.of(present)
        for kind in kinds
        for base in kind.quorum
    )


def _which(facts: Facts, held: tuple[Taken, ...]) -> Choice[str]:
    options = [
        Option(
            f"m{n}",
            say(
                "{day} {topic}",
                day=datetime.fromisoformat(t.ended).astimezone(facts.zone).date(),
                topic=short(t.topic),
            ),
        )
        for n, t in enumerate(held)
    ]
    return WHICH.among([*options, ON_PAPER])


def _chosen(answers: Answers, facts: Facts, held: MeetingsThatMayTake) -> Taken | None:
    found = answers[held]
    chosen = answers[_which(facts, found)]
    return found[int(chosen[1:])] if chosen != ON_PAPER.value else None


def _when(facts: Facts) -> Day:
    """A day that is over: meetings held without the bot."""
    today = facts.now.astimezone(facts.zone).date()
    days = tuple(today - timedelta(days=n) for n in range(3))
    return Day(
        key="day",
        text=say("哪天开的？按一天，或者写年月日，比如2026年3月5日。"),
        today=today,
        earliest=today - timedelta(days=1100),
        offers=days,
        latest=today,
    )


def _ask_notice(answers: Answers, facts: Facts, decision: Decision) -> Iterator[Asked]:
    """A publication: a notice of the village, or one that hangs on paper only."""
    del facts
    there = NoticesAt(decision.place, 10)
    yield there
    yield _notices(answers, decision)
    yield replace(WORDS, text=say("公开了什么？一句话。"))


def _notices(answers: Answers, decision: Decision) -> Choice[str]:
    there = answers[NoticesAt(decision.place, 10)]
    options = [Option(f"n{n}", verbatim(short(x.title))) for n, x in enumerate(there)]
    return replace(WHICH, text=say("公示的是哪一个？")).among([*options, NO_NOTICE])


def _taken(answers: Answers, facts: Facts) -> Outcome:
    step, decision = _the_step(answers, facts), _decision(answers)
    assert step is not None
    done = _with_meeting(answers, facts, step) if step.kinds else _with_notice(answers, facts, step)
    after = replace(decision, done=(*decision.done, done), changes=decision.changes + 1)
    shown = card(facts, after)
    reply = replace(shown, text=lines(say("记下了这一步。"), shown.text, by="\n\n"))
    effects: tuple[Effect, ...] = (TakeStep(decision.number, done, decision.changes),)
    return Outcome((reply,), effects)


def _me(facts: Facts) -> PersonRef:
    return PersonRef(facts.me.id, facts.me.name)


def _with_meeting(answers: Answers, facts: Facts, step: Step) -> Done:
    held = MeetingsThatMayTake(_decision(answers).place, step.kinds)
    taken = _chosen(answers, facts, held)
    if taken:
        at = datetime.fromisoformat(taken.ended)
        return Done(
            step.key, at, _me(facts), taken.number,
            due=taken.due, present=taken.present, ayes=taken.ayes,
        )  # fmt: skip
    at = datetime.combine(answers[_when(facts)], facts.now.time(), facts.zone)
    return Done(
        step.key, at, _me(facts), words=answers[WORDS].text,
        due=answers[DUE], present=answers[PRESENT], ayes=answers[AYES],
    )  # fmt: skip


def _with_notice(answers: Answers, facts: Facts, step: Step) -> Done:
    decision = _decision(answers)
    there = answers[NoticesAt(decision.place, 10)]
    chosen = answers[_notices(answers, decision)]
    notice = there[int(chosen[1:])].number if chosen != NO_NOTICE.value else ""
    words = answers[WORDS].text
    return Done(step.key, facts.now, _me(facts), notice=notice, words=words)


LIST = Flow("decisions", say("四议两公开"), _ask_list, _listed)
BEGIN = Flow("big_decision", say("记一件大事"), _ask_begin, _begun)
SHOW = Flow("decision", say("看大事"), _ask_show, _shown, subject="decision")
TAKE = Flow(
    "decision_step",
    say("记这一步"),
    _ask_step,
    _taken,
    subject="decision",
    brings=frozenset({"step"}),
)
