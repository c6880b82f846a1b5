"""A note on a request, for those who handle it."""

from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.questions import Answers
from conversations.requests.acting import asks, move_effect, outcome, the_request
from conversations.words import say
from domain.requests import Move

WHAT = Telling(key="what", text=say("记什么？写字或发语音。"))


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    effect = move_effect(facts, request, Move.NOTE, answers[WHAT])
    return outcome(facts, request, say("记下了。"), effect)


FLOW = Flow("note", say("记一笔"), asks(Move.NOTE, WHAT), finish, subject="request")
