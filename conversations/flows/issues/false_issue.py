"""No such thing (误报): said by one with the reason, and looked at by a second person."""

from conversations.entries import Telling
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.issues.acting import asks, deed, outcome
from conversations.questions import Answers
from conversations.words import say
from domain.issues.moves import Move

WHY = Telling(key="why", text=say("去看了是什么情况？报的人也看得到。弄错了不怪谁。"), limit=300)
SEEN = Telling(key="seen", text=say("您看到的是什么情况？"), skip=say("不用说"), limit=300)


def _call(answers: Answers, facts: Facts) -> Outcome:
    why = answers[WHY]
    said = say("记下了。请另一个人再去看一眼，两个人都看过才算。")
    return outcome(answers, facts, deed(facts, Move.CALL_FALSE, why.text), said, why=why)


def _confirm(answers: Answers, facts: Facts) -> Outcome:
    why = answers[SEEN]
    done = deed(facts, Move.CONFIRM_FALSE, why.text)
    return outcome(answers, facts, done, say("好，这件就这么结了。"), why=why)


def _deny(answers: Answers, facts: Facts) -> Outcome:
    why = answers[SEEN]
    done = deed(facts, Move.DENY_FALSE, why.text)
    return outcome(answers, facts, done, say("好，接着办。"), why=why)


CALL = Flow("call_false", say("没有这回事"), asks(Move.CALL_FALSE, WHY), _call, subject="issue")
CONFIRM = Flow(
    "confirm_false", say("是没有"), asks(Move.CONFIRM_FALSE, SEEN), _confirm, subject="issue"
)
DENY = Flow("deny_false", say("有这回事"), asks(Move.DENY_FALSE, SEEN), _deny, subject="issue")
