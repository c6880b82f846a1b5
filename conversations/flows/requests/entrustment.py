"""A written entrustment (委托书) as a Word file, where the law wants one."""

from collections.abc import Iterator

from conversations.effects import MakePaper
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.questions import Answers
from conversations.requests.about import read_request, the_request
from conversations.words import say


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts)


def finish(answers: Answers, facts: Facts) -> Outcome:
    del facts
    request = the_request(answers)
    return Outcome(effects=(MakePaper("entrustment", request.number),))


FLOW = Flow("entrustment", say("要委托书"), questions, finish, subject="request")
