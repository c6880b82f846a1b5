"""Where a person answers: the phone of the village."""

from collections.abc import Iterator

from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.words import lines, say


def _nothing(answers: Answers, facts: Facts) -> Iterator[Asked]:
    del answers, facts
    yield from ()


def _human(answers: Answers, facts: Facts) -> Outcome:
    del answers
    village = facts.city.villages.get(facts.me.village)
    where = (
        say("{village}：{office}", village=village.name, office=village.office) if village else None
    )
    words = lines(
        say("要找人，打这个电话："),
        say("☎ {phone}", phone=facts.station_phone),
        *([where] if where else []),
        say("市里热线：{hotline}", hotline=facts.city.hotline),
        say("有人受伤、着火、有危险：先打 110、119、120！"),
    )
    return Outcome((Reply(words, menu=True),))


HUMAN = Flow("human", say("找人工"), _nothing, _human, needs_consent=False)
