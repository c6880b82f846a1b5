"""What comes of a move: the issue as it stands afterwards.

Nothing closes on the word of the one who did it; the checker is never the handler; it is sent back
at most twice; its level never goes down by itself (issue 3).
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from domain.deadlines import Pause
from domain.issues.checking import next_checker, second_person
from domain.issues.due import due_at, first_by, span_of
from domain.issues.handing import given, handed_on, sent_back, taken, unpaused
from domain.issues.issue import TO_BE_SEEN, Issue, Stage
from domain.issues.kinds import STEPS, IssueRules, Severity, one_step_up
from domain.issues.moves import Deed, Ground, Move, NotAllowed, WhyNot, after
from domain.issues.rights import hidden
from domain.issues.routing import first_seat, next_seat
from domain.records import NOBODY


def make(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """The issue after the move.

    Raises NotAllowed where the rules forbid the move, whoever makes it; who may is `may`.
    """
    stage = after(issue.stage, deed.move)
    if stage is None:
        raise NotAllowed(WhyNot.STAGE)
    moved = replace(issue, stage=stage, moves=issue.moves + 1)
    made = _MAKERS.get(deed.move, _nothing_more)(moved, deed, ground)
    if made.open and deed.move not in OWN_CLOCK and _new_clock(issue, made, ground.rules):
        made = replace(made, due_at=due_at(ground.rules, made, deed.at))
    return _answered(made, deed)


OWN_CLOCK = frozenset({Move.FOLLOW, Move.SORT})
"""These see to the due time themselves: what gets more pressing is not due later than before."""


def _new_clock(before: Issue, now: Issue, rules: IssueRules) -> bool:
    return (
        span_of(rules, before) != span_of(rules, now)
        or before.counted_from != now.counted_from
        or before.pauses != now.pauses
    )


ANSWERS = frozenset({Move.TAKE, Move.ASK, Move.NOTE, Move.DO, Move.CALL_FALSE})
"""What counts as the first reply, made by whoever has it."""


def _answered(issue: Issue, deed: Deed) -> Issue:
    owner = issue.seat.person
    noted_above = deed.move is Move.NOTE and (owner is None or owner.id != deed.who.id)
    if issue.replied_at is None and deed.move in ANSWERS and not noted_above:
        return replace(issue, replied_at=deed.at)
    return issue


def _nothing_more(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    del deed, ground
    return issue


def _sort(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    kind = ground.rules.kind(deed.kind or issue.kind)
    named = replace(issue, kind=kind.key, danger=kind.danger or issue.danger)
    severity = _sorted(issue, deed, ground)
    if severity is issue.severity:
        return named
    if Severity.COMPLAINT in {severity, issue.severity}:
        return _other_line(replace(named, severity=severity), deed, ground)
    if STEPS.index(severity) > STEPS.index(issue.severity):
        return _more_pressing(named, severity, deed.at, ground.rules)
    eased = replace(named, severity=severity)
    return replace(eased, due_at=due_at(ground.rules, eased, deed.at))


def _sorted(issue: Issue, deed: Deed, ground: Ground) -> Severity:
    """A kind that means misconduct or danger is that; naming only a kind makes nothing less pressing."""
    kind = ground.rules.kind(deed.kind or issue.kind)
    if kind.severity is Severity.COMPLAINT:
        return Severity.COMPLAINT
    if kind.danger and kind.key != issue.kind:
        return Severity.URGENT
    if deed.severity or not deed.kind:
        return deed.severity or issue.severity
    if issue.severity is Severity.COMPLAINT:
        return kind.severity
    return max(issue.severity, kind.severity, key=STEPS.index)


def _other_line(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """Misconduct goes to the supervisors only, at once; what turns out to be none comes back."""
    rules = ground.rules
    seat = first_seat(rules, ground.kind(issue), issue.severity, issue.area, ground.staff)
    begun = replace(
        unpaused(issue, deed.at),
        stage=Stage.REPORTED,
        seat=seat,
        trail=(),
        bounces=0,
        fixed=False,
        counted_from=deed.at,
        first_by=first_by(rules, issue.severity, deed.at),
        replied_at=None,
    )
    return replace(begun, due_at=due_at(rules, begun, deed.at))


def _ask(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """Whoever asks back for a seat that several share has it from then on."""
    del ground
    asked = replace(issue, asked=deed.why, seat=replace(issue.seat, person=deed.who))
    still = issue.pauses and issue.pauses[-1].end is None
    return asked if still else replace(asked, pauses=(*issue.pauses, Pause(deed.at)))


def _answer(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    del ground
    return unpaused(replace(issue, asked=""), deed.at)


def _do(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """Mended, says the handler: the reporter looks, or at once somebody else if that cannot be."""
    done = unpaused(replace(issue, handler=deed.who, counted_from=deed.at), deed.at)
    can_look = issue.reporter.id not in {NOBODY.id, deed.who.id}
    return replace(done, checker=None if can_look else next_checker(done, ground))


def _call_false(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """No issue, says the handler: a second person, from the next level on, has to look."""
    doubted = replace(issue, handler=deed.who, checker=None, counted_from=deed.at)
    doubted = unpaused(doubted, deed.at)
    return replace(doubted, checker=second_person(doubted, ground))


def _hand_to_checker(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    return replace(issue, checker=next_checker(issue, ground), counted_from=deed.at)


def _end(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    del ground
    ended = unpaused(issue, deed.at)
    return replace(ended, closed_at=deed.at, checker=None)


def _seen(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """Nothing ends on the word of the one who did it."""
    if issue.handler and issue.handler.id == deed.who.id:
        raise NotAllowed(WhyNot.OWN_WORK)
    return _end(issue, deed, ground)


def _deny_false(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    del ground
    return replace(issue, checker=None, handler=None, counted_from=deed.at, again=True)


def _not_fixed(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """Opened again, one level above the one whose fix did not hold."""
    limit = timedelta(days=ground.rules.reopen_days)
    if issue.closed_at and deed.at - issue.closed_at > limit:
        raise NotAllowed(WhyNot.TOO_LATE)
    higher = next_seat(ground.rules, ground.kind(issue), issue.area, issue.seat.tier, ground.staff)
    reopened = replace(
        given(issue, higher) if higher else issue,
        checker=None,
        handler=None,
        reopened=issue.reopened + 1,
        closed_at=None,
    )
    return _counted_anew(reopened, deed, ground)


def _escalate(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    higher = next_seat(ground.rules, ground.kind(issue), issue.area, issue.seat.tier, ground.staff)
    if higher is None:
        raise NotAllowed(WhyNot.TOP)
    return _counted_anew(unpaused(given(issue, higher), deed.at), deed, ground)


def _counted_anew(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    again = replace(issue, counted_from=deed.at, again=True)
    if issue.replied_at is not None and deed.move is not Move.NOT_FIXED:
        return again
    until = first_by(ground.rules, issue.severity, deed.at)
    return replace(again, first_by=until, replied_at=None)


def _merge(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    into = deed.into
    assert into
    if into.number == issue.number:
        raise NotAllowed(WhyNot.ITSELF)
    if not into.open:
        raise NotAllowed(WhyNot.ENDED)
    if hidden(issue, ground.rules) or hidden(into, ground.rules):
        raise NotAllowed(WhyNot.HIDDEN)
    return replace(_end(issue, deed, ground), merged_into=into.number)


def _placed_by(into: Issue, merged: Issue) -> Issue:
    """What was known of the place is not lost with the one that goes."""
    landmark = into.landmark or merged.landmark
    if into.located or not merged.located:
        return replace(into, landmark=landmark)
    area = merged.area if merged.area.startswith(into.area) else into.area
    return replace(
        into,
        landmark=landmark,
        latitude=merged.latitude,
        longitude=merged.longitude,
        area=area,
    )


def grown_by(into: Issue, merged: Issue, at: datetime, rules: IssueRules) -> Issue:
    """The one that stays after a merge: with all who reported, and no less pressing than either."""
    people = (merged.reporter.id, *merged.followers)
    grown = _placed_by(with_reporters(into, people, at, rules), merged)
    if STEPS.index(merged.severity) <= STEPS.index(grown.severity):
        return grown
    return _more_pressing(grown, merged.severity, at, rules)


def with_reporters(
    issue: Issue, people: tuple[int, ...], now: datetime, rules: IssueRules
) -> Issue:
    """More who report the same: counted once each; enough of them raise the severity one step."""
    known = {issue.reporter.id, *issue.followers} - {NOBODY.id}
    new = tuple(p for p in dict.fromkeys(people) if p not in known and p != NOBODY.id)
    grown = replace(issue, followers=(*issue.followers, *new))
    reached = issue.reporters < rules.reporters_raise <= grown.reporters
    if not reached or not grown.open:
        return grown
    return _more_pressing(grown, one_step_up(grown.severity), now, rules)


def _more_pressing(issue: Issue, severity: Severity, at: datetime, rules: IssueRules) -> Issue:
    """The time for it begins anew, but nothing that was promised gets later by it."""
    raised = replace(issue, severity=severity)
    if issue.replied_at is None:
        raised = replace(raised, first_by=min(issue.first_by, first_by(rules, severity, at)))
    owed = due_at(rules, issue, at) if issue.stage is Stage.ASKED else issue.due_at
    if severity is issue.severity or issue.stage in TO_BE_SEEN or owed <= at:
        return raised
    raised = replace(raised, counted_from=at)
    return replace(raised, due_at=min(owed, due_at(rules, raised, at)))


def _add(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    """What a reporter adds; a place only where none was known."""
    del ground
    if deed.place is None or issue.located:
        return issue
    latitude, longitude, area = deed.place
    nearer = area if area.startswith(issue.area) else issue.area
    return replace(issue, latitude=latitude, longitude=longitude, area=nearer)


def _understand(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    del ground
    return replace(issue, understood=deed.why)


def _follow(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    return with_reporters(issue, (deed.who.id,), deed.at, ground.rules)


def _withdraw(issue: Issue, deed: Deed, ground: Ground) -> Issue:
    if issue.followers or issue.severity is Severity.URGENT:
        raise NotAllowed(WhyNot.FOLLOWED)
    return _end(issue, deed, ground)


_MAKERS: Mapping[Move, Callable[[Issue, Deed, Ground], Issue]] = {
    Move.TAKE: taken,
    Move.SORT: _sort,
    Move.DISPATCH: handed_on,
    Move.TRANSFER: handed_on,
    Move.SEND_BACK: sent_back,
    Move.ASK: _ask,
    Move.UNDERSTAND: _understand,
    Move.ADD: _add,
    Move.ANSWER: _answer,
    Move.GO_ON: _answer,
    Move.DO: _do,
    Move.ESCALATE: _escalate,
    Move.RAISE: _escalate,
    Move.MERGE: _merge,
    Move.CALL_FALSE: _call_false,
    Move.CONFIRM_FALSE: _seen,
    Move.DENY_FALSE: _deny_false,
    Move.CONFIRM: _seen,
    Move.NOT_FIXED: _not_fixed,
    Move.FOLLOW: _follow,
    Move.WITHDRAW: _withdraw,
    Move.HAND_TO_CHECKER: _hand_to_checker,
}
