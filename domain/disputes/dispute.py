"""A dispute and its mediation (人民调解): voluntary, free, known to three only."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.records import Entry, PersonRef


class Stage(StrEnum):
    REGISTERED = "registered"
    TOLD = "told"
    """Both sides heard their rights; inquiry and talks go on."""
    AGREED = "agreed"
    """Being performed; looked after by return visits."""
    FAILED = "failed"
    CLOSED = "closed"
    """Agreed, visited, kept: filed."""


class Court(StrEnum):
    """Judicial confirmation of an agreement (司法确认)."""

    OPEN = ""
    ASKED = "asked"
    GRANTED = "granted"
    UNWANTED = "unwanted"


class Move(StrEnum):
    TELL_RIGHTS = "tell_rights"
    NOTE = "note"
    AGREE = "agree"
    FAIL = "fail"
    COURT = "court"
    VISIT = "visit"
    MORE_TIME = "more_time"
    HAND_OVER = "hand_over"


_S = Stage
MOVES: Mapping[Move, Mapping[Stage, Stage]] = {
    Move.TELL_RIGHTS: {_S.REGISTERED: _S.TOLD},
    Move.NOTE: {_S.REGISTERED: _S.REGISTERED, _S.TOLD: _S.TOLD, _S.AGREED: _S.AGREED},
    Move.AGREE: {_S.TOLD: _S.AGREED},
    Move.FAIL: {_S.REGISTERED: _S.FAILED, _S.TOLD: _S.FAILED},
    Move.COURT: {_S.AGREED: _S.AGREED},
    Move.VISIT: {_S.AGREED: _S.AGREED},
    Move.MORE_TIME: {_S.REGISTERED: _S.REGISTERED, _S.TOLD: _S.TOLD},
    Move.HAND_OVER: {_S.REGISTERED: _S.REGISTERED, _S.TOLD: _S.TOLD, _S.AGREED: _S.AGREED},
}
"""From each stage that allows the move to the stage it leads to."""
IN_HAND = frozenset({Stage.REGISTERED, Stage.TOLD})
OPEN = IN_HAND | {Stage.AGREED}


@dataclass(frozen=True, slots=True)
class Party:
    name: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ReturnVisit:
    """回访: due on a day, done or not."""

    due: date
    done_at: datetime | None = None
    kept: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Dispute:
    number: str
    place: str
    """Code of the village."""
    kind: str
    parties: tuple[Party, ...]
    matter: str
    mediator: PersonRef
    registered_at: datetime
    target_at: datetime
    """Until when it should be settled."""
    voice: int | None = None
    meeting: str = ""
    """Number of the meeting where it came up."""
    convener: int = 0
    """Who called that meeting: hears of the number and that it is late, of nothing else."""
    stage: Stage = Stage.REGISTERED
    written: bool = False
    agreement: str = ""
    agreed_at: datetime | None = None
    perform_by: date | None = None
    court: Court = Court.OPEN
    visits: tuple[ReturnVisit, ...] = ()
    extended: int = 0
    why: str = ""
    closed_at: datetime | None = None
    changes: int = 0
    history: tuple[Entry, ...] = ()

    @property
    def next_visit(self) -> ReturnVisit | None:
        return next((v for v in self.visits if v.done_at is None), None)


class NotAllowed(Exception):  # noqa: N818  # what happened, in the field's words
    """The stage does not allow the move."""


def after(dispute: Dispute, move: Move) -> Dispute:
    """The dispute at the stage the move leads to; raises NotAllowed."""
    stage = MOVES[move].get(dispute.stage)
    if stage is None:
        raise NotAllowed(f"{move} at {dispute.stage}")
    return replace(dispute, stage=stage)


def visited(dispute: Dispute, now: datetime, words: str, *, kept: bool) -> Dispute:
    """A return visit is done: kept to the last one it is closed; not kept it is mediated again."""
    if dispute.next_visit is None:
        raise NotAllowed("no visit is due")
    at = next(n for n, v in enumerate(dispute.visits) if v.done_at is None)
    done = replace(dispute.visits[at], done_at=now, kept=kept, words=words)
    visits = (*dispute.visits[:at], done, *dispute.visits[at + 1 :])
    looked = replace(after(dispute, Move.VISIT), visits=visits)
    if not kept:
        return replace(looked, stage=Stage.TOLD)
    if looked.next_visit is None:
        return replace(looked, stage=Stage.CLOSED, closed_at=now)
    return looked
