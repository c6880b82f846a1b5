"""Steps an agent reports with one tap: on the way, handed in, public notice begun and ended."""

from conversations.acting import asks, move_effect, outcome, tell_applicant, the_request
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.questions import Answers
from conversations.words import Words, say
from domain.requests import Move


def _step(name: str, move: Move, title: Words, told: Words, done: Words) -> Flow:
    def finish(answers: Answers, facts: Facts) -> Outcome:
        request = the_request(answers)
        words = say("{number}：{told}", number=request.number, told=told)
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
NOTICE_END = _step(
    "notice_end",
    Move.END_NOTICE,
    say("公示完了"),
    say("公示完了，接着往下办。"),
    say("好，公示结束，时间接着算。"),
)
