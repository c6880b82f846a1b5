"""发通知: one text to a village, a role or all, with a look at it and the count before it goes."""

from collections.abc import Iterator

from conversations.broadcasts.facts import CountReceivers, MyPushes, PushNumbered, SendPush
from conversations.broadcasts.progress import letter, progress
from conversations.choices import Choice, Option, YesNo
from conversations.entries import Known, Telling
from conversations.facts import Facts, NewNumber
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.roles import place_name, role_name
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say, short, verbatim
from domain.broadcasts.push import PEOPLE, SENDERS, Progress, Push, places_of
from domain.roles import Role

NUMBER = Known(key="push", text=NOTHING)
WHERE: Choice[str] = Choice(key="where", text=say("发给哪里的人？"), decode=str)
WORDS = Telling(key="words", text=say("写要通知的话："), limit=500, to_be_read=True)


def _questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    if not places_of(facts.me.posts):
        words = say("发通知的是村书记、乡镇和市级中心。")
        yield Halt(Reply(words, menu=True))
        return
    where = _where(facts)
    if len(where.options) > 1:
        yield where
    yield _to(answers, facts)
    yield WORDS
    yield _count(answers, facts)
    yield _sure(answers, facts)
    yield NewNumber("TS")


def _where(facts: Facts) -> Choice[str]:
    """A township may also push to one of its villages."""
    places = [p.place for p in places_of(facts.me.posts)]
    below = [
        v.code
        for p in places_of(facts.me.posts)
        if p.role is Role.TOWNSHIP
        for v in facts.city.villages_of(p.place)
    ]
    every = dict.fromkeys([*places, *below])
    return WHERE.among([Option(p, place_name(facts, p)) for p in every])


def _place(answers: Answers, facts: Facts) -> str:
    where = _where(facts)
    return answers[where] if len(where.options) > 1 else where.options[0].value


def _to(answers: Answers, facts: Facts) -> Choice[str]:
    place = _place(answers, facts)
    mine = next(p.role for p in places_of(facts.me.posts) if place.startswith(p.place))
    roles = [r for r in Role if r in SENDERS[mine]]
    options = [Option(PEOPLE, say("所有村民"))]
    options += [Option(r.value, say("所有{role}", role=role_name(r))) for r in roles]
    return Choice(key="to", text=say("发给谁？"), decode=str, options=tuple(options))


def _count(answers: Answers, facts: Facts) -> CountReceivers:
    return CountReceivers(_place(answers, facts), answers[_to(answers, facts)])


def _sure(answers: Answers, facts: Facts) -> YesNo:
    """Everything as its readers will see it, and how many they are."""
    total, out_of_reach = answers[_count(answers, facts)]
    text = lines(
        say("他们看到的是这样："),
        verbatim("———"),
        letter(answers[WORDS].text, signed(answers, facts)),
        verbatim("———"),
        say("一共{n}人，其中{m}人联系不上。", n=total, m=out_of_reach),
    )
    yes = say("📣 发给{n}人", n=total)
    return YesNo(key="sure", text=text, yes=yes, no=say("✖ 不发了"))


def signed(answers: Answers, facts: Facts) -> str:
    place = _place(answers, facts)
    known = (facts.city.villages.get(place), facts.city.townships.get(place))
    name = next((k.name.zh for k in known if k), facts.city.name.zh)
    return f"{name} {facts.me.name}".strip()


def _finish(answers: Answers, facts: Facts) -> Outcome:
    if not answers[_sure(answers, facts)]:
        return Outcome((Reply(say("好，不发了。"), menu=True),))
    total, out_of_reach = answers[_count(answers, facts)]
    if not total:
        return Outcome((Reply(say("那里还没有人可以发。"), menu=True),))
    push = Push(
        answers[NewNumber("TS")],
        _place(answers, facts),
        answers[_to(answers, facts)],
        answers[WORDS].text,
        signed(answers, facts),
        facts.me.id,
        facts.now,
    )
    begun = Progress(waiting=total - out_of_reach, unreachable=out_of_reach)
    return Outcome((progress(push, begun),), (SendPush(push),))


def _ask_state(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield NUMBER
    known = PushNumbered(answers[NUMBER])
    yield known
    found = answers[known]
    if found is None or found[0].sender != facts.me.id:
        yield Halt(Reply(say("没有找到这个通知。"), menu=True))


def _state(answers: Answers, facts: Facts) -> Outcome:
    del facts
    found = answers[PushNumbered(answers[NUMBER])]
    assert found
    return Outcome((progress(*found),), in_place=True)


def _ask_list(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not places_of(facts.me.posts):
        yield Halt(Reply(say("发通知的是村书记、乡镇和市级中心。"), menu=True))
    yield MyPushes()


def _list(answers: Answers, facts: Facts) -> Outcome:
    del facts
    found = answers[MyPushes()]
    told = [
        say("{n}. {number} {words}", n=n, number=p.number, words=verbatim(short(p.words, 20)))
        for n, p in enumerate(found, 1)
    ]
    rows = tuple(
        (start_button(say("{n} 看到哪了", n=n), "push_state", push=p.number),)
        for n, p in enumerate(found, 1)
    )
    new = start_button(say("📣 发通知"), "push")
    head = say("您发过的通知：") if found else say("您还没有发过通知。")
    return Outcome((Reply(lines(head, *told), (*rows, (new,)), menu=True),))


PUSH = Flow("push", say("发通知"), _questions, _finish)
STATE = Flow("push_state", say("通知到哪了"), _ask_state, _state, subject="push")
LIST = Flow("pushes", say("发过的通知"), _ask_list, _list)
