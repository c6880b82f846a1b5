"""An agent asks for everything that is missing, in one message (一次性告知)."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import Option, Several
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.questions import Answers
from conversations.requests.about import OTHER, matter, paper_name, papers_of
from conversations.requests.acting import (
    move_effect,
    outcome,
    read_request,
    tell_applicant,
    the_request,
)
from conversations.starts import start_button
from conversations.words import NOTHING, lines, say
from domain.requests import Move, Request

WHY = Telling(
    key="why",
    text=say("为什么要、要什么样的？一次说清楚，写字或发语音。"),
    skip=say("不用多说"),
)


def which(facts: Facts, request: Request) -> Several:
    options = [Option(m.key, say("{name}", name=m.name)) for m in papers_of(facts, request)]
    return Several(
        key="asked",
        text=say("差哪几样？都勾上，一次告诉他。"),
        options=(*options, Option(OTHER, say("别的（下一步写）"))),
    )


def _why(ticked: tuple[str, ...]) -> Telling:
    """What is not on the list has to be told in words."""
    if OTHER not in ticked:
        return WHY
    return replace(WHY, skip=None, text=say("别的要什么？写清楚，写字或发语音。"))


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts, Move.ASK)
    papers = which(facts, the_request(answers))
    yield papers
    yield _why(answers[papers])


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    ticked = answers[which(facts, request)]
    why = answers[WHY]
    names = [say("· {name}", name=paper_name(facts, request, key)) for key in ticked]
    words = lines(
        say("{number}还差{n}样：", number=matter(facts, request), n=len(ticked)),
        *names,
        say("代办员说：{why}", why=why.text) if why.text else NOTHING,
        say("拍照发来就行。这段时间不算您的。"),
    )
    supply = start_button(say("📷 我来补"), "supply", request=request.number)
    told = tell_applicant(facts, request, words, "ask", supply, files=(why.voice,))
    effect = replace(move_effect(facts, request, Move.ASK, why), asked=ticked)
    said = say("好，已经一次告诉对方。时间先停着。")
    return outcome(facts, replace(request, asked=ticked), said, effect, *told)


FLOW = Flow("ask_papers", say("要补材料"), questions, finish, subject="request")
