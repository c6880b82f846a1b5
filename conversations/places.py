"""Questions after a township and a village."""

from conversations.choices import Choice, Option
from conversations.facts import Facts
from conversations.questions import Answers
from conversations.words import say

TOWNSHIP: Choice[str] = Choice(
    key="township",
    text=say("您是哪个乡镇、街道的？按一个，或者写名字。"),
    decode=str,
)
VILLAGE: Choice[str] = Choice(key="village", text=say("哪个村、哪个社区？"), decode=str)


def township_question(facts: Facts) -> Choice[str]:
    """Only townships that have a village here; the rest has not joined yet."""
    joined = {v.township for v in facts.city.villages.values()}
    return TOWNSHIP.among(
        [
            Option(t.code, say("{name}", name=t.name), names=(t.name.zh[:-1],))
            for t in facts.city.townships.values()
            if t.code in joined
        ]
    )


def village_question(answers: Answers, facts: Facts) -> Choice[str]:
    township = answers.packed.get("township")
    villages = facts.city.villages.values()
    return VILLAGE.among(
        [
            Option(v.code, say("{name}", name=v.name))
            for v in villages
            if township is None or v.township == township
        ]
    )
