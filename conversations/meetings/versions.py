"""The newest version of a meeting's minutes, as talks about it begin."""

from collections.abc import Iterator

from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.meetings.about import Right, may_read, open_button, read_meeting, the_meeting
from conversations.meetings.facts import MinutesOf
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say
from domain.meetings.meeting import Stage
from domain.meetings.minutes import Minutes

OVER = (Stage.ENDED, Stage.FINAL)


def newest_of(answers: Answers) -> Minutes:
    return answers[MinutesOf(the_meeting(answers).number)][0]


def read_minutes(answers: Answers, facts: Facts, right: Right = may_read) -> Iterator[Asked]:
    yield from read_meeting(answers, right, facts, *OVER)
    number = the_meeting(answers).number
    yield MinutesOf(number)
    if not answers[MinutesOf(number)]:
        yield Halt(Reply(say("纪要还没有写好。"), ((open_button(the_meeting(answers)),),)))
