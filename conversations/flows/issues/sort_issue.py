"""A person names the kind of an issue and how pressing it is."""

from collections.abc import Iterator

from conversations.choices import Choice, Grouped, Option, Shelf
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Outcome
from conversations.issues.about import read_issue, rules
from conversations.issues.acting import deed, outcome
from conversations.questions import Answers
from conversations.words import say
from domain.guess import guess_kinds
from domain.issues.kinds import Severity
from domain.issues.moves import Move


def _kind(facts: Facts) -> Grouped[str]:
    laid_down = rules(facts)
    options = [
        Option(k.key, say("{name}", name=k.name), names=k.synonyms)
        for k in laid_down.kinds.values()
    ]
    shelves = [
        Shelf(
            g.key,
            say("{icon} {name}", icon=g.icon, name=g.name),
            tuple(k.key for k in laid_down.kinds_of(g.key)),
        )
        for g in laid_down.groups
    ]
    return Grouped(
        key="kind",
        text=say("归哪一类？按一个，或者直接写。"),
        decode=str,
        options=tuple(options),
        shelves=tuple(shelves),
        find=lambda text: [hit.key for hit in guess_kinds(text, laid_down)[:4]],
    )


def _severity(facts: Facts) -> Choice[Severity]:
    options = [
        Option(g.severity.value, say("{mark} {name}", mark=g.mark, name=g.name))
        for g in rules(facts).grades.values()
    ]
    return Choice(key="severity", text=say("有多急？"), decode=Severity, options=tuple(options))


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.SORT)
    yield _kind(facts)
    yield _severity(facts)


def finish(answers: Answers, facts: Facts) -> Outcome:
    kind, severity = answers[_kind(facts)], answers[_severity(facts)]
    level = rules(facts).grades[severity].name
    why = f"{rules(facts).kind(kind).name.zh}，{level.zh}"
    done = deed(facts, Move.SORT, why, kind=kind, severity=severity)
    return outcome(answers, facts, done, say("分好了。"))


FLOW = Flow("sort_issue", say("分类、定急缓"), questions, finish, subject="issue")
