"""A request goes to another agent, who hears why."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.effects import RedrawCards, Tell, ToPerson
from conversations.entries import Telling
from conversations.facts import Facts, PeopleServing
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import matter
from conversations.requests.acting import move_effect, read_request, tell_applicant, the_request
from conversations.requests.cards import staff_card
from conversations.words import Words, lines, say, verbatim
from domain.deadlines import accept_by
from domain.records import PersonRef
from domain.requests import (
    Move,
    Request,
    Stage,
)
from domain.roles import Post, Role

TO: Choice[int] = Choice(key="to", text=say("转给哪一位？"), decode=int)
WHY = Telling(key="why", text=say("为什么转？对方和村民都看得到。"), skip=say("不用说"))


def colleagues(answers: Answers, facts: Facts, request: Request) -> tuple[PersonRef, ...]:
    serving = answers[PeopleServing(Role.AGENT, request.village)]
    current = request.agent.id if request.agent else 0
    return tuple(p for p in serving if p.id not in {facts.me.id, current})


def _to(people: tuple[PersonRef, ...]) -> Choice[int]:
    return TO.among([Option(str(p.id), verbatim(p.name)) for p in people])


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts, Move.TRANSFER)
    request = the_request(answers)
    yield PeopleServing(Role.AGENT, request.village)
    people = colleagues(answers, facts, request)
    if not people:
        heads = PeopleServing(Role.SECRETARY, request.village)
        yield heads
        yield Halt(Reply(_nobody_else(answers[heads])))
    yield _to(people)
    yield WHY


def _nobody_else(heads: tuple[PersonRef, ...]) -> Words:
    none = say("这个村没有别的代办员，请找书记商量。")
    who = [say("☎ {name} {phone}", name=head.name, phone=head.phone) for head in heads]
    return lines(none, *who)


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    people = colleagues(answers, facts, request)
    to = next(p for p in people if p.id == answers[_to(people)])
    why = answers[WHY]
    effect = replace(
        move_effect(facts, request, Move.TRANSFER, why),
        to_agent=to.id,
        accept_by=accept_by(facts.now, facts.zone),
    )
    handed = replace(request, stage=Stage.SENT, agent=None)
    card = staff_card(_seen_by(facts, to, request), handed, alone=True)
    said = say("{name}转给您：{why}", name=facts.me.name, why=why.text or say("没有说原因"))
    letter = Tell(
        ToPerson(to.id),
        replace(card, text=lines(said, card.text, by="\n\n")),
        f"{request.number}:transfer:{facts.now.timestamp():.0f}",
    )
    words = say(
        "{number}换了代办员：{name}，电话{phone}。",
        number=matter(facts, request),
        name=to.name,
        phone=to.phone or facts.station_phone,
    )
    told = tell_applicant(facts, request, words, "transfer")
    reply = Reply(say("转给{name}了，等他接。", name=to.name))
    return Outcome((reply,), (effect, RedrawCards(request.number), letter, *told))


def _seen_by(facts: Facts, person: PersonRef, request: Request) -> Facts:
    posts = (Post(Role.AGENT, request.village),)
    return replace(facts, me=replace(facts.me, id=person.id, name=person.name, posts=posts))


FLOW = Flow("transfer", say("转给别人"), questions, finish, subject="request")
