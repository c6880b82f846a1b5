"""The moves of an issue: from which stage to which, and why one may be refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.issues.issue import IN_HAND, OPEN, Issue, Seat, Stage
from domain.issues.kinds import IssueRules, Kind, Severity
from domain.issues.routing import Staff
from domain.records import PersonRef


class Move(StrEnum):
    TAKE = "take"
    SORT = "sort"
    """A person names the kind, or how pressing it is."""
    DISPATCH = "dispatch"
    SEND_BACK = "send_back"
    TRANSFER = "transfer"
    ASK = "ask"
    ANSWER = "answer"
    NOTE = "note"
    UNDERSTAND = "understand"
    DO = "do"
    ESCALATE = "escalate"
    MERGE = "merge"
    CALL_FALSE = "call_false"
    CONFIRM_FALSE = "confirm_false"
    DENY_FALSE = "deny_false"
    CONFIRM = "confirm"
    NOT_FIXED = "not_fixed"
    FOLLOW = "follow"
    ADD = "add"
    WITHDRAW = "withdraw"
    RAISE = "raise"
    """The clock: the time was up."""
    HAND_TO_CHECKER = "hand_to_checker"
    """The clock: the reporter or the last checker was silent."""
    GO_ON = "go_on"
    """The clock: the reporter who was asked back was silent."""


_S = Stage
_STAYS: Mapping[Stage, Stage] = {s: s for s in IN_HAND}
MOVES: Mapping[Move, Mapping[Stage, Stage]] = {
    Move.TAKE: {_S.REPORTED: _S.TAKEN},
    Move.SORT: _STAYS,
    Move.DISPATCH: dict.fromkeys(IN_HAND, _S.REPORTED),
    Move.SEND_BACK: dict.fromkeys(IN_HAND, _S.REPORTED),
    Move.TRANSFER: dict.fromkeys(IN_HAND, _S.REPORTED),
    Move.ASK: dict.fromkeys(IN_HAND, _S.ASKED),
    Move.ANSWER: {_S.ASKED: _S.TAKEN},
    Move.NOTE: {s: s for s in OPEN},
    Move.UNDERSTAND: {s: s for s in OPEN},
    Move.DO: dict.fromkeys(IN_HAND, _S.DONE),
    Move.ESCALATE: dict.fromkeys(IN_HAND, _S.REPORTED),
    Move.MERGE: dict.fromkeys(IN_HAND, _S.MERGED),
    Move.CALL_FALSE: dict.fromkeys(IN_HAND, _S.DOUBTED),
    Move.CONFIRM_FALSE: {_S.DOUBTED: _S.FALSE},
    Move.DENY_FALSE: {_S.DOUBTED: _S.REPORTED},
    Move.CONFIRM: {_S.DONE: _S.CLOSED},
    Move.NOT_FIXED: dict.fromkeys((_S.DONE, _S.CLOSED, _S.FALSE), _S.REPORTED),
    Move.FOLLOW: {s: s for s in OPEN},
    Move.ADD: {s: s for s in OPEN},
    Move.WITHDRAW: dict.fromkeys(IN_HAND, _S.WITHDRAWN),
    Move.RAISE: dict.fromkeys(IN_HAND, _S.REPORTED),
    Move.HAND_TO_CHECKER: {_S.DONE: _S.DONE, _S.DOUBTED: _S.DOUBTED},
    Move.GO_ON: {_S.ASKED: _S.TAKEN},
}
"""From each stage that allows the move to the stage it leads to."""

CLOCKS = frozenset({Move.RAISE, Move.HAND_TO_CHECKER, Move.GO_ON})
"""Made by the house itself when a time is up, never by a person."""


class WhyNot(StrEnum):
    """Why a move is refused."""

    STAGE = "stage"
    NOT_YOURS = "not_yours"
    OWN_WORK = "own_work"
    """The checker is never the handler."""
    NAMED = "named"
    """The centre has named the owner."""
    NOBODY_BEFORE = "nobody_before"
    """Nobody handed it over, so there is nobody to send it back to."""
    TOP = "top"
    ITSELF = "itself"
    ENDED = "ended"
    """The other issue is not open."""
    TOO_LATE = "too_late"
    HIDDEN = "hidden"
    """One of the two is shown to few people only."""
    FOLLOWED = "followed"
    """Others reported it too."""


class NotAllowed(Exception):  # noqa: N818  # what happened, in the field's words
    def __init__(self, why: WhyNot) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Deed:
    """One move as somebody makes it."""

    move: Move
    who: PersonRef
    """NOBODY for the clock."""
    at: datetime
    why: str = ""
    to: Seat | None = None
    """DISPATCH, TRANSFER: who gets it. TAKE: the seat of the one who takes it."""
    kind: str = ""
    severity: Severity | None = None
    place: tuple[float, float, str] | None = None
    """ADD: where it is, and the code of the area that lies in."""
    into: Issue | None = None
    """MERGE: the issue that stays."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a move rests on: the office's rules, and who serves there today."""

    rules: IssueRules
    staff: Staff

    def kind(self, issue: Issue) -> Kind:
        return self.rules.kind(issue.kind)


def after(stage: Stage, move: Move) -> Stage | None:
    """The stage a move leads to, or None where it is not allowed there."""
    return MOVES[move].get(stage)
