"""A picture turned out to say where it was taken: its sender is asked whether that is the place."""

from collections.abc import Iterator

from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import read_issue, the_issue
from conversations.issues.acting import deed, outcome
from conversations.issues.facts import PhotoNumbered
from conversations.issues.spots import Spot, area_of
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say
from domain.issues.moves import Move

FILE = Known(key="file", text=say(""))


def _photo(answers: Answers) -> PhotoNumbered:
    number = answers[FILE]
    return PhotoNumbered(int(number) if number.isdecimal() and len(number) < 16 else 0)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.ADD)
    yield FILE
    yield _photo(answers)
    found, issue = answers[_photo(answers)], the_issue(answers)
    ours = found is not None and found.issue == issue.number and found.latitude is not None
    if not ours or issue.located:
        yield Halt(Reply(say("这件已经有位置了，不用了。"), menu=True))


def finish(answers: Answers, facts: Facts) -> Outcome:
    found, issue = answers[_photo(answers)], the_issue(answers)
    assert found is not None
    assert found.latitude is not None
    assert found.longitude is not None
    spot = Spot(latitude=found.latitude, longitude=found.longitude)
    place = (found.latitude, found.longitude, area_of(spot, issue.village, facts))
    done = deed(facts, Move.ADD, say("用了照片的位置").pattern, place=place)
    return outcome(answers, facts, done, say("好，用照片的位置了。"))


FLOW = Flow(
    "photo_place",
    say("用照片的位置"),
    questions,
    finish,
    subject="issue",
    brings=frozenset({"file"}),
)
