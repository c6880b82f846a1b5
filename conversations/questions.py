"""What a question is: it is asked, takes an answer as it comes, and keeps it as plain JSON."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeAlias, TypeVar, overload

from conversations.messages import Attached, Enclosure, Located, Said, SharedContact, Unusable, Wish
from conversations.words import NOTHING, Words, verbatim

Json: TypeAlias = bool | int | float | str | list["Json"] | dict[str, "Json"] | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Picked:
    """A button of this very question was pressed."""

    value: str


Given: TypeAlias = Picked | Said | Attached | Located | SharedContact | Unusable


@dataclass(frozen=True, slots=True)
class Answered:
    """The question is settled; `note` acknowledges what came."""

    value: Json
    note: Words = NOTHING


@dataclass(frozen=True, slots=True)
class Drafted:
    """Not settled yet: a page was turned, one of several was ticked."""

    draft: Json
    note: Words = NOTHING
    in_place: bool = True
    """The message with the question may be redrawn instead of asked anew."""
    kept: bool = False
    """The records learn of it at once, though the question stays open (Flow.keeps)."""


@dataclass(frozen=True, slots=True)
class Problem:
    """The input does not fit; `text` says so kindly and what would fit."""

    text: Words


Taken: TypeAlias = Answered | Drafted | Problem


@dataclass(frozen=True, slots=True)
class Key:
    """A button of a question: what is read on it, and what it answers."""

    label: Words
    value: str


@dataclass(frozen=True, slots=True)
class Prompt:
    text: Words
    rows: tuple[tuple[Key, ...], ...] = ()
    wish: Wish = Wish.NOTHING
    files: tuple[Enclosure, ...] = ()
    """Pictures to choose by."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a review: which question, what it was called, what was answered."""

    key: str
    title: Words
    shown: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Question(Generic[T]):
    """One thing to be known. Subclasses are the kinds; `key` names the answer in the record."""

    key: str
    text: Words
    title: Words = NOTHING
    """How a review names it; without one a review leaves it out."""
    help: Words = NOTHING

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text)

    def take(self, given: Given, draft: Json) -> Taken:
        raise NotImplementedError

    def fits(self, stored: Json) -> bool:
        """Whether an answer kept earlier still is one (options may have changed since)."""
        try:
            self.unpack(stored)
        except (KeyError, TypeError, ValueError, IndexError):
            return False
        return True

    def unpack(self, stored: Json) -> T:
        raise NotImplementedError

    def show(self, stored: Json) -> Words:
        return verbatim(str(stored))


@dataclass(frozen=True)
class Lookup(Generic[T]):
    """A question put to the records, not the person; answered in the same turn, never stored."""


@dataclass(slots=True)
class Answers:
    """What is known so far, by question, each with its own type."""

    packed: dict[str, Json]
    looked: dict[Hashable, object] = field(default_factory=dict)

    @overload
    def __getitem__(self, question: Question[T]) -> T: ...
    @overload
    def __getitem__(self, question: Lookup[T]) -> T: ...
    def __getitem__(self, question: Question[T] | Lookup[T]) -> T:
        if isinstance(question, Lookup):
            return self.looked[question]  # type: ignore[return-value]  # put there by look()
        return question.unpack(self.packed[question.key])

    def get(self, question: Question[T]) -> T | None:
        """The answer, or None where the course of the talk never came to the question."""
        return question.unpack(self.packed[question.key]) if question.key in self.packed else None
