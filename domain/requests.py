"""A proxy request: its stages, the moves allowed between them, and who may make each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from enum import StrEnum

from domain.deadlines import Pause
from domain.records import Entry, PersonRef
from domain.roles import Post, Role
from domain.services import Mode


class Stage(StrEnum):
    """Where a request stands (dossier §2, States)."""

    SENT = "sent"
    WAITING = "waiting"
    """待补正: papers are missing; the clock stands still."""
    ACCEPTED = "accepted"
    HANDED_IN = "handed_in"
    NOTICE = "notice"
    """公示中: a public notice runs; the clock stands still."""
    DONE = "done"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


OPEN = frozenset({Stage.SENT, Stage.WAITING, Stage.ACCEPTED, Stage.HANDED_IN, Stage.NOTICE})
STANDING_STILL = frozenset({Stage.WAITING, Stage.NOTICE})
ENDED = frozenset({Stage.DONE, Stage.REFUSED})


class Move(StrEnum):
    ACCEPT = "accept"
    ASK = "ask"
    SUPPLY = "supply"
    TRANSFER = "transfer"
    REFUSE = "refuse"
    SET_OUT = "set_out"
    HAND_IN = "hand_in"
    POST_NOTICE = "post_notice"
    END_NOTICE = "end_notice"
    FINISH = "finish"
    NOTE = "note"
    WITHDRAW = "withdraw"
    RATE = "rate"
    REPLY = "reply"
    TAKE_PAPERS = "take_papers"
    RETURN_PAPERS = "return_papers"


_S = Stage
MOVES: Mapping[Move, Mapping[Stage, Stage]] = {
    Move.ACCEPT: {_S.SENT: _S.ACCEPTED},
    Move.ASK: dict.fromkeys((_S.SENT, _S.WAITING, _S.ACCEPTED, _S.HANDED_IN), _S.WAITING),
    Move.SUPPLY: {
        _S.WAITING: _S.ACCEPTED,
        **{s: s for s in (_S.SENT, _S.ACCEPTED, _S.HANDED_IN, _S.NOTICE)},
    },
    Move.TRANSFER: dict.fromkeys(OPEN, _S.SENT),
    Move.REFUSE: dict.fromkeys(OPEN, _S.REFUSED),
    Move.SET_OUT: {s: s for s in (_S.ACCEPTED, _S.WAITING)},
    Move.HAND_IN: {_S.ACCEPTED: _S.HANDED_IN},
    Move.POST_NOTICE: {_S.ACCEPTED: _S.NOTICE, _S.HANDED_IN: _S.NOTICE},
    Move.END_NOTICE: {_S.NOTICE: _S.ACCEPTED},  # or HANDED_IN: stage_after
    Move.FINISH: dict.fromkeys((_S.ACCEPTED, _S.HANDED_IN, _S.NOTICE), _S.DONE),
    Move.NOTE: {s: s for s in Stage},
    Move.WITHDRAW: dict.fromkeys(OPEN, _S.WITHDRAWN),
    Move.RATE: {s: s for s in ENDED},
    Move.REPLY: {s: s for s in ENDED},
    Move.TAKE_PAPERS: {s: s for s in OPEN},
    Move.RETURN_PAPERS: {s: s for s in Stage},
}
"""From each stage that allows the move to the stage it leads to."""

APPLICANTS = frozenset({Move.SUPPLY, Move.WITHDRAW, Move.RATE})
ANY_AGENT = frozenset({Move.ACCEPT, Move.ASK, Move.TRANSFER, Move.REFUSE, Move.NOTE})
"""Before somebody accepted, any agent of the village may make these."""
SECRETARYS = frozenset({Move.REPLY, Move.ACCEPT, Move.TRANSFER, Move.NOTE})


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the papers asked for: `photo`, `later`, `lacking` or `asked`."""

    key: str
    status: str
    files: tuple[int, ...] = ()
    words: str = ""
    """What the sender wrote under the pictures."""


@dataclass(frozen=True, slots=True)
class Original:
    """An original document handed over, until it is given back (收件凭条)."""

    id: int
    what: str
    taken_by: str
    taken_at: datetime
    back_by: str
    """When it is promised back, in words."""
    returned_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Request:
    number: str
    service: str
    village: str
    stage: Stage
    mode: Mode
    applicant: PersonRef
    filed_by: PersonRef
    """The same as the applicant, or the agent or family member at the keyboard."""
    sent_at: datetime
    for_name: str = ""
    """Whom it is for, where that is not the applicant."""
    relation: str = ""
    agent: PersonRef | None = None
    accept_by: datetime | None = None
    due_at: datetime | None = None
    place: str = ""
    latitude: float | None = None
    longitude: float | None = None
    visit: str = ""
    """When it suits, ISO day and `am` or `pm`."""
    papers: tuple[Paper, ...] = ()
    asked: tuple[str, ...] = ()
    """Keys of the papers the agent asked for and that are still missing."""
    asked_why: str = ""
    note: str = ""
    voice: int | None = None
    originals: tuple[Original, ...] = ()
    rating: int | None = None
    rating_word: str = ""
    pauses: tuple[Pause, ...] = ()
    history: tuple[Entry, ...] = ()

    @property
    def beneficiary(self) -> str:
        return self.for_name or self.applicant.name


def clock_starts(request: Request, zone: tzinfo) -> datetime:
    """When the days begin to count: at sending, or on the day of the tour or visit agreed on."""
    day = request.visit.partition(" ")[0]
    if not day:
        return request.sent_at
    agreed = datetime.combine(date.fromisoformat(day), time(8, 30), zone)
    return max(request.sent_at, agreed)


def after(stage: Stage, move: Move) -> Stage | None:
    """The stage a move leads to, or None where it is not allowed there."""
    return MOVES[move].get(stage)


def stage_after(request: Request, move: Move) -> Stage | None:
    """The same for a request at hand: after a notice it goes on from where it was before."""
    if move is Move.END_NOTICE and request.stage is Stage.NOTICE:
        handed_in = any(entry.what == Move.HAND_IN.value for entry in request.history)
        return Stage.HANDED_IN if handed_in else Stage.ACCEPTED
    return after(request.stage, move)


POOR = 2
"""At or below this the village secretary answers (issue: 1 or 2)."""


def awaits_reply(request: Request) -> bool:
    """Rated poorly, and nobody has answered yet."""
    answered = any(entry.what == Move.REPLY.value for entry in request.history)
    return request.rating is not None and request.rating <= POOR and not answered


def is_applicant(request: Request, person: int) -> bool:
    return person in {request.applicant.id, request.filed_by.id}


def serves(posts: tuple[Post, ...], role: Role, village: str) -> bool:
    return Post(role, village) in posts


def may(request: Request, person: int, posts: tuple[Post, ...], move: Move) -> bool:
    """Whether this person may make this move on this request, whatever stage it is in."""
    if move is Move.RATE:
        return person == request.applicant.id
    if move in APPLICANTS and is_applicant(request, person):
        return True
    if move in SECRETARYS and serves(posts, Role.SECRETARY, request.village):
        return True
    mine = request.agent is not None and request.agent.id == person
    serving = serves(posts, Role.AGENT, request.village) or (
        mine and serves(posts, Role.SECRETARY, request.village)
    )
    if not serving or move is Move.REPLY:
        return False
    return mine or (request.agent is None and move in ANY_AGENT)


def may_see(request: Request, person: int, posts: tuple[Post, ...]) -> bool:
    """The people it concerns, the village's agents and secretary, and the desks above it."""
    village = request.village
    above = {
        Post(Role.AGENT, village),
        Post(Role.SECRETARY, village),
        Post(Role.TOWNSHIP, village[:9]),
        Post(Role.CITY_DESK, village[:6]),
    }
    return is_applicant(request, person) or bool(above & set(posts))


def moves_for(request: Request, person: int, posts: tuple[Post, ...]) -> tuple[Move, ...]:
    """What this person can do with it now."""
    return tuple(
        move
        for move in Move
        if after(request.stage, move) is not None and may(request, person, posts, move)
    )
