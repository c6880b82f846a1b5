"""An agent takes a request on (受理)."""

from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.questions import Answers
from conversations.requests.about import matter
from conversations.requests.acting import asks, move_effect, outcome, tell_applicant, the_request
from conversations.words import say
from domain.requests import Move


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    words = say(
        "{number}：代办员{agent}接了您的事，电话{phone}。",
        number=matter(facts, request),
        agent=facts.me.name,
        phone=facts.me.phone or facts.station_phone,
    )
    told = tell_applicant(facts, request, words, "accept")
    effect = move_effect(facts, request, Move.ACCEPT)
    return outcome(facts, request, say("好，您接下了。已经告诉对方。"), effect, *told)


FLOW = Flow("accept", say("接下一件事"), asks(Move.ACCEPT), finish, subject="request")
