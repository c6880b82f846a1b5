"""Somebody whose matter it may be takes an issue on (受理)."""

from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.issues.about import the_issue
from conversations.issues.acting import asks, deed, my_seat, outcome
from conversations.questions import Answers
from conversations.words import say
from domain.issues.moves import Move


def finish(answers: Answers, facts: Facts) -> Outcome:
    seat = my_seat(facts, the_issue(answers))
    return outcome(
        answers, facts, deed(facts, Move.TAKE, to=seat), say("好，您接下了。已经告诉报的人。")
    )


FLOW = Flow("take_issue", say("接下一件事"), asks(Move.TAKE), finish, subject="issue")
