"""Moves on an issue as talks make them: checked, kept, and told to everybody they concern."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from conversations.effects import Effect, RedrawCards
from conversations.entries import Spoken
from conversations.facts import Facts
from conversations.flow import Asked, Outcome
from conversations.issues.about import (
    gone,
    ground,
    open_button,
    read_issue,
    rules,
    the_issue,
    why_not,
)
from conversations.issues.cards import view
from conversations.issues.consequences import consequences
from conversations.issues.effects import MoveIssue
from conversations.messages import FileRef, Reply
from conversations.questions import Answers, Question
from conversations.words import Words, lines
from domain.issues.deeds import make
from domain.issues.issue import Issue, Seat
from domain.issues.moves import Deed, Ground, Move, NotAllowed
from domain.issues.rights import may_see
from domain.issues.routing import places_of
from domain.records import PersonRef
from domain.roles import Post, Role


def asks(move: Move, *asked: Question[Any]) -> Callable[[Answers, Facts], Iterator[Asked]]:
    """The questions of a move: the issue, checked, and then these."""

    def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
        yield from read_issue(answers, facts, move)
        yield from asked

    return questions


def me(facts: Facts) -> PersonRef:
    return PersonRef(facts.me.id, facts.me.name, facts.me.phone)


def deed(facts: Facts, move: Move, why: str = "", **more: Any) -> Deed:
    return Deed(move, me(facts), facts.now.astimezone(facts.zone), why, **more)


def my_seat(facts: Facts, issue: Issue) -> Seat | None:
    """The seat from which this person can take it: their own in its line, the lowest first."""
    kind = rules(facts).kind(issue.kind)
    if Post(issue.seat.role, issue.seat.place) in facts.me.posts:
        return replace(issue.seat, person=me(facts))
    for tier in rules(facts).tiers:
        roles = {tier.role, Role.CADRE} if tier.role is Role.SECRETARY else {tier.role}
        for place in places_of(tier, kind, issue.area):
            for role in roles:
                if Post(role, place) in facts.me.posts:
                    return Seat(tier.key, role, place, me(facts))
    return None


def moved(
    facts: Facts,
    issue: Issue,
    done: Deed,
    laid_down: Ground,
    *,
    why: Spoken | None = None,
    photos: tuple[FileRef, ...] = (),
    earlier: tuple[FileRef, ...] = (),
) -> tuple[Issue, tuple[Effect, ...]]:
    """The issue after a move, and what is to be kept and told of it. Raises NotAllowed."""
    reason = why or Spoken(done.why)
    after = make(issue, done, laid_down)
    kept = MoveIssue(
        after,
        issue.moves,
        done.move.value,
        reason,
        photos,
        mended=done.move is Move.DO,
    )
    return after, (kept, *consequences(facts, issue, after, done.move, reason, photos, earlier))


def outcome(
    answers: Answers,
    facts: Facts,
    done: Deed,
    said: Words,
    *,
    why: Spoken | None = None,
    photos: tuple[FileRef, ...] = (),
) -> Outcome:
    """The mover reads what is done and the issue as it stands now; all other cards follow."""
    issue = the_issue(answers)
    try:
        after, effects = moved(
            facts, issue, done, ground(answers, facts, issue), why=why, photos=photos
        )
    except NotAllowed as refused:
        return Outcome((Reply(why_not(issue, refused.why), ((open_button(issue),),)),))
    shown = view(facts, after)
    if not may_see(after, facts.me.id, facts.me.posts, rules(facts)):
        shown = Reply(gone(after))
    reply = replace(shown, text=lines(said, shown.text, by="\n\n"))
    return Outcome((reply,), (*effects, RedrawCards(issue.number)))
