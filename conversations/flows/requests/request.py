"""找人代办: a villager asks for a service, for themselves or for somebody else."""

from collections.abc import Iterator

from conversations.effects import AddRelative, Effect
from conversations.facts import (
    Facts,
    NewNumber,
    PeopleServing,
    RequestNumbered,
    SameRequestOpen,
)
from conversations.flow import Asked, Flow, Halt, Outcome, Start
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import STAGES, open_button
from conversations.requests.asking import (
    AGREED,
    NAME,
    NOTE,
    RELATION,
    REVIEW,
    SENSITIVE,
    among_services,
    chosen_service,
    for_whom,
    go_on,
    how_questions,
    paper_questions,
    service_told,
    whom_question,
)
from conversations.requests.filing import filed, needs_entrustment, sent_reply, told_agents
from conversations.words import lines, say
from domain.records import PersonRef
from domain.roles import Role
from domain.services import Service

NUMBER = NewNumber("DB")


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield among_services(facts)
    service = chosen_service(answers, facts)
    if service.guide_only:
        yield Halt(_guide(service, facts))
    if facts.me.village not in facts.city.villages:
        nowhere = Reply(say("还不晓得您是哪个村的。请先说一下，再接着办。"))
        yield Halt(nowhere, then=Start("welcome"), keep=True)
    yield go_on(service)
    yield from _whom(answers, facts)
    yield from _not_twice(answers, facts, service)
    if any(m.sensitive for m in service.materials):
        yield SENSITIVE
        if not answers[SENSITIVE]:
            yield Halt(_without_consent(service))
    yield from how_questions(answers, facts, service, facts.city.villages[facts.me.village])
    yield from paper_questions(service)
    yield NOTE
    yield REVIEW
    yield NUMBER
    yield PeopleServing(Role.AGENT, facts.me.village)


def _whom(answers: Answers, facts: Facts) -> Iterator[Asked]:
    whom = whom_question(facts)
    yield whom
    if answers[whom] == "new":
        yield NAME
        yield RELATION
        yield AGREED
        if not answers[AGREED]:
            yield Halt(Reply(say("请先问他（她）愿不愿意，愿意了再来办。我等着。"), menu=True))


def _not_twice(answers: Answers, facts: Facts, service: Service) -> Iterator[Asked]:
    same = SameRequestOpen(service.key, for_whom(answers, facts)[0])
    yield same
    number = answers[same]
    if not number:
        return
    known = RequestNumbered(number)
    yield known
    request = answers[known]
    assert request is not None
    told = say(
        "这件事您已经送过了，不用再送。\n{number}：{stage}",
        number=number,
        stage=STAGES[request.stage],
    )
    yield Halt(Reply(told, ((open_button(request),),), menu=True))


def _guide(service: Service, facts: Facts) -> Reply:
    where = say("这件事代办员不能替，要您到这里办：{window}", window=service.window)
    call = say("不清楚就打村里电话：{phone}", phone=facts.station_phone)
    return Reply(lines(service_told(service), where, call), menu=True)


def _without_consent(service: Service) -> Reply:
    text = say(
        "好，不看您的私事。您可以自己带材料去办，照样不收钱。\n哪里办：{window}",
        window=service.window,
    )
    return Reply(text, menu=True)


def finish(answers: Answers, facts: Facts) -> Outcome:
    village = facts.city.villages[facts.me.village]
    agents = answers[PeopleServing(Role.AGENT, village.code)]
    asked = filed(answers, facts, answers[NUMBER], village)
    me = PersonRef(facts.me.id, facts.me.name, facts.me.phone)
    effects: list[Effect] = [asked, told_agents(asked, me, facts, len(agents))]
    if answers.get(whom_question(facts)) == "new" and asked.relation != "neighbour":
        effects.append(AddRelative(asked.for_name, asked.relation))
    reply = sent_reply(asked, facts, agents, entrustment=needs_entrustment(asked, facts))
    return Outcome((reply,), tuple(effects))


FLOW = Flow("request", say("找人代办"), questions, finish)
