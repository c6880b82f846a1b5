"""A proof that no village may be asked for: why not, and where to go instead (民发〔2020〕20号)."""

from collections.abc import Iterator

from conversations.entries import Known
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import NOTHING, lines, say

WHICH = Known(key="certificate", text=NOTHING)


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield WHICH
    if answers[WHICH] not in facts.catalogue.certificates:
        yield Halt(Reply(say("没有找到这种证明。"), menu=True))


def finish(answers: Answers, facts: Facts) -> Outcome:
    certificate = facts.catalogue.certificates[answers[WHICH]]
    words = lines(
        say("“{name}”不用村里开，也不该让您跑来开。", name=certificate.name),
        say("为什么：{why}", why=certificate.why),
        say("可以这样办：{instead}", instead=certificate.instead),
        say(
            "依据：{source}。哪个单位还要您开，请把这条给他看，或者打{phone}。",
            source=certificate.source,
            phone=facts.city.hotline,
        ),
    )
    return Outcome((Reply(words, menu=True),))


FLOW = Flow("certificate", say("开证明"), questions, finish, needs_consent=False)
