"""What officers take along of the issues of a place: a map, an Excel ledger, GeoJSON."""

from collections.abc import Iterator

from conversations.choices import Choice, Option
from conversations.effects import MakePaper
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome, Questions
from conversations.messages import Reply
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.words import say
from domain.issues.rights import HANDLERS

PLACE: Choice[str] = Choice(key="place", text=say("哪里的？"), decode=str)
FORM: Choice[str] = Choice(
    key="form",
    text=say("要哪一种？"),
    decode=str,
    options=(
        Option("ledger", say("📒 Excel 台账")),
        Option("geojson", say("🌐 GeoJSON（给地图软件用）")),
    ),
)


def _place(facts: Facts) -> Choice[str]:
    places = dict.fromkeys(p.place.partition("-")[0] for p in facts.me.posts if p.role in HANDLERS)
    return PLACE.among([Option(p, place_name(facts, p)) for p in places])


def _asks(*forms: Choice[str]) -> Questions:
    def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
        del answers
        place = _place(facts)
        if not place.options:
            yield Halt(Reply(say("这是网格员和各级工作人员用的。"), menu=True))
        if len(place.options) > 1:
            yield place
        yield from forms

    return questions


def _chosen(answers: Answers, facts: Facts) -> str:
    place = _place(facts)
    return answers.get(place) or place.options[0].value


def _map(answers: Answers, facts: Facts) -> Outcome:
    return Outcome(effects=(MakePaper("map", _chosen(answers, facts)),))


def _ledger(answers: Answers, facts: Facts) -> Outcome:
    return Outcome(effects=(MakePaper(answers[FORM], _chosen(answers, facts)),))


MAP = Flow("issue_map", say("问题地图"), _asks(), _map)
LEDGER = Flow("issue_ledger", say("问题台账"), _asks(FORM), _ledger)
