"""The village secretary answers a villager who was not content."""

from dataclasses import replace

from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import matter
from conversations.requests.acting import asks, move_effect, tell_applicant, the_request
from conversations.words import say
from domain.requests import Move

WORDS = Telling(key="words", text=say("给村民回句话：写字或发语音。"))


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    words = say(
        "{number}：村书记{name}给您回话：{words}",
        number=matter(facts, request),
        name=facts.me.name,
        words=answers[WORDS].text or say("（语音）"),
    )
    effect = replace(move_effect(facts, request, Move.REPLY, answers[WORDS]), due_at=None)
    told = tell_applicant(facts, request, words, "reply", files=(answers[WORDS].voice,))
    return Outcome((Reply(say("话带到了。")),), (effect, *told))


FLOW = Flow("reply", say("给村民回话"), asks(Move.REPLY, WORDS), finish, subject="request")
