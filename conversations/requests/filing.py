"""From the answers of a proxy request to its record, its card, and the words that say it is sent."""

from dataclasses import replace
from datetime import date, datetime, time

from conversations.effects import Effect, FileRequest, PaperGiven, Tell, ToPost
from conversations.facts import Facts, Me
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import RELATIONS, told
from conversations.requests.asking import (
    NOTE,
    PLACE,
    SENSITIVE,
    chosen_service,
    for_whom,
    mode_question,
    paper_questions,
    tour_question,
    visit_question,
)
from conversations.requests.cards import staff_card
from conversations.starts import start_button
from conversations.whereabouts import Where
from conversations.words import Words, lines, say
from domain.deadlines import accept_by, due
from domain.places import Village
from domain.records import PersonRef
from domain.requests import (
    Paper,
    Request,
    Stage,
)
from domain.roles import Post, Role


def filed(answers: Answers, facts: Facts, number: str, village: Village) -> FileRequest:
    """What the records are asked to keep."""
    service = chosen_service(answers, facts)
    for_name, relation = for_whom(answers, facts)
    visit = _visit(answers, facts, village)
    return FileRequest(
        number=number,
        service=service.key,
        village=village.code,
        mode=answers.get(mode_question(service, village)) or service.modes[0],
        accept_by=accept_by(facts.now, facts.zone),
        due_at=_first_due(facts, service.limit_days, visit),
        for_name=for_name,
        relation=relation,
        where=answers.get(PLACE) or Where(),
        visit=visit,
        papers=tuple(
            PaperGiven(q.key.removeprefix("p_"), sheet.status, sheet.files, sheet.words)
            for q in paper_questions(service)
            if (sheet := answers.get(q)) is not None
        ),
        note=answers[NOTE],
        sensitive_consent=answers.get(SENSITIVE) or False,
    )


def _first_due(facts: Facts, limit_days: int, visit: str) -> datetime:
    """With a day agreed on for the tour or the visit, the days count from there."""
    day = visit.partition(" ")[0]
    agreed = datetime.combine(date.fromisoformat(day), time(8, 30), facts.zone) if day else None
    start = max(facts.now, agreed) if agreed else facts.now
    return due(start, limit_days, (), facts.now, facts.zone)


def _visit(answers: Answers, facts: Facts, village: Village) -> str:
    visit = answers.get(visit_question(facts))
    if visit:
        return f"{visit.day.isoformat()} {visit.half}"
    return answers.get(tour_question(facts, village)) or ""


def as_request(asked: FileRequest, applicant: PersonRef, facts: Facts) -> Request:
    """The request as it will stand in the record, to draw its card before it is stored."""
    return Request(
        number=asked.number,
        service=asked.service,
        village=asked.village,
        stage=Stage.SENT,
        mode=asked.mode,
        applicant=applicant,
        filed_by=PersonRef(facts.me.id, facts.me.name, facts.me.phone),
        sent_at=facts.now,
        for_name=asked.for_name,
        relation=asked.relation,
        due_at=asked.due_at,
        place=asked.where.text,
        latitude=asked.where.latitude,
        longitude=asked.where.longitude,
        visit=asked.visit,
        papers=tuple(Paper(p.key, p.status) for p in asked.papers),
        note=asked.note.text,
    )


def told_agents(asked: FileRequest, applicant: PersonRef, facts: Facts, agents: int) -> Effect:
    """The card for the agents of the village, masked where several of them read it."""
    request = as_request(asked, applicant, facts)
    an_agent = replace(facts, me=Me(posts=(Post(Role.AGENT, asked.village),)))
    reply = staff_card(an_agent, request, alone=agents == 1)
    return Tell(ToPost(Role.AGENT, asked.village), reply, f"{asked.number}:new")


def sent_words(asked: FileRequest, facts: Facts, agents: tuple[PersonRef, ...]) -> Words:
    return lines(
        say("✅ 送上去了！"),
        say("编号：{number}", number=asked.number),
        say("最晚{day}有答复", day=asked.due_at.astimezone(facts.zone).date()),
        _who(facts, asked, agents),
        say("每走一步我都告诉您。要看就按“6 我的事”。"),
        say("代办不收钱。"),
    )


def _who(facts: Facts, asked: FileRequest, agents: tuple[PersonRef, ...]) -> Words:
    if agents:
        first = agents[0]
        return say("代办员：{name} {phone}", name=first.name, phone=first.phone)
    phone = facts.city.villages[asked.village].station_phone
    return say("村里电话：{phone}", phone=phone)


def sent_reply(
    asked: FileRequest, facts: Facts, agents: tuple[PersonRef, ...], *, entrustment: bool
) -> Reply:
    words = sent_words(asked, facts, agents)
    if not entrustment:
        return Reply(words, menu=True, about=told(asked.number))
    offer = say("这件事替别人办要写委托书，我给您备好了，打印出来签字就行。")
    button = start_button(say("📄 要委托书"), "entrustment", request=asked.number)
    return Reply(lines(words, offer), ((button,),), menu=True, about=told(asked.number))


def needs_entrustment(asked: FileRequest, facts: Facts) -> bool:
    """A written entrustment is needed where someone applies for another (低保审核确认办法 第六条)."""
    return bool(asked.for_name) and facts.catalogue.services[asked.service].entrustment


__all__ = ["RELATIONS", "filed", "needs_entrustment", "sent_reply", "told_agents"]
