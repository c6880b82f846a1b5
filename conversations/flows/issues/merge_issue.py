"""Two issues are one matter (并案): this one goes into another, and all its reporters with it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conversations.choices import Choice, Option
from conversations.effects import Effect, RedrawCards
from conversations.facts import Facts
from conversations.flow import Asked, Flow, Halt, Outcome
from conversations.issues.about import (
    ground,
    matter,
    open_button,
    read_issue,
    rules,
    the_issue,
    why_not,
)
from conversations.issues.acting import deed, moved
from conversations.issues.cards import near_label
from conversations.issues.effects import MoveIssue
from conversations.issues.facts import IssueNumbered, NearbyIssues
from conversations.issues.news import tell_person
from conversations.messages import Reply, Said
from conversations.questions import Answered, Answers, Given, Json, Taken
from conversations.words import Words, say
from domain.issues.deeds import grown_by
from domain.issues.issue import Issue
from domain.issues.moves import Move, NotAllowed, WhyNot
from domain.issues.rights import hidden, may_see
from domain.numbers import looks_like_number


@dataclass(frozen=True, slots=True, kw_only=True)
class WhichOne(Choice[str]):
    """One of those close by, or any other by its number."""

    def take(self, given: Given, draft: Json) -> Taken:
        if isinstance(given, Said) and (number := looks_like_number(given.text)):
            return Answered(number)
        return Choice.take(self, given, draft)

    def unpack(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


def _near(issue: Issue) -> NearbyIssues:
    return NearbyIssues(issue.kind, issue.area, issue.latitude, issue.longitude, issue.landmark)


def _which(answers: Answers, facts: Facts, issue: Issue) -> WhichOne:
    near = [n for n in answers[_near(issue)] if _problem(facts, issue, n.issue) is None]
    return WhichOne(
        key="into",
        text=say("并到哪一件？按一个，或者写编号。"),
        decode=str,
        options=tuple(Option(n.issue.number, near_label(facts, n)) for n in near),
    )


def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
    yield from read_issue(answers, facts, Move.MERGE)
    issue = the_issue(answers)
    yield _near(issue)
    which = _which(answers, facts, issue)
    yield which
    other = IssueNumbered(answers[which])
    yield other
    if problem := _problem(facts, issue, answers[other]):
        yield Halt(Reply(problem, ((open_button(issue),),)))


def _problem(facts: Facts, issue: Issue, into: Issue | None) -> Words | None:
    me = facts.me
    if into is None or not may_see(into, me.id, me.posts, rules(facts)):
        return say("没有找到这个编号，请再看一眼。")
    if into.number == issue.number:
        return why_not(issue, WhyNot.ITSELF)
    if hidden(issue, rules(facts)) or hidden(into, rules(facts)):
        return why_not(issue, WhyNot.HIDDEN)
    return None if into.open else why_not(issue, WhyNot.ENDED)


def finish(answers: Answers, facts: Facts) -> Outcome:
    issue = the_issue(answers)
    into = answers[IssueNumbered(answers[_which(answers, facts, issue)])]
    assert into is not None
    done = deed(facts, Move.MERGE, into.number, into=into)
    try:
        after, effects = moved(facts, issue, done, ground(answers, facts, issue))
    except NotAllowed as refused:
        return Outcome((Reply(why_not(issue, refused.why), ((open_button(issue),),)),))
    grown = grown_by(into, issue, done.at, rules(facts))
    words = say("好，{matter}并到{number}了。", matter=matter(facts, issue), number=into.number)
    reply = Reply(words, ((open_button(grown),),))
    redraw = (RedrawCards(issue.number), RedrawCards(into.number))
    return Outcome((reply,), (*_kept(effects, grown), *_told(facts, after, grown), *redraw))


def _kept(effects: tuple[Effect, ...], into: Issue) -> tuple[Effect, ...]:
    return tuple(replace(e, merged=into) if isinstance(e, MoveIssue) else e for e in effects)


def _told(facts: Facts, merged: Issue, into: Issue) -> tuple[Effect, ...]:
    """Whoever has the one that stays hears that it stands for more people now."""
    owner = into.seat.person.id if into.seat.person else 0
    words = say(
        "🔗 {matter}并进来一件{number}，一共{n}人报过了。",
        matter=matter(facts, into),
        number=merged.number,
        n=into.reporters,
    )
    return tell_person(facts, into, owner, words, f"merged-{merged.number}")


FLOW = Flow("merge_issue", say("并到另一件"), questions, finish, subject="issue")
