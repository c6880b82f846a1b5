"""A villager takes a request back."""

from conversations.choices import YesNo
from conversations.effects import Effect, RedrawCards, Tell, ToPerson
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import matter
from conversations.requests.acting import asks, move_effect, the_request
from conversations.words import say
from domain.requests import Move

SURE = YesNo(
    key="sure", text=say("真的不办这件了？"), yes=say("真的收回"), no=say("不收回，接着办")
)


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    if not answers[SURE]:
        return Outcome((Reply(say("好，接着给您办。"), menu=True),))
    effects: list[Effect] = [move_effect(facts, request, Move.WITHDRAW)]
    if request.agent and request.agent.id != facts.me.id:
        words = say("{number}村民收回了，不用再办。有原件请还给他。", number=matter(facts, request))
        effects.append(
            Tell(ToPerson(request.agent.id), Reply(words), f"{request.number}:withdrawn")
        )
    reply = Reply(say("{number}收回了。要办随时再来。", number=request.number), menu=True)
    return Outcome((reply,), (*effects, RedrawCards(request.number)))


FLOW = Flow("withdraw", say("收回"), asks(Move.WITHDRAW, SURE), finish, subject="request")
