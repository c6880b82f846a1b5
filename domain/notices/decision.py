"""A big decision on its way: four deliberations and two publications (四议两公开), in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.meetings.kinds import MeetingRules, Step
from domain.records import PersonRef


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was taken."""

    step: str
    at: datetime
    by: PersonRef
    meeting: str = ""
    """Number of the meeting that took it."""
    notice: str = ""
    words: str = ""
    due: int = 0
    present: int = 0
    ayes: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    number: str
    place: str
    matter: str
    reserved: str
    begun_by: PersonRef
    begun_at: datetime
    done: tuple[Done, ...] = ()
    changes: int = 0

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(d.step for d in self.done)


@dataclass(frozen=True, slots=True)
class OutOfOrder:
    """Why a step cannot be taken yet."""

    missing: Step | None
    """The first step that has to come before; None where it was taken already."""


def next_step(rules: MeetingRules, done: Sequence[Done]) -> Step | None:
    taken = {d.step for d in done}
    return next((step for step in rules.steps if step.key not in taken), None)


def out_of_order(rules: MeetingRules, done: Sequence[Done], key: str) -> OutOfOrder | None:
    """None where the step is the next one; the rules' order is the law's (dossier §4)."""
    if any(d.step == key for d in done):
        return OutOfOrder(None)
    due = next_step(rules, done)
    return None if due is not None and due.key == key else OutOfOrder(due)
