"""The language one reads."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.effects import Correct
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import say, verbatim

LANGUAGE: Choice[str] = Choice(
    key="language",
    text=verbatim("您看哪种字？\nWhich language do you read?"),
    decode=str,
    options=(Option("zh", verbatim("中文")), Option("en", verbatim("English"))),
)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield LANGUAGE


def finish(answers: Answers, facts: Facts) -> Outcome:
    del facts
    return Outcome((Reply(say("好了。"), menu=True),), (Correct(language=answers[LANGUAGE]),))


FLOW = Flow("language", say("换文字"), questions, finish, needs_consent=False)
