"""A villager (or the agent for them) adds a missing paper, a photo, or a word."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Choice, Option
from conversations.effects import Effect, PaperGiven, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Button, Reply
from conversations.questions import Answers, Key
from conversations.requests.about import OTHER, matter, open_button, paper_name
from conversations.requests.about import told as told_about
from conversations.requests.acting import (
    move_effect,
    moved,
    read_request,
    tell_agent,
    tell_applicant,
    the_request,
)
from conversations.sheets import Photos
from conversations.starts import start_button
from conversations.words import LIST, NOTHING, Words, lines, say
from domain.requests import Move, Request, Stage

LATER, LACKING = Key(say("以后再补"), "later"), Key(say("没有这样"), "lacking")
WHICH: Choice[str] = Choice(key="paper", text=say("补哪一样？"), decode=str)


def wanted(request: Request) -> tuple[str, ...]:
    """Keys that are still to come: what was asked for first, then what was promised for later."""
    later = [p.key for p in request.papers if p.status != "photo" and p.key not in request.asked]
    return (*request.asked, *later)


def which(facts: Facts, request: Request) -> Choice[str]:
    options = [
        Option(key, say("{name}", name=paper_name(facts, request, key))) for key in wanted(request)
    ]
    return WHICH.among([*options, Option(OTHER, say("别的照片"))])


def photo(facts: Facts, request: Request, key: str) -> Photos:
    if key == OTHER:
        why = request.asked_why if key in request.asked else ""
        told = say("代办员说：{why}", why=why) if why else NOTHING
        text = lines(say("拍照发来，照清楚就行。"), told)
    else:
        name = paper_name(facts, request, key)
        text = say("把{name}拍照发来，照清楚就行。", name=name)
    others = (LATER, LACKING) if len(request.asked) > 1 else (LACKING,)
    return Photos(key=f"photo_{key}", text=text, others=others)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """What the agent waits for comes one after another; without that the villager chooses."""
    yield from read_request(answers, facts, Move.SUPPLY)
    request = the_request(answers)
    if not request.asked:
        yield which(facts, request)
    for key in _keys(answers, facts, request):
        yield photo(facts, request, key)


def _keys(answers: Answers, facts: Facts, request: Request) -> tuple[str, ...]:
    return request.asked or (answers[which(facts, request)],)


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    sheets = {k: answers[photo(facts, request, k)] for k in _keys(answers, facts, request)}
    given = tuple(
        PaperGiven(key, sheet.status, sheet.files, sheet.words)
        for key, sheet in sheets.items()
        if sheet.status != LATER.value
    )
    came = [paper.key for paper in given]
    left = [key for key in request.asked if key not in came]
    if not given:
        return Outcome((Reply(say("好，有了再补。"), _next(request, left)),))
    still_waiting = request.stage is Stage.WAITING and bool(left)
    effect = replace(move_effect(facts, request, Move.SUPPLY), papers=given)
    if still_waiting:
        effect = replace(effect, due_at=None)
    after_move = request if still_waiting else moved(facts, request, Move.SUPPLY)
    told: list[Effect] = [*_told_agent(facts, after_move, came)]
    told += tell_applicant(
        facts, request, say("{number}补了材料。", number=matter(facts, request)), "supply"
    )
    reply = Reply(
        _thanks(facts, request, left), _next(request, left), about=told_about(request.number)
    )
    return Outcome((reply,), (effect, *told, RedrawCards(request.number)))


def _thanks(facts: Facts, request: Request, left: list[str]) -> Words:
    if not left:
        return say("收到了，放进{number}了，也告诉代办员了。", number=request.number)
    names = [say("{name}", name=paper_name(facts, request, key)) for key in left]
    return say("收到了。还差{n}样：{names}", n=len(left), names=lines(*names, by=LIST))


def _next(request: Request, left: list[str]) -> tuple[tuple[Button, ...], ...]:
    if left:
        return ((start_button(say("📷 接着补"), "supply", request=request.number),),)
    return ((open_button(request),),)


def _told_agent(facts: Facts, request: Request, came: list[str]) -> tuple[Effect, ...]:
    names = [say("{name}", name=paper_name(facts, request, key)) for key in came]
    words = say(
        "{number}补来了：{names}", number=matter(facts, request), names=lines(*names, by=LIST)
    )
    return tell_agent(facts, request, words)


FLOW = Flow("supply", say("补材料"), questions, finish, subject="request")
