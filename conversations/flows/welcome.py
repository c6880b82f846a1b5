"""First words: what this is, what is kept of a person, and where they belong."""

from collections.abc import Iterator, Mapping
from typing import cast

from conversations.choices import YesNo
from conversations.effects import Consent, Settle
from conversations.entries import Known, PersonName, Phone
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome, Start
from conversations.messages import Reply
from conversations.places import township_question, village_question
from conversations.questions import Answers, Json
from conversations.words import lines, say

THEN = Known(key="then", text=say(""))
"""The talk that was wanted before somebody had said who they are."""
PHONE = Phone(
    key="phone",
    text=say("留个电话吗？代办员好找您。"),
    skip=say("先不留"),
)


def consent_question(facts: Facts) -> YesNo:
    return YesNo(
        key="consent",
        text=lines(
            say("您好，这里是村帮：帮您找人跑腿、问事、办事，不收钱。"),
            say(
                "要记下您的名字、村子和您办的事，只给帮您办事的人看，由{handler}负责；随时能看、能改、能收回。",
                handler=facts.city.handler,
            ),
            say("我们从不问您要钱、要密码、要验证码。"),
        ),
        yes=say("👍 同意，开始"),
        no=say("先不"),
    )


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    consent = consent_question(facts)
    yield consent
    if not answers[consent]:
        return
    if "village" not in answers.packed:
        yield township_question(facts)
    yield village_question(answers, facts)
    yield PersonName(
        key="name", text=say("怎么称呼您？写个名字就行。"), offer=facts.me.channel_name
    )
    yield PHONE


def finish(answers: Answers, facts: Facts) -> Outcome:
    if not answers[consent_question(facts)]:
        bye = say(
            "好，什么都不记。想好了随便说一句话就行；急事请打{phone}。", phone=facts.city.hotline
        )
        return Outcome((Reply(bye, menu=True),), (Consent(agreed=False),))
    name = answers[PersonName(key="name", text=say(""))]
    village = facts.city.villages[answers[village_question(answers, facts)]]
    hello = say(
        "{name}，记下了，您是{village}的。要办什么，按下面的数字。", name=name, village=village.name
    )
    settle = Settle(village.code, name, answers[PHONE])
    return Outcome((Reply(hello, menu=True),), (settle,), _then(answers))


def _then(answers: Answers) -> Start | None:
    then = answers.packed.get("then")
    if not isinstance(then, dict):
        return None
    given = cast("Mapping[str, Json]", then.get("given") or {})
    return Start(str(then["flow"]), given)


FLOW = Flow("welcome", say("先认识一下"), questions, finish, needs_consent=False)
