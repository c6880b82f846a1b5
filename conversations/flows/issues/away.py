"""Staff say that they are away, so that new matters go to somebody who is there; and that they are back."""

from collections.abc import Iterator
from datetime import timedelta

from conversations.choices import Choice, Option
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.effects import BeAway
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say

DAYS = (1, 2, 3, 7)
UNTIL: Choice[int] = Choice(key="days", text=say("不在几天？从今天算起。"), decode=int)
BACK = 0


def _until(facts: Facts) -> Choice[int]:
    today = facts.now.astimezone(facts.zone).date()
    options = [
        Option(str(n), say("{n}天，到{day}", n=n, day=today + timedelta(days=n - 1))) for n in DAYS
    ]
    return UNTIL.among([*options, Option(str(BACK), say("我回来了，在岗"))])


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers
    if not facts.me.posts:
        yield Halt(Reply(say("请假是工作人员用的。"), menu=True))
    yield _until(facts)


def finish(answers: Answers, facts: Facts) -> Outcome:
    days = answers[_until(facts)]
    if days == BACK:
        return Outcome((Reply(say("好，您在岗了，新的事照样交给您。"), menu=True),), (BeAway(),))
    today = facts.now.astimezone(facts.zone).date()
    last = today + timedelta(days=days - 1)
    words = say(
        "好，到{day}为止，新的事先交给别人。您手上的还是您的，急的请自己转给别人。", day=last
    )
    return Outcome((Reply(words, menu=True),), (BeAway(today, last),))


FLOW = Flow("away", say("请假"), questions, finish)
