"""The minutes of a meeting as they are read: plain words, one frozen sheet for each version."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.records import PersonRef


@dataclass(frozen=True, slots=True)
class VoteLine:
    way: str
    """举手, 无记名投票, 按户."""
    present: int
    ayes: int
    noes: int
    abstained: int
    carried: bool


@dataclass(frozen=True, slots=True)
class SheetItem:
    n: int
    topic: str
    proposer: str = ""
    opinions: tuple[tuple[str, str], ...] = ()
    """Who, and what they said."""
    proposal: str = ""
    vote: VoteLine | None = None
    outcome: str = ""
    """通过, 没有通过, 继续商量, 转交村民代表会议, 大家同意."""
    decision: str = ""
    money: str = ""


@dataclass(frozen=True, slots=True)
class SheetAction:
    what: str
    who: str
    by: str
    """The day, in words."""


@dataclass(frozen=True, slots=True)
class MinutesSheet:
    """Everything that the paper shows, in Chinese, as it was at that version."""

    number: str
    version: int
    kind: str
    body: str
    village: str
    topic: str
    where: str
    began: str
    ended: str
    convener: str
    recorder: str
    due: int
    present: int
    """Voters who came at all."""
    quorum: str
    """One sentence: how many were needed, whether enough were there."""
    attended: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    """With the reason or who came instead, in brackets."""
    guests: tuple[str, ...] = ()
    items: tuple[SheetItem, ...] = ()
    actions: tuple[SheetAction, ...] = ()
    disputes: int = 0
    """How many were mediated; names are nowhere in minutes."""
    photos: int = 0
    advisory: str = ""
    """What has to stand on the paper of a body that cannot decide reserved matters."""
    law: str = ""
    changed: tuple[str, ...] = ()
    """Against the version before: what, and why."""


class MinutesState(StrEnum):
    DRAFT = "draft"
    """Those who attended may object; convener and recorder sign."""
    FINAL = "final"
    REPLACED = "replaced"
    """A later version is final; this one stays as it was."""


@dataclass(frozen=True, slots=True)
class Protest:
    """Somebody who attended: that is not what was said."""

    id: int
    person: PersonRef
    item: int
    """0: about the whole."""
    words: str
    voice: int | None
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Signature:
    person: PersonRef
    role: str
    """`convener` or `recorder`."""
    at: datetime


@dataclass(frozen=True, slots=True)
class Minutes:
    meeting: str
    version: int
    sheet: MinutesSheet
    state: MinutesState
    made_at: datetime
    why: str = ""
    signatures: tuple[Signature, ...] = ()
    protests: tuple[Protest, ...] = ()
    paper: tuple[int, ...] = field(default=())
    """Pictures of the paper that was signed by hand; that is the legal record."""
    final_at: datetime | None = None

    def signed(self, role: str) -> bool:
        return any(s.role == role for s in self.signatures)

    @property
    def unanswered(self) -> tuple[Protest, ...]:
        return tuple(p for p in self.protests if p.answered_at is None)
