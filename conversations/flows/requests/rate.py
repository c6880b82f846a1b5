"""The villager rates the errand 1 to 5 with a word; 1 or 2 goes to the village secretary."""

from collections.abc import Iterator
from dataclasses import replace

from conversations.effects import Effect, Tell, ToPost
from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.requests.about import open_button, service_name
from conversations.requests.acting import move_effect, read_request, the_request
from conversations.stars import stars
from conversations.starts import start_button
from conversations.words import say
from domain.requests import POOR, Move
from domain.roles import Role

STARS = stars(say("办得好不好？"))
WORD = Telling(key="word", text=say("想说句什么吗？"), skip=say("没有"), limit=300)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_request(answers, facts, Move.RATE)
    if the_request(answers).rating is not None:
        yield Halt(Reply(say("这件事您已经评过了，谢谢。"), menu=True))
    yield STARS
    yield WORD


def finish(answers: Answers, facts: Facts) -> Outcome:
    request = the_request(answers)
    given, word = answers[STARS], answers[WORD]
    effects: list[Effect] = [
        replace(move_effect(facts, request, Move.RATE, word), rating=given, due_at=None)
    ]
    if given > POOR:
        return Outcome((Reply(say("谢谢您！"), menu=True),), tuple(effects))
    told = say(
        "⚠ {service}（{number}）村民不满意：{stars}分。\n谁办的：{agent}\n他说：{word}\n请您回个话。",
        service=service_name(facts, request),
        number=request.number,
        agent=request.agent.name if request.agent else say("没有人"),
        stars=given,
        word=word.text or say("没有多说"),
    )
    answer = start_button(say("💬 回话"), "reply", request=request.number)
    letter = Reply(told, ((answer, open_button(request)),))
    effects.append(Tell(ToPost(Role.SECRETARY, request.village), letter, f"{request.number}:poor"))
    return Outcome(
        (Reply(say("对不住您。已经告诉村书记，他会给您回话。"), menu=True),), tuple(effects)
    )


FLOW = Flow("rate", say("评一评"), questions, finish, subject="request")
