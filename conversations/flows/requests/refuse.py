"""An agent cannot do it: the reason, and where else to go (refusing is always a person's act)."""

from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.questions import Answers
from conversations.requests.about import matter
from conversations.requests.acting import asks, move_effect, outcome, tell_applicant, the_request
from conversations.starts import start_button
from conversations.words import say
from domain.requests import Move

WHY = Telling(
    key="why",
    text=say("为什么办不了？请写清楚，村民看得到。"),
    help=say("写原因，再写他可以去哪里、怎么办。"),
)


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    why = answers[WHY]
    words = say(
        "{number}没有办成。\n原因：{why}\n您不服，可以找村书记，或者打{phone}。",
        number=matter(facts, request),
        why=why.text or say("（语音）"),
        phone=facts.city.hotline,
    )
    rate = start_button(say("⭐ 评一评"), "rate", request=request.number)
    told = tell_applicant(facts, request, words, "refuse", rate, files=(why.voice,))
    effect = move_effect(facts, request, Move.REFUSE, why)
    return outcome(facts, request, say("记下了，已经把原因告诉对方。"), effect, *told)


FLOW = Flow("refuse", say("办不了"), asks(Move.REFUSE, WHY), finish, subject="request")
