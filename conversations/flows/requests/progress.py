"""Steps an agent reports with one tap: on the way, handed in, public notice begun and ended."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.choices import YesNo
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import matter, service_of
from conversations.requests.acting import (
    asks,
    move_effect,
    outcome,
    read_request,
    tell_applicant,
    the_request,
)
from conversations.words import NOTHING, Words, say
from domain.requests import Move


def _step(name: str, move: Move, title: Words, told: Words, done: Words) -> Flow:
    def finish(answers: Answers, facts: Facts) -> Outcome:
        request = the_request(answers)
        words = say("{number}：{told}", number=matter(facts, request), told=told)
        letters = tell_applicant(facts, request, words, name)
        return outcome(facts, request, done, move_effect(facts, request, move), *letters)

    return Flow(name, title, asks(move), finish, subject="request")


SET_OUT = _step(
    "set_out",
    Move.SET_OUT,
    say("出发去办"),
    say("代办员出发去给您办了。"),
    say("好，已经告诉对方您出发了。"),
)
HAND_IN = _step(
    "hand_in",
    Move.HAND_IN,
    say("送到窗口"),
    say("材料已经送到办事窗口，等那边答复。"),
    say("好，记下了：已送到窗口。"),
)
NOTICE = _step(
    "notice",
    Move.POST_NOTICE,
    say("开始公示"),
    say("开始在村里公示了，公示完接着办。"),
    say("好，公示开始，时间停着。"),
)
EARLY = YesNo(key="early", text=NOTHING, yes=say("公示完了"), no=say("还没有，接着公示"))


def _notice_over(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """A notice that is ended before its days are over is asked about once more."""
    yield from read_request(answers, facts, Move.END_NOTICE)
    request = the_request(answers)
    service = service_of(facts, request)
    days = service.notice_days if service else 0
    began = request.pauses[-1].start if request.pauses else facts.now
    past = (facts.now - began).days
    if past >= days:
        return
    question = replace(
        EARLY, text=say("公示要{days}天，才过了{past}天。真的公示完了吗？", days=days, past=past)
    )
    yield question
    if not answers[question]:
        yield Halt(Reply(say("好，接着公示。"), menu=True))


NOTICE_END = replace(
    _step(
        "notice_end",
        Move.END_NOTICE,
        say("公示完了"),
        say("公示完了，接着往下办。"),
        say("好，公示结束，时间接着算。"),
    ),
    questions=_notice_over,
)
