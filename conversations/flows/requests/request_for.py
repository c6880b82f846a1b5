"""An agent files a request for a villager who stands before them, into the same record."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option, YesNo
from conversations.entries import PersonName, Phone
from conversations.facts import Facts, NewNumber, PeopleServing, RequestNumbered, SameAtTheDesk
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import open_button
from conversations.requests.asking import (
    NOTE,
    REVIEW,
    SENSITIVE,
    among_services,
    chosen_service,
    how_questions,
    paper_questions,
)
from conversations.requests.filing import filed, sent_words, told_agents
from conversations.words import NOTHING, lines, say
from domain.records import PersonRef
from domain.roles import Role
from domain.services import Service

NUMBER = NewNumber("DB")
AT: Choice[str] = Choice(key="at", title=say("哪个村"), text=say("是哪个村的？"), decode=str)
WHO = PersonName(key="who", title=say("村民"), text=say("村民叫什么名字？"))
SAME = YesNo(
    key="same",
    title=say("同一个人"),
    text=NOTHING,
    yes=say("是，看那一件"),
    no=say("不是，接着登记"),
)
PHONE = Phone(key="who_phone", title=say("电话"), text=say("他的电话？"), skip=say("没有电话"))


def _villages(facts: Facts) -> Choice[str]:
    codes = {*facts.me.serves_as(Role.AGENT), *facts.me.serves_as(Role.SECRETARY)}
    villages = [facts.city.villages[c] for c in sorted(codes) if c in facts.city.villages]
    return AT.among([Option(v.code, say("{name}", name=v.name)) for v in villages])


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    at = _villages(facts)
    if not at.options:
        yield Halt(Reply(say("替村民登记是代办员和村书记的事。"), menu=True))
    yield at
    yield WHO
    yield PHONE
    yield among_services(facts)
    service = chosen_service(answers, facts)
    if service.guide_only:
        yield Halt(Reply(say("这件事要本人去办：{window}", window=service.window), menu=True))
    yield from _not_twice(answers, service, answers[at])
    if any(m.sensitive for m in service.materials):
        yield SENSITIVE
        if not answers[SENSITIVE]:
            yield Halt(Reply(say("村民不同意看私事，请带他到窗口办。"), menu=True))
    yield from how_questions(answers, facts, service, facts.city.villages[answers[at]])
    yield from paper_questions(service)
    yield NOTE
    yield REVIEW
    yield NUMBER
    yield PeopleServing(Role.AGENT, answers[at])


def _not_twice(answers: Answers, service: Service, village: str) -> Iterator[Asked]:
    """Names are not unique in a village, so the agent decides whether it is the same person."""
    same = SameAtTheDesk(service.key, village, answers[WHO])
    yield same
    number = answers[same]
    if not number:
        return
    known = RequestNumbered(number)
    yield known
    request = answers[known]
    assert request is not None
    words = say("{name}已经有一件在办：{number}。是同一个人吗？", name=answers[WHO], number=number)
    question = replace(SAME, text=words)
    yield question
    if answers[question]:
        yield Halt(Reply(say("好，就看这一件："), ((open_button(request),),), menu=True))


def finish(answers: Answers, facts: Facts) -> Outcome:
    village = facts.city.villages[answers[_villages(facts)]]
    agents = answers[PeopleServing(Role.AGENT, village.code)]
    name, phone = answers[WHO], answers[PHONE]
    asked = replace(
        filed(answers, facts, answers[NUMBER], village), villager_name=name, villager_phone=phone
    )
    card = told_agents(asked, PersonRef(0, name, phone), facts, len(agents))
    said = lines(say("替{name}登记好了。", name=name), sent_words(asked, facts, agents))
    return Outcome((Reply(said, menu=True),), (asked, card))


FLOW = Flow("request_for", say("替村民登记"), questions, finish)
