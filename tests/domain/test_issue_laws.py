"""Laws that hold for every issue, whoever moves it, whenever, in any order, whoever comes and goes."""

from hypothesis import HealthCheck, given, settings

from domain.issues.due import due_at, due_now, look_again_at, moments
from domain.issues.handing import names_owners
from domain.issues.issue import IN_HAND, OPEN, TO_BE_SEEN, Issue, Stage
from domain.issues.kinds import STEPS, Severity
from domain.issues.moves import CLOCKS, Move
from domain.issues.rights import may, may_see
from domain.issues.routing import COMPLAINTS
from domain.records import NOBODY
from domain.roles import Post, Role
from tests.domain.issue_ground import DAY, RULES, posts_of
from tests.domain.issue_walks import PEOPLE, Moved, Step, issues, walked, walks

MANY = settings(
    max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
BY_HAND = {Move.DISPATCH, Move.TRANSFER, Move.SEND_BACK, Move.TAKE}
ANEW = {
    Move.RAISE,
    Move.ESCALATE,
    Move.NOT_FIXED,
    Move.DENY_FALSE,
    Move.HAND_TO_CHECKER,
    Move.DO,
    Move.CALL_FALSE,
    Move.SORT,
}
"""After these the time is counted anew."""


def height(issue: Issue) -> int:
    return -1 if issue.seat.tier == COMPLAINTS else RULES.tier(issue.seat.tier)


def is_never_lost(move: Moved) -> None:
    before, now = move.before, move.now
    assert (now.number, now.reporter) == (before.number, before.reporter)
    assert now.area.startswith(before.area)
    assert now.moves == before.moves + 1
    assert now.open == (now.closed_at is None)


def has_one_owner_and_as_a_complaint_a_supervisor(move: Moved) -> None:
    seat, complaint = move.now.seat, move.now.severity is Severity.COMPLAINT
    assert seat.place
    assert (seat.tier == COMPLAINTS) == complaint
    assert (seat.role is Role.SUPERVISOR) == complaint
    assert complaint or seat.tier in {tier.key for tier in RULES.tiers}


def has_one_due_time_after_it_began_to_count(move: Moved) -> None:
    if move.now.open:
        assert move.now.counted_from <= move.deed.at
        assert move.now.counted_from < move.now.due_at
        assert move.now.first_by > move.now.reported_at


def never_goes_down_by_itself(move: Moved) -> None:
    if height(move.now) < height(move.before):
        assert move.deed.who != NOBODY
        to_the_supervisors = move.now.severity is Severity.COMPLAINT
        assert move.deed.move in ({Move.SORT} if to_the_supervisors else BY_HAND)


def gets_less_pressing_only_when_a_person_sorts_it(move: Moved) -> None:
    if move.now.severity is not move.before.severity and move.deed.move is not Move.SORT:
        assert move.deed.move is Move.FOLLOW
        assert STEPS.index(move.now.severity) == STEPS.index(move.before.severity) + 1


def ends_never_on_the_word_of_the_one_who_did_it(move: Moved) -> None:
    handler = move.before.handler
    if move.now.stage in {Stage.CLOSED, Stage.FALSE} and move.before.stage in OPEN:
        assert handler is not None
        assert move.deed.who.id != handler.id
    if move.now.stage in TO_BE_SEEN:
        assert move.now.handler is not None
        assert move.now.checker is None or move.now.checker.id != move.now.handler.id


def is_sent_back_twice_at_most(move: Moved) -> None:
    assert 0 <= move.now.bounces <= RULES.most_bounces
    bound = move.before.fixed and not names_owners(move.before.seat, RULES)
    assert not bound or move.deed.move not in {Move.SEND_BACK, Move.TRANSFER}


def stands_still_exactly_while_the_reporter_is_asked(move: Moved) -> None:
    still = [pause for pause in move.now.pauses if pause.end is None]
    assert len(still) == (move.now.stage is Stage.ASKED)


def is_due_later_only_for_a_reason(move: Moved) -> None:
    """The clock stood still, or the time is counted anew."""
    if move.deed.move not in ANEW and move.before.pauses == move.now.pauses:
        asked = move.before.stage is Stage.ASKED
        owed = due_at(RULES, move.before, move.deed.at) if asked else move.before.due_at
        assert move.now.due_at <= max(owed, move.before.due_at)


def is_looked_at_by_the_clock_until_it_ends(move: Moved) -> None:
    issue, later = move.now, move.deed.at + 40 * DAY
    for now in (move.deed.at, later):
        look = look_again_at(RULES, issue, now)
        assert (look is not None) == issue.open
        assert look is None or look > now
    if not issue.open:
        assert list(moments(RULES, issue, later)) == []
        assert due_now(RULES, issue, later) is None


def is_moved_by_nobody_who_may_not_see_it(move: Moved) -> None:
    """Neighbours report again what is shown to them; the clock's moves are nobody's."""
    for person in PEOPLE[move.now.moves % 3 :: 3]:
        posts = posts_of(person, move.staff)
        moves = {m for m in Move if may(move.now, person.id, posts, m, RULES)}
        allowed = moves if may_see(move.now, person.id, posts, RULES) else {Move.FOLLOW}
        assert moves <= allowed - CLOCKS


def is_never_stuck(move: Moved) -> None:
    """Where anybody serves at its seat or in the line above, somebody can hand it on."""
    now, staff = move.now, move.staff
    line = {tier.role for tier in RULES.tiers[height(now) :]} if height(now) >= 0 else set()
    line -= {Role.DEPARTMENT}
    serving = {
        person
        for post, people in staff.posts.items()
        for person in people
        if post == Post(now.seat.role, now.seat.place)
        or (post.role in line and now.area.startswith(post.place))
    }
    if now.stage in IN_HAND and serving:
        handing = [may(now, p.id, posts_of(p, staff), Move.DISPATCH, RULES) for p in serving]
        assert any(handing)


LAWS = (
    is_never_lost,
    has_one_owner_and_as_a_complaint_a_supervisor,
    has_one_due_time_after_it_began_to_count,
    never_goes_down_by_itself,
    gets_less_pressing_only_when_a_person_sorts_it,
    ends_never_on_the_word_of_the_one_who_did_it,
    is_sent_back_twice_at_most,
    stands_still_exactly_while_the_reporter_is_asked,
    is_due_later_only_for_a_reason,
    is_looked_at_by_the_clock_until_it_ends,
    is_moved_by_nobody_who_may_not_see_it,
    is_never_stuck,
)


@MANY
@given(issues, walks)
def test_an_issue_obeys_every_law_after_every_move(issue: Issue, walk: list[Step]) -> None:
    for move in walked(issue, walk):
        for law in LAWS:
            law(move)
