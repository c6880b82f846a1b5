"""The fix is looked at (核查): by the reporter, or by somebody who did not make it."""

from conversations.entries import Spoken
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.issues.acting import asks, deed, outcome
from conversations.questions import Answers
from conversations.sights import Sight
from conversations.words import say
from domain.issues.moves import Move

STILL = Sight(
    key="still", text=say("哪里没有好？写几句、说一段话、拍张照都行。"), skip=say("就是没有好")
)


def _confirm(answers: Answers, facts: Facts) -> Outcome:
    said = say("谢谢您去看，这件结案了。")
    return outcome(answers, facts, deed(facts, Move.CONFIRM), said)


def _not_fixed(answers: Answers, facts: Facts) -> Outcome:
    seen = answers[STILL]
    return outcome(
        answers,
        facts,
        deed(facts, Move.NOT_FIXED, seen.words),
        say("好，重新打开，交到上一级去办。"),
        why=Spoken(seen.words, seen.voice),
        photos=seen.files,
    )


CONFIRM = Flow("confirm_fix", say("修好了"), asks(Move.CONFIRM), _confirm, subject="issue")
NOT_FIXED = Flow(
    "not_fixed", say("没有好"), asks(Move.NOT_FIXED, STILL), _not_fixed, subject="issue"
)
