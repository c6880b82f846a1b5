"""Moves on a request: the talk that asks why, and what everybody hears of it."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from conversations.effects import Effect, MoveRequest, RedrawCards, Tell, ToPerson
from conversations.entries import Spoken
from conversations.facts import Facts
from conversations.flow import Asked, Outcome
from conversations.messages import Button, FileRef, Reply
from conversations.questions import Answers, Question
from conversations.requests.about import (
    REQUEST,
    about,
    card,
    due_after,
    open_button,
    read_request,
    the_request,
)
from conversations.requests.about import told as told_about
from conversations.requests.cards import staff_card
from conversations.starts import start_button
from conversations.words import Words, lines, say
from domain.deadlines import Pause
from domain.records import PersonRef
from domain.requests import (
    STANDING_STILL,
    Move,
    Request,
    stage_after,
)

Tells = Callable[[Facts, Request, Answers], Words]


def asks(move: Move, *asked: Question[Any]) -> Callable[[Answers, Facts], Iterator[Asked]]:
    """The questions of a move: the request, checked, and then these."""

    def questions(answers: Answers, facts: Facts) -> Iterator[Asked]:
        yield from read_request(answers, facts, move)
        yield from asked

    return questions


def moved(facts: Facts, request: Request, move: Move) -> Request:
    """The request as it stands after the move, as far as a card shows it."""
    stage = stage_after(request, move)
    assert stage is not None
    pauses = _pauses(facts, request, now_still=stage in STANDING_STILL)
    agent = request.agent
    if move in {Move.ACCEPT, Move.ASK} and agent is None:
        agent = PersonRef(facts.me.id, facts.me.name, facts.me.phone)
    result = replace(request, stage=stage, pauses=pauses, agent=agent)
    return replace(result, due_at=due_after(facts, result))


def _pauses(facts: Facts, request: Request, *, now_still: bool) -> tuple[Pause, ...]:
    was_still = request.stage in STANDING_STILL
    if now_still and not was_still:
        return (*request.pauses, Pause(facts.now))
    if was_still and not now_still and request.pauses:
        return (*request.pauses[:-1], Pause(request.pauses[-1].start, facts.now))
    return request.pauses


def move_effect(
    facts: Facts, request: Request, move: Move, why: Spoken | None = None
) -> MoveRequest:
    return MoveRequest(
        request.number,
        move,
        request.stage,
        why or Spoken(),
        due_at=moved(facts, request, move).due_at,
    )


def tell_applicant(
    facts: Facts,
    request: Request,
    words: Words,
    occasion: str,
    *more: Button,
    files: tuple[FileRef | None, ...] = (),
) -> tuple[Effect, ...]:
    """One plain sentence to the one who asked, and to the family member who asked for them."""
    reply = Reply(
        words,
        ((*more, open_button(request)),),
        attached=tuple(file for file in files if file),
        attached_to=about(request.number),
        about=told_about(request.number),
    )
    key = f"{request.number}:{occasion}:{facts.now.timestamp():.0f}"
    people = {request.applicant.id, request.filed_by.id} - {facts.me.id}
    if request.agent and request.filed_by.id == request.agent.id:
        people -= {request.agent.id}
    return tuple(Tell(ToPerson(person), reply, key) for person in sorted(people))


def tell_agent(facts: Facts, request: Request, words: Words) -> tuple[Effect, ...]:
    """News for the agent who has it, with the way to its papers; nobody where none has."""
    if request.agent is None or request.agent.id == facts.me.id:
        return ()
    see = start_button(say("🖼 看材料"), "see_papers", request=request.number)
    reply = Reply(words, ((see, open_button(request)),), about=told_about(request.number))
    key = f"{request.number}:news:{facts.now.timestamp():.3f}"
    return (Tell(ToPerson(request.agent.id), reply, key),)


def new_card(facts: Facts, request: Request) -> Reply:
    return staff_card(facts, request, alone=False)


def outcome(
    facts: Facts, request: Request, said: Words, effect: MoveRequest, *told: Effect
) -> Outcome:
    """The mover reads what is done and the card as it stands now; all other cards follow."""
    after_move = moved(facts, request, effect.move)
    shown = new_card(facts, after_move)
    reply = replace(shown, text=lines(said, shown.text, by="\n\n"))
    return Outcome((reply,), (effect, *told, RedrawCards(request.number)))


__all__ = [
    "REQUEST",
    "asks",
    "card",
    "move_effect",
    "moved",
    "outcome",
    "read_request",
    "tell_applicant",
    "the_request",
]
