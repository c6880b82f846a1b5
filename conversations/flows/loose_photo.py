"""A photo sent out of the blue: it is offered a place, never dropped."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.about_requests import summary
from conversations.acting import move_effect, tell_agent
from conversations.choices import Choice, Option
from conversations.effects import PaperGiven, RedrawCards
from conversations.facts import Facts, MyRequests, RequestNumbered
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.sheets import Photos
from conversations.words import say
from domain.requests import OPEN, Move

SHEET = Photos(key="sheet", text=say("把照片发来，我再问放到哪里。"))
WHERE: Choice[str] = Choice(key="where", text=say("这张照片放到哪件事里？"), decode=str)
MINE = MyRequests()


def _where(answers: Answers, facts: Facts) -> Choice[str]:
    options = [Option(r.number, summary(facts, r)) for r in answers[MINE] if r.stage in OPEN]
    return WHERE.among([*options[:4], Option("none", say("都不是，不放了"))])


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield SHEET
    yield MINE
    where = _where(answers, facts)
    if len(where.options) == 1:
        yield Halt(
            Reply(say("照片收到了，可是不晓得您要办哪样。请先按数字选一样，再发照片。"), menu=True)
        )
    yield where
    if answers[where] != "none":
        yield RequestNumbered(answers[where])


def finish(answers: Answers, facts: Facts) -> Outcome:
    where = answers[_where(answers, facts)]
    request = answers[RequestNumbered(where)] if where != "none" else None
    if request is None:
        return Outcome((Reply(say("好，这张不放。"), menu=True),))
    given = PaperGiven("other", "photo", answers[SHEET].files, answers[SHEET].words)
    effect = replace(move_effect(facts, request, Move.SUPPLY), papers=(given,))
    reply = Reply(say("放进{number}了。", number=request.number), menu=True)
    told = tell_agent(facts, request, say("{number}补来了照片。", number=request.number))
    return Outcome((reply,), (effect, *told, RedrawCards(request.number)))


FLOW = Flow("loose_photo", say("放一张照片"), questions, finish)
