"""An agent files a request for a villager who stands before them, into the same record."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.asking import (
    NOTE,
    REVIEW,
    SENSITIVE,
    among_services,
    chosen_service,
    how_questions,
    paper_questions,
)
from conversations.choices import Choice, Option
from conversations.entries import PersonName, Phone
from conversations.facts import Facts, NewNumber, PeopleServing
from conversations.filing import filed, sent_words, told_agents
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import lines, say
from domain.requests import PersonRef
from domain.roles import Role

NUMBER = NewNumber("DB")
AT: Choice[str] = Choice(key="at", title=say("哪个村"), text=say("是哪个村的？"), decode=str)
WHO = PersonName(key="who", title=say("村民"), text=say("村民叫什么名字？"))
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
        yield Halt(Reply(say("这件事要本人到{window}办。", window=service.window), menu=True))
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
