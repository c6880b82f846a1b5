"""What the clock does with grid issues: reminds, sends up what is late, hands on what nobody looked at."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from bot.letters import World, tell
from bot.redrawing import redraw_cards
from conversations.effects import Effect, RedrawCards, Tell
from conversations.facts import Facts, Me
from conversations.issues.acting import moved
from conversations.issues.effects import MoveIssue
from conversations.issues.reminders import Owed, reminded
from domain.issues.due import Due, due_now, look_again_at
from domain.issues.issue import TO_BE_SEEN, Issue
from domain.issues.kinds import Severity
from domain.issues.moves import Deed, Ground, Move, NotAllowed
from domain.records import NOBODY
from storage.issues.keeping import look_later, move_issue
from storage.issues.lists import due_looks
from storage.issues.staffing import staff_around
from storage.requests.keeping import QuickerOne

NIGHT, MORNING = time(21), time(7, 30)
"""Nobody is reminded in between, dangers aside (domain.md, Reminders)."""


def look_at_issues(session: Session, world: World, now: datetime) -> int:
    """Everything that is due on issues now; how many were looked at. Twice or late changes nothing."""
    facts = world.facts(Me(), now)
    owed: dict[int, list[Owed]] = defaultdict(list)
    looked = due_looks(session, now)
    for issue in looked:
        if _at_night(issue, now):
            look_later(session, issue.number, _next_morning(now))
            continue
        ground = Ground(
            world.catalogue.issues,
            staff_around(session, issue.area, now.astimezone(facts.zone).date()),
        )
        due = due_now(ground.rules, issue, now)
        move = _move_for(issue, due)
        if move is None or not _made(session, world, facts, issue, move, ground):
            _remember(owed, issue, due)
            look_later(session, issue.number, look_again_at(ground.rules, issue, now))
    _carry_out(session, world, reminded(facts, owed), now)
    return len(looked)


def _at_night(issue: Issue, now: datetime) -> bool:
    asleep = now.time() >= NIGHT or now.time() < MORNING
    return asleep and issue.severity is not Severity.URGENT


def _next_morning(now: datetime) -> datetime:
    day = now.date() if now.time() < MORNING else now.date() + timedelta(days=1)
    return datetime.combine(day, MORNING, now.tzinfo)


def _move_for(issue: Issue, due: Due | None) -> Move | None:
    """What is over is passed on by the house itself; anything else is only a reminder."""
    match due:
        case Due.SILENT:
            return Move.GO_ON
        case Due.OVER:
            return Move.HAND_TO_CHECKER if issue.stage in TO_BE_SEEN else Move.RAISE
        case Due.FIRST if issue.severity is Severity.URGENT:
            return Move.RAISE
        case _:
            return None


def _made(
    session: Session, world: World, facts: Facts, issue: Issue, move: Move, ground: Ground
) -> bool:
    """Whether the move could be made; at the top there is nobody to send it up to."""
    deed = Deed(move, NOBODY, facts.now.astimezone(facts.zone))
    try:
        after, effects = moved(facts, issue, deed, ground)
        _carry_out(session, world, (*effects, RedrawCards(after.number)), facts.now)
    except (NotAllowed, QuickerOne):
        return False
    return True


def _remember(owed: dict[int, list[Owed]], issue: Issue, due: Due | None) -> None:
    """Who owes it: the owner; of a fix to be looked at, the checker or the reporter."""
    if due is None:
        return
    looks = issue.stage in TO_BE_SEEN
    person = (issue.checker or issue.reporter) if looks else issue.seat.person
    if person is not None and person.id != NOBODY.id and not (looks and due is Due.HALF):
        owed[person.id].append(Owed(issue, due))


def _carry_out(session: Session, world: World, effects: Iterable[Effect], now: datetime) -> None:
    for effect in effects:
        match effect:
            case MoveIssue():
                move_issue(session, effect, None, world.catalogue.issues, now)
            case Tell():
                tell(session, world, effect, now)
            case RedrawCards():
                redraw_cards(session, world, effect, "", now)
            case _:
                raise TypeError(f"the clock does not {type(effect).__name__}")
