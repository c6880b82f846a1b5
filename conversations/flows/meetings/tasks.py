"""Action items: given at a meeting, done, put off with a reason, impossible, let go."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from conversations.choices import Choice, Option
from conversations.days import Day
from conversations.effects import Effect, RedrawCards, Tell, ToPerson
from conversations.entries import PersonName, Spoken, Telling
from conversations.facts import Facts, NewNumber, PeopleServing
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.meetings.about import may_lead, open_button, read_meeting, the_meeting
from conversations.meetings.effects import ChangeAction, GiveAction
from conversations.meetings.facts import ActionNumbered, MyActions
from conversations.meetings.tasks import ACTION, action_button, action_card, line, may_act
from conversations.messages import Button, Reply
from conversations.questions import Answers
from conversations.starts import start_button
from conversations.words import NOTHING, Words, lines, say, short, verbatim
from domain.meetings.meeting import Action, ActionState, Meeting, Stage
from domain.records import NOBODY, PersonRef
from domain.roles import Role

NUMBER = NewNumber("RW")
"""任务."""
WHAT = Telling(key="what", text=say("要做什么？"), limit=500, to_be_read=True)
WHO: Choice[str] = Choice(
    key="who", text=say("谁来做？按名字，找不到按“别人，我写名字”。"), decode=str
)
OTHER = Option("other", say("✏ 别人，我写名字"))
NAME = PersonName(key="name", text=say("他（她）叫什么？"))
CLOSES = time(17, 30)
"""Until the office closes on that day."""
DONE_HOW = Telling(key="how", text=say("怎么做好的？说一句，也可以不说。"), skip=say("不说了"))
WHY_MORE = Telling(key="why", text=say("为什么要多些时间？召集的人看得到。"), limit=300)
WHY_NOT = Telling(key="why", text=say("为什么办不了？召集的人看得到。"), limit=300)
OFFERED = (7, 15, 30)


def _ask_give(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_meeting(answers, may_lead, facts, Stage.OPEN, Stage.ENDED, Stage.FINAL)
    meeting = the_meeting(answers)
    cadres, secretaries = _serving(meeting.place)
    yield cadres
    yield secretaries
    yield WHAT
    who = _who(answers, meeting)
    yield who
    if answers[who] == OTHER.value:
        yield NAME
    yield _until(facts, say("哪天以前做好？"))
    yield NUMBER


def _serving(village: str) -> tuple[PeopleServing, PeopleServing]:
    return PeopleServing(Role.SECRETARY, village), PeopleServing(Role.CADRE, village)


def _people(answers: Answers, meeting: Meeting) -> dict[str, PersonRef]:
    """Cadres first, then those who are or were there; by a short token each."""
    cadres, secretaries = _serving(meeting.place)
    staff = {f"p{p.id}": p for p in (*answers[cadres], *answers[secretaries])}
    known = {p.id for p in staff.values()}
    came = {
        f"r{a.id}": PersonRef(a.person or 0, a.name)
        for a in meeting.roll
        if a.came and a.person not in known
    }
    return {**staff, **came}


def _who(answers: Answers, meeting: Meeting) -> Choice[str]:
    options = [
        Option(key, verbatim(p.name), names=(p.name,))
        for key, p in _people(answers, meeting).items()
    ]
    return WHO.among([*options, OTHER])


def _until(facts: Facts, text: Words) -> Day:
    today = facts.now.astimezone(facts.zone).date()
    return Day(
        key="by",
        text=text,
        today=today,
        earliest=today,
        offers=tuple(today + timedelta(days=n) for n in OFFERED),
        latest=today + timedelta(days=1100),
    )


def _due(facts: Facts, day: date) -> datetime:
    return datetime.combine(day, CLOSES, facts.zone)


def _owner(answers: Answers, meeting: Meeting) -> PersonRef:
    chosen = answers[_who(answers, meeting)]
    if chosen == OTHER.value:
        return PersonRef(0, answers[NAME])
    return _people(answers, meeting)[chosen]


def _given(answers: Answers, facts: Facts) -> Outcome:
    meeting, owner = the_meeting(answers), _owner(answers, the_meeting(answers))
    n = answers.packed.get("item")
    action = Action(
        number=answers[NUMBER],
        meeting=meeting.number,
        item=int(n) if isinstance(n, str) and n.isdecimal() else 0,
        what=answers[WHAT].text or "（语音）",
        owner=owner,
        due_at=_due(facts, answers[_until(facts, NOTHING)]),
        convener=meeting.convener,
        place=meeting.place,
        body=meeting.body,
        given_at=facts.now,
    )
    words = say(
        "📌 派了：{who}，{what}，{day}前。编号{number}。",
        who=verbatim(owner.name),
        what=verbatim(short(action.what, 60)),
        day=action.due_at.date(),
        number=action.number,
    )
    effects: tuple[Effect, ...] = (GiveAction(action), RedrawCards(meeting.number))
    if owner.id and owner.id != facts.me.id:
        card = action_card(facts, action, mine=True)
        letter = replace(card, text=lines(say("会上请您做一件事："), card.text))
        effects = (*effects, Tell(ToPerson(owner.id), letter, f"{action.number}:given"))
    more = start_button(say("📌 再派一件"), "give_action", meeting=meeting.number)
    return Outcome((Reply(words, ((more,), (open_button(meeting),))),), effects)


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield MyActions()


def _listed(answers: Answers, facts: Facts) -> Outcome:
    actions = answers[MyActions()]
    if not actions:
        return Outcome((Reply(say("会上没有派给您的事。"), menu=True),))
    told = [say("{n}. {line}", n=n, line=line(facts, a)) for n, a in enumerate(actions, 1)]
    rows: list[tuple[Button, ...]] = [(action_button(a),) for a in actions[:6]]
    return Outcome((Reply(lines(say("会上定的事："), *told), tuple(rows)),))


def _action(answers: Answers) -> Action:
    action = answers[ActionNumbered(answers[ACTION])]
    assert action is not None
    return action


def _read(answers: Answers, facts: Facts, *, convener: bool = False) -> Iterator[Asked]:
    yield ACTION
    numbered = ActionNumbered(answers[ACTION])
    yield numbered
    action = answers[numbered]
    if action is None or not may_act(facts, action):
        yield Halt(Reply(say("没有找到这件任务，或者不归您看。"), menu=True))
        return
    if convener and facts.me.id != action.convener.id and not may_act(facts, action, lead=True):
        yield Halt(Reply(say("这一步由召集会的人做。"), ((action_button(action),),)))


def _ask_show(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)


def _shown(answers: Answers, facts: Facts) -> Outcome:
    return Outcome((action_card(facts, _action(answers)),))


def _still_open(answers: Answers) -> Iterator[Asked]:
    action = _action(answers)
    if action.state is not ActionState.OPEN:
        yield Halt(Reply(say("这件事已经结了。"), ((action_button(action),),)))


def _ask_done(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    yield from _still_open(answers)
    yield DONE_HOW


def _done(answers: Answers, facts: Facts) -> Outcome:
    action = _action(answers)
    after = replace(action, state=ActionState.DONE, closed_at=facts.now)
    words = say("✅ 做好了：{what}", what=verbatim(short(action.what, 60)))
    return _changed(facts, action, after, "done", answers[DONE_HOW], words)


def _ask_more(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    yield from _still_open(answers)
    yield WHY_MORE
    yield _until(facts, say("要到哪天？"))


def _more_time(answers: Answers, facts: Facts) -> Outcome:
    action, day = _action(answers), answers[_until(facts, NOTHING)]
    after = replace(
        action,
        due_at=_due(facts, day),
        extended=action.extended + 1,
        why=answers[WHY_MORE].text,
    )
    words = say(
        "⏳ 要多些时间（第{n}次）：{what}，改到{day}。为什么：{why}",
        n=after.extended,
        what=verbatim(short(action.what, 60)),
        day=day,
        why=verbatim(answers[WHY_MORE].text) if answers[WHY_MORE].text else say("（语音）"),
    )
    return _changed(facts, action, after, "more_time", answers[WHY_MORE], words)


def _ask_cannot(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts)
    yield from _still_open(answers)
    yield WHY_NOT


def _cannot(answers: Answers, facts: Facts) -> Outcome:
    """It goes back to the convener, who lets it go or gives it to somebody else."""
    action = _action(answers)
    why = answers[WHY_NOT]
    after = replace(action, state=ActionState.CANNOT, closed_at=facts.now, why=why.text)
    words = say(
        "🙏 办不了：{what}。为什么：{why}。请您看要不要另派人。",
        what=verbatim(short(action.what, 60)),
        why=verbatim(why.text) if why.text else say("（语音）"),
    )
    return _changed(facts, action, after, "cannot", why, words)


def _ask_let_go(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from _read(answers, facts, convener=True)
    yield from _still_open(answers)
    yield WHY_NOT


def _let_go(answers: Answers, facts: Facts) -> Outcome:
    action, why = _action(answers), answers[WHY_NOT]
    after = replace(action, state=ActionState.DROPPED, closed_at=facts.now, why=why.text)
    words = say("这件事不做了：{what}", what=verbatim(short(action.what, 60)))
    return _changed(facts, action, after, "let_go", why, words)


def _changed(
    facts: Facts, before: Action, after: Action, what: str, why: Spoken, words: Words
) -> Outcome:
    others = {before.convener.id, before.owner.id} - {facts.me.id, NOBODY.id}
    key = f"{before.number}:{what}:{before.changes}"
    reply = Reply(
        say("{who}：{words}", who=verbatim(facts.me.name), words=words),
        ((action_button(after),),),
        attached=(why.voice,) if why.voice else (),
        attached_to=f"action:{before.number}",
    )
    told = tuple(Tell(ToPerson(p), reply, key) for p in sorted(others))
    after = replace(after, changes=before.changes + 1)
    said = Reply(lines(say("记下了。"), words), ((action_button(after),),))
    change = ChangeAction(after, before.changes, what, why)
    return Outcome((said,), (change, *told, RedrawCards(before.meeting)))


GIVE = Flow(
    "give_action", say("派任务"), _ask_give, _given, subject="meeting", brings=frozenset({"item"})
)
LIST = Flow("actions", say("会上定的事"), _ask_list, _listed)
SHOW = Flow("action", say("看任务"), _ask_show, _shown, subject="action")
DONE = Flow("action_done", say("做好了"), _ask_done, _done, subject="action")
MORE = Flow("action_more", say("要多些时间"), _ask_more, _more_time, subject="action")
CANNOT = Flow("action_cannot", say("办不了"), _ask_cannot, _cannot, subject="action")
LET_GO = Flow("action_let_go", say("不做了"), _ask_let_go, _let_go, subject="action")
