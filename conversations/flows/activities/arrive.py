"""Checking in and out: by the code, by location, for family; what a phone without a line tells later."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.activities.about import (
    clock,
    mine_of,
    news,
    open_button,
    read_line,
    read_mine,
    rules,
    the_activity,
    the_line,
)
from conversations.activities.cards import act, for_others
from conversations.activities.effects import ComeIn, GoOut, SayLeft
from conversations.activities.facts import ActivityForMe, CodeMeans, WrongCodesLately
from conversations.activities.presence import (
    at_place,
    comes,
    crowded,
    leaves,
    proving,
    reads_codes,
    shown_by,
    too_soon_or_late,
    wrong,
    wrong_code_kept,
)
from conversations.activities.whereabouts import TOO_MANY, Proof, Proving, fits
from conversations.choices import YesNo
from conversations.effects import RedrawCards
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.activities.activity import Activity, Flag, How, SignUp, Stage
from domain.activities.arriving import running, takes_late_codes
from domain.activities.codes import is_fresh

CODE = Known(key="code", text=NOTHING)
OUT = Known(key="out", text=NOTHING)
LEAVING = YesNo(key="leaving", text=NOTHING, yes=say("👋 走了，签退"), no=say("还没走"))
NO_PROOF = say("说不出码，请组织的人记")


def _ask_arrive(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_mine(answers)
    activity = mine_of(answers)
    if reply := too_soon_or_late(facts, activity):
        yield Halt(reply)
    line = activity.of_person(facts.me.id)
    if line and line.there:
        yield Halt(_already(facts, activity, line))
    yield from reads_codes(activity)
    proof = _arrival(answers, facts, activity)
    yield proof
    if crowded(answers, facts, activity, answers[proof]):
        yield at_place(facts, activity)
    if shown_by(answers, facts, activity, answers[proof], line) is None:
        yield wrong(facts, activity)


def _arrival(answers: Answers, facts: Facts, activity: Activity) -> Proving:
    text = say("写签到码：组织的人会说，或者给您看。6个数字。")
    if activity.latitude is not None:
        text = lines(text, say("也可以发个位置。两样都没有，请组织的人点名。"))
    else:
        text = lines(text, say("没有码，请组织的人点名。"))
    return proving(answers, facts, activity, text)


def _already(facts: Facts, activity: Activity, line: SignUp) -> Reply:
    said = say("您{clock}签过到了。", clock=clock(facts, line.stays[-1].came))
    leave = act(say("👋 我走了"), "leave", activity)
    return Reply(said, ((leave,), (open_button(activity),)), about=news(activity.number))


def _arrived(answers: Answers, facts: Facts) -> Outcome:
    activity = mine_of(answers)
    line = activity.of_person(facts.me.id)
    proof = answers[_arrival(answers, facts, activity)]
    shown = shown_by(answers, facts, activity, proof, line)
    assert shown is not None
    return comes(answers, facts, activity, shown)


def _ask_leave(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_mine(answers, Stage.CALLED)
    activity = mine_of(answers)
    line = activity.of_person(facts.me.id)
    if line is None or not line.there:
        words = say("您还没有签到，不用签退。")
        yield Halt(Reply(words, ((open_button(activity),),)))
        return
    yield from reads_codes(activity)
    proof = _departure(answers, facts, activity)
    yield proof
    given = answers[proof]
    if given != Proof() and shown_by(answers, facts, activity, given, line) is None:
        yield wrong(facts, activity)


def _departure(answers: Answers, facts: Facts, activity: Activity) -> Proving:
    text = say("写现在的码，6个数字；或者发位置。")
    return proving(answers, facts, activity, text, NO_PROOF)


def _left(answers: Answers, facts: Facts) -> Outcome:
    activity = mine_of(answers)
    line = activity.of_person(facts.me.id)
    assert line is not None
    proof = answers[_departure(answers, facts, activity)]
    if proof == Proof():
        return _says_so(facts, activity, line)
    shown = shown_by(answers, facts, activity, proof, line)
    assert shown is not None
    return leaves(facts, activity, line, shown)


def _says_so(facts: Facts, activity: Activity, line: SignUp) -> Outcome:
    """Nothing is guessed: what somebody says stands beside it until the organiser confirms."""
    said = say(
        "好，记下您{clock}走的，等{name}核对。",
        clock=clock(facts, facts.now),
        name=verbatim(activity.organiser.name),
    )
    effects = (SayLeft(activity.number, line.id, facts.now), RedrawCards(activity.number))
    return Outcome((Reply(said, ((open_button(activity),),)),), effects)


def _ask_code(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """A code that was said, typed or scanned, with the activity's number or without."""
    yield CODE
    yield WrongCodesLately()
    if answers[WrongCodesLately()] >= rules(facts).wrong_codes:
        yield Halt(Reply(TOO_MANY, menu=True))
    yield from _candidates(answers, facts)
    found = _meant(answers, facts)
    if found is None:
        yield wrong(facts, None)
        return
    numbered = ActivityForMe(found.number)
    yield numbered
    activity = answers[numbered]
    assert activity is not None
    yield from reads_codes(activity)
    yield from _comes_or_goes(answers, facts, activity)


def _candidates(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Whoever scans the code on the spot is there, wherever they come from."""
    if number := _scanned(answers):
        yield ActivityForMe(number)
    else:
        yield CodeMeans(facts.me.village)


def _scanned(answers: Answers) -> str:
    return str(answers.packed.get("activity", ""))


def _comes_or_goes(answers: Answers, facts: Facts, activity: Activity) -> Iterator[Asked]:
    line = activity.of_person(facts.me.id)
    there = line is not None and line.there
    if _goes(answers) and not there:
        yield Halt(Reply(say("您还没有签到，不用签退。"), ((open_button(activity),),)))
    if there and line and not _goes(answers):
        came = clock(facts, line.stays[-1].came)
        yield replace(LEAVING, text=say("您{clock}签到了。现在要走吗？", clock=came))
        if not answers[LEAVING]:
            yield Halt(Reply(say("好，走的时候再签退。"), ((open_button(activity),),)))
    if not there and (reply := too_soon_or_late(facts, activity)):
        yield Halt(reply)
    proof = Proof(answers[CODE])
    if not there and crowded(answers, facts, activity, proof):
        yield at_place(facts, activity)
    if shown_by(answers, facts, activity, proof, line) is None:
        yield wrong(facts, activity)


def _goes(answers: Answers) -> bool:
    """Said in so many words that they leave."""
    return bool(answers.packed.get(OUT.key))


def _meant(answers: Answers, facts: Facts) -> Activity | None:
    """The one whose code it is now; else the one that showed it while it was on."""
    code, laid_down = answers[CODE], rules(facts)
    if number := _scanned(answers):
        scanned = answers[ActivityForMe(number)]
        near: tuple[Activity, ...] = (scanned,) if scanned else ()
    else:
        near = answers[CodeMeans(facts.me.village)]
    now = (a for a in near if is_fresh(a, code, facts.now, laid_down))
    before = (
        a
        for a in near
        if takes_late_codes(a, facts.now, laid_down) and fits(a, code, facts.now, laid_down)
    )
    return next(now, None) or next(before, None)


def _by_code(answers: Answers, facts: Facts) -> Outcome:
    found = _meant(answers, facts)
    assert found is not None
    activity = answers[ActivityForMe(found.number)]
    assert activity is not None
    line = activity.of_person(facts.me.id)
    shown = shown_by(answers, facts, activity, Proof(answers[CODE]), line)
    assert shown is not None
    if line is not None and line.there:
        return leaves(facts, activity, line, shown)
    return comes(answers, facts, activity, shown)


def _ask_for_other(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Only for those one put on the list oneself, and only while one is there."""
    yield from read_line(answers, facts, Stage.CALLED)
    activity, line = the_activity(answers), the_line(answers)
    me = activity.of_person(facts.me.id)
    if line.person is not None or line.signed_by != facts.me.id:
        yield Halt(Reply(say("只能给您带来的人签。"), ((open_button(activity),),)))
    if me is None or not me.there or not running(activity, facts.now, rules(facts)):
        words = say("您自己先签到，再给带来的人签。不在一起的，请组织的人点名。")
        yield Halt(Reply(words, ((open_button(activity),),)))


def _other_arrived(answers: Answers, facts: Facts) -> Outcome:
    """One phone for several people is for family; else the organiser looks again."""
    activity, line = the_activity(answers), the_line(answers)
    flags = () if line.family else (Flag.ONE_PHONE,)
    come = ComeIn(activity.number, facts.now, How.ANOTHER, line=line.id, flags=flags)
    said = say("✅ {name}也签到了。", name=verbatim(line.name))
    told = NOTHING if line.family else say("不是家里人，组织的人会再看一眼。")
    return _for_other(facts, activity, line, lines(said, told), come)


def _other_left(answers: Answers, facts: Facts) -> Outcome:
    activity, line = the_activity(answers), the_line(answers)
    out = GoOut(activity.number, line.id, facts.now, How.ANOTHER)
    said = say("👋 {name}签退了。", name=verbatim(line.name))
    return _for_other(facts, activity, line, said, out)


def _for_other(
    facts: Facts, activity: Activity, line: SignUp, said: Words, effect: ComeIn | GoOut
) -> Outcome:
    left = [b for b in for_others(facts, activity) if f"line={line.id}" not in b.token]
    rows = (*((button,) for button in left[:3]), (open_button(activity),))
    reply = Reply(said, rows, about=news(activity.number))
    return Outcome((reply,), (effect, RedrawCards(activity.number)))


def _ask_other_left(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_line(answers, facts, Stage.CALLED)
    activity, line = the_activity(answers), the_line(answers)
    if line.person is not None or line.signed_by != facts.me.id or not line.there:
        yield Halt(Reply(say("没有要签退的。"), ((open_button(activity),),)))


ARRIVE = Flow(
    "arrive", say("签到"), _ask_arrive, _arrived, subject="activity", keeps=wrong_code_kept
)
LEAVE = Flow("leave", say("签退"), _ask_leave, _left, subject="activity", keeps=wrong_code_kept)
CODED = Flow("say_code", say("报签到码"), _ask_code, _by_code, subject="code")
FOR_OTHER = Flow(
    "arrive_for",
    say("给带来的人签到"),
    _ask_for_other,
    _other_arrived,
    subject="activity",
    brings=frozenset({"line"}),
)
OTHER_LEFT = Flow(
    "leave_for",
    say("给带来的人签退"),
    _ask_other_left,
    _other_left,
    subject="activity",
    brings=frozenset({"line"}),
)
