"""What every act on a shift asks first: that it is there, that it is yours, that it is time."""

from collections.abc import Iterator

from conversations.duty.about import number_of
from conversations.duty.facts import ShiftNumbered
from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Halt
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, Words, say
from domain.duty.rights import has, makes_roster
from domain.duty.shift import Shift, Stage

SHIFT = Known(key="shift", text=NOTHING)


def read_shift(answers: Answers, facts: Facts) -> Iterator[Asked]:
    """Published, and not over."""
    yield SHIFT
    known = ShiftNumbered(number_of(answers[SHIFT]))
    yield known
    shift = answers[known]
    if shift is None or shift.stage is Stage.DRAFT:
        yield stop(say("没有找到这个班。"))
    elif shift.stage is Stage.OFF:
        yield stop(say("这个班已经取消了。"))
    elif facts.now >= shift.ends_at:
        yield stop(say("这个班已经过了。"))


def read_mine(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_shift(answers, facts)
    if not has(the_shift(answers), facts.me.id):
        yield stop(say("这个班现在不是您的。"))


def read_led(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_shift(answers, facts)
    if not makes_roster(facts.me.posts, the_shift(answers).place):
        yield stop(say("这是村书记和村干部办的。"))


def the_shift(answers: Answers) -> Shift:
    shift = answers[ShiftNumbered(number_of(answers[SHIFT]))]
    assert shift is not None
    return shift


def stop(words: Words) -> Halt:
    return Halt(Reply(words, menu=True))
