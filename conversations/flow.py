"""What a flow is: the questions of one matter, and what comes of the answers."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from conversations.effects import Effect
from conversations.facts import Facts
from conversations.messages import Reply
from conversations.questions import Answers, Json, Lookup, Question
from conversations.words import Words

Asked = Question[Any] | Lookup[Any]
Questions = Callable[[Answers, Facts], Iterator[Asked]]


@dataclass(frozen=True, slots=True)
class Start:
    """Begin a talk, with what is known already."""

    flow: str
    given: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a finished talk says and asks the world to make true."""

    replies: tuple[Reply, ...] = ()
    effects: tuple[Effect, ...] = ()
    then: Start | None = None
    in_place: bool = False
    """The first reply takes the place of the card whose button was pressed."""


def _nothing(answers: Answers, facts: Facts, draft: Json) -> tuple[Effect, ...]:
    del answers, facts, draft
    return ()


@dataclass(frozen=True, slots=True)
class Flow:
    name: str
    """Short ASCII; it travels in buttons."""
    title: Words
    """How a parked talk is called when it is offered again."""
    questions: Questions
    finish: Callable[[Answers, Facts], Outcome]
    needs_consent: bool = True
    """Nothing is kept of somebody who has not agreed."""
    subject: str = ""
    """The key that a card's button fills in."""
    brings: frozenset[str] = frozenset()
    """What else a button of this talk may bring."""
    keeps: Callable[[Answers, Facts, Json], tuple[Effect, ...]] = _nothing
    """What an unfinished answer makes true at once: one more name ticked, one more thing said."""

    @property
    def carried(self) -> frozenset[str]:
        """What a button may bring to the talk; anything else was made up by hand."""
        return (frozenset({self.subject, "original", "service"}) | self.brings) - {""}


@dataclass(frozen=True, slots=True)
class Halt(Lookup[None]):
    """Yielded where there is nothing to ask: the talk ends with these words."""

    reply: Reply
    effects: tuple[Effect, ...] = ()
    then: Start | None = None
    keep: bool = False
    """`then` has to come first; this talk is put aside and goes on afterwards."""

    def __hash__(self) -> int:
        return id(self)
