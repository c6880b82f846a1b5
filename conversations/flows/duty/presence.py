"""On the day: I am here; what is handed over; taking over; the deputy comes. No photo, no track."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import YesNo
from conversations.duty.about import about, act, number_of, rules, when
from conversations.duty.acting import SHIFT, read_mine, read_shift, stop, the_shift
from conversations.duty.cards import handed
from conversations.duty.effects import ChangeShift, ComeOn, HandOver, TakeOver
from conversations.duty.facts import NextShift, OpenedBetween, ShiftNumbered
from conversations.effects import Effect, Tell, ToPerson, ToPost
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.lists import Lines
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import Words, lines, say, verbatim
from domain.duty.checks import may_come
from domain.duty.shift import Handover, How, Shift
from domain.duty.watch import Due
from domain.records import PersonRef
from domain.roles import Role

KEYS = YesNo(
    key="keys", text=say("钥匙、公章都在，交给下一位了吗？"), yes=say("都交了"), no=say("没有交")
)
LEFT = Lines(
    key="left",
    text=say("有没有没办完、要下一位接着办的事？一行写一件。"),
    none=say("没有"),
)
NOTE = Telling(
    key="note", text=say("还有什么话留给下一位？打字、说话都行。"), skip=say("没有了"), limit=500
)


def _ask_here(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_mine(answers, facts)
    shift = the_shift(answers)
    if not may_come(shift, facts.now, rules(facts)):
        clock = f"{shift.starts_at.astimezone(facts.zone):%H:%M}"
        yield stop(say("还早，{day} {clock}开始。到了再按。", day=shift.day, clock=clock))


def _here(answers: Answers, facts: Facts) -> Outcome:
    shift = the_shift(answers)
    if shift.came_at:
        return Outcome((Reply(say("记过了，您在岗。"), menu=True),))
    words = say("✅ 收到，您在岗了。有人来就接待，第一个被问到的负责到底。下班前按“交班”。")
    rows = ((act(say("🤝 交班"), "duty_hand", shift),),)
    return Outcome((Reply(words, rows),), (ComeOn(shift.id), *_after_alarm(facts, shift)))


def _after_alarm(facts: Facts, shift: Shift) -> tuple[Effect, ...]:
    """Whoever was alarmed hears that somebody is there."""
    if shift.told_at(Due.NOBODY) is None:
        return ()
    words = say("✅ {who}到岗了：{when}", who=verbatim(facts.me.name), when=when(facts, shift))
    key = f"duty:{shift.id}:came:{facts.me.id}"
    told: list[Effect] = [
        Tell(ToPost(Role.SECRETARY, shift.place), Reply(words), key, beside=facts.me.id)
    ]
    if shift.deputy.id not in {0, facts.me.id}:
        told.append(Tell(ToPerson(shift.deputy.id), Reply(words), key))
    return tuple(told)


def _ask_stand_in(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_shift(answers, facts)
    shift = the_shift(answers)
    if shift.came_at:
        yield stop(say("已经有人到岗了，谢谢您。"))
    elif shift.deputy.id != facts.me.id:
        yield stop(say("这个班的副班不是您。"))


def _stand_in(answers: Answers, facts: Facts) -> Outcome:
    shift, me = the_shift(answers), facts.me
    there = may_come(shift, facts.now, rules(facts))
    mine = PersonRef(me.id, me.name, me.phone)
    words = say("好，这个班您顶上了，辛苦您。书记和原来的人都知道了。")
    rows = ((act(say("🤝 交班"), "duty_hand", shift),),) if there else ()
    news = say("🙋 {who}顶上了：{when}", who=verbatim(me.name), when=when(facts, shift))
    key = f"duty:{shift.id}:stands-in:{me.id}:{shift.changes}"
    effects: tuple[Effect, ...] = (
        ChangeShift(shift.id, mine, How.DEPUTY, shift.changes, there=there),
        Tell(ToPerson(shift.person.id), Reply(news), key),
        Tell(ToPost(Role.SECRETARY, shift.place), Reply(news), key, beside=me.id),
    )
    return Outcome((Reply(words, rows),), effects)


def _ask_hand_over(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Also a while after the end: the last visitor may have stayed."""
    yield SHIFT
    yield ShiftNumbered(number_of(answers[SHIFT]))
    shift = answers[ShiftNumbered(number_of(answers[SHIFT]))]
    if shift is None or facts.me.id not in {shift.person.id, shift.came.id}:
        yield stop(say("这个班不是您的。"))
        return
    if shift.came_at is None:
        yield stop(say("您还没有说到岗。先按“我到岗了”，再交班。"))
    if shift.handover:
        yield stop(say("这个班已经交过了。"))
    yield KEYS
    yield LEFT
    yield NOTE
    yield NextShift(shift.id)
    yield OpenedBetween(shift.place, shift.starts_at, facts.now)


def _hand_over(answers: Answers, facts: Facts) -> Outcome:
    shift, note = the_shift(answers), answers[NOTE]
    after = [s for s in answers[NextShift(shift.id)] if s.person.id != facts.me.id]
    effect = HandOver(shift.id, note.text, note.voice, answers[LEFT], answers[KEYS])
    told = [_to_next(facts, shift, s, answers) for s in after]
    names = lines(*(verbatim(s.person.name) for s in after), by="、")
    said = say("🤝 交好了。") if not after else say("🤝 交好了，{who}看得到。", who=names)
    return Outcome(
        (Reply(lines(said, _counted(answers, facts, shift)), menu=True),), (effect, *told)
    )


def _counted(answers: Answers, facts: Facts, shift: Shift) -> Words:
    """What came in meanwhile is known already: nobody writes it down again."""
    requests, issues = answers[OpenedBetween(shift.place, shift.starts_at, facts.now)]
    return say(
        "您值班时，村里新来代办{requests}件、问题{issues}件，记在这个班里了。",
        requests=requests,
        issues=issues,
    )


def _to_next(facts: Facts, shift: Shift, after: Shift, answers: Answers) -> Effect:
    note = answers[NOTE]
    left = Handover(
        facts.now,
        PersonRef(facts.me.id, facts.me.name),
        note.text,
        left_open=answers[LEFT],
        keys=answers[KEYS],
    )
    text = lines(_said(shift, left), _counted(answers, facts, shift))
    files = (note.voice,) if note.voice else ()
    rows = ((act(say("✅ 接班，看过了"), "duty_take", shift),),)
    reply = Reply(text, rows, attached=files, attached_to=about(shift))
    return Tell(ToPerson(after.person.id), reply, f"duty:{shift.id}:handed:{after.id}")


def _said(shift: Shift, left: Handover) -> Words:
    return handed(replace(shift, handover=left))


def _ask_take_over(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield SHIFT
    yield ShiftNumbered(number_of(answers[SHIFT]))
    shift = answers[ShiftNumbered(number_of(answers[SHIFT]))]
    if shift is None or shift.handover is None:
        yield stop(say("没有找到这个班的交接。"))
        return
    yield NextShift(shift.id)
    if facts.me.id not in {s.person.id for s in answers[NextShift(shift.id)]}:
        yield stop(say("接班的不是您。"))


def _take_over(answers: Answers, facts: Facts) -> Outcome:
    shift = the_shift(answers)
    assert shift.handover
    if shift.handover.taken_at:
        return Outcome((Reply(say("已经接过了。"), menu=True),))
    news = say("🤝 {who}接班了，您交的事看过了。", who=verbatim(facts.me.name))
    told = Tell(ToPerson(shift.handover.by.id), Reply(news), f"duty:{shift.id}:taken")
    return Outcome((Reply(say("好，接班了。"), menu=True),), (TakeOver(shift.id), told))


HERE = Flow("here", say("我到岗了"), _ask_here, _here, subject="shift")
STAND_IN = Flow("stand_in", say("我来顶班"), _ask_stand_in, _stand_in, subject="shift")
HAND_OVER = Flow("duty_hand", say("交班"), _ask_hand_over, _hand_over, subject="shift")
TAKE_OVER = Flow("duty_take", say("接班"), _ask_take_over, _take_over, subject="shift")
