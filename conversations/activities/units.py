"""In whose name people are called: the village, one of its groups, one of its bodies."""

from collections.abc import Iterator

from conversations.activities import call_questions as ask
from conversations.activities.facts import GroupsAt, GroupsILead
from conversations.choices import Choice, Option
from conversations.facts import Facts
from conversations.flow import Asked
from conversations.meetings.facts import BodiesAt
from conversations.questions import Answers
from conversations.roles import place_name
from conversations.words import Words, verbatim
from domain.activities.activity import Group
from domain.activities.rights import calls_for
from domain.meetings.kinds import Called
from domain.meetings.rights import villages_led


def village_question(answers: Answers, facts: Facts) -> Choice[str]:
    places = calls_for(facts.me.posts, answers[GroupsILead()])
    return ask.VILLAGE.among([Option(v, place_name(facts, v)) for v in places])


def village_of(answers: Answers, facts: Facts) -> str:
    places = calls_for(facts.me.posts, answers[GroupsILead()])
    return places[0] if len(places) == 1 else answers[village_question(answers, facts)]


def organised_by(answers: Answers, facts: Facts, village: str) -> Iterator[Asked]:
    yield GroupsAt((village,))
    yield BodiesAt((village,))
    if len(_units(answers, facts, village)) > 1:
        yield unit_question(answers, facts, village)


def _groups(answers: Answers, facts: Facts, village: str) -> tuple[Group, ...]:
    """A leader calls for the own group only, a cadre for any of the village."""
    there = answers[GroupsAt((village,))]
    if village in villages_led(facts.me.posts):
        return there
    return tuple(g for g in there if g.leader.id == facts.me.id)


def _units(answers: Answers, facts: Facts, village: str) -> list[tuple[str, Words]]:
    groups = [(str(g.id), verbatim(g.name)) for g in _groups(answers, facts, village)]
    if village not in villages_led(facts.me.posts):
        return groups
    kinds = facts.catalogue.meetings.kinds
    bodies = [
        (f"b{b.id}", verbatim(b.name))
        for b in answers[BodiesAt((village,))]
        if b.kind in kinds and kinds[b.kind].called is Called.MEMBERS
    ]
    return [("0", place_name(facts, village)), *groups, *bodies]


def unit_question(answers: Answers, facts: Facts, village: str) -> Choice[str]:
    return ask.UNIT.among([Option(v, label) for v, label in _units(answers, facts, village)])


def by_whom(answers: Answers, facts: Facts, village: str) -> tuple[str, int]:
    chosen = answers.get(unit_question(answers, facts, village))
    units = _units(answers, facts, village)
    chosen = chosen or units[0][0]
    group = next((g for g in _groups(answers, facts, village) if str(g.id) == chosen), None)
    if group:
        return group.name, group.id
    bodies = answers[BodiesAt((village,))]
    body = next((b for b in bodies if f"b{b.id}" == chosen), None)
    known = facts.city.villages.get(village)
    return body.name if body else known.name.zh if known else village, 0
