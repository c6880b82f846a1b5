"""A reporter takes an issue back, as long as nobody else reported it and no life is in danger."""

from collections.abc import Iterator

from conversations.choices import YesNo
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import open_button, read_issue, the_issue, why_not
from conversations.issues.acting import deed, outcome
from conversations.issues.cards import reporters_page
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say
from domain.issues.kinds import Severity
from domain.issues.moves import Move, WhyNot

SURE = YesNo(key="sure", text=say("真的收回，不报了吗？"), yes=say("收回"), no=say("不收，接着办"))


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.WITHDRAW)
    issue = the_issue(answers)
    if issue.followers or issue.severity is Severity.URGENT:
        yield Halt(Reply(why_not(issue, WhyNot.FOLLOWED), ((open_button(issue),),)))
    yield SURE
    if not answers[SURE]:
        yield Halt(reporters_page(facts, issue))


def finish(answers: Answers, facts: Facts) -> Outcome:
    return outcome(answers, facts, deed(facts, Move.WITHDRAW), say("收回了。"))


FLOW = Flow("withdraw_issue", say("收回"), questions, finish, subject="issue")
