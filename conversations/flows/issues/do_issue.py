"""The handler says that it is mended, with a picture if there is one; somebody else has to see it."""

from conversations.entries import Spoken
from conversations.facts import Facts
from conversations.flow import Flow, Outcome
from conversations.issues.acting import asks, deed, outcome
from conversations.questions import Answers
from conversations.sights import Sight
from conversations.words import say
from domain.issues.moves import Move

AFTER = Sight(
    key="after",
    text=say("发一张办好以后的照片，再说一句怎么办的。"),
    skip=say("没有照片，办好了"),
)


def finish(answers: Answers, facts: Facts) -> Outcome:
    seen = answers[AFTER]
    return outcome(
        answers,
        facts,
        deed(facts, Move.DO, seen.words),
        say("好，记下了。等人看过就结案。"),
        why=Spoken(seen.words, seen.voice),
        photos=seen.files,
    )


FLOW = Flow("do_issue", say("办好了"), asks(Move.DO, AFTER), finish, subject="issue")
