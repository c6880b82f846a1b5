"""Time that was really given: from check-ins, the activity's time and its breaks, and nothing else.

The 2021 Measures (民政部令第67号) count time really given, in hours; breaks and ways are no part of
it. What is not known is not guessed: an open stay has no figure until the organiser writes one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.activities.activity import Activity, Elsewhere, Flag, SignUp, Span, Stay
from domain.activities.kinds import ActivityRules


@dataclass(frozen=True, slots=True)
class Counted:
    minutes: int | None
    """Rounded as the office rounds; None where somebody never checked out."""
    flags: tuple[Flag, ...] = ()


def counted(
    activity: Activity,
    signup: SignUp,
    elsewhere: Sequence[Elsewhere],
    rules: ActivityRules,
    that_day: int = 0,
) -> Counted:
    """`that_day` are minutes confirmed at other activities of the same day."""
    if any(stay.left is None for stay in signup.stays):
        return Counted(None, (Flag.NOT_OUT,))
    spans = worked(activity, signup.stays)
    own = own_time(activity, signup.stays, elsewhere)
    flags = [Flag.ELSEWHERE] if own != spans else []
    minutes = rounded(length(own), rules.round_minutes, whole(activity))
    room = max(0, rules.cap_hours * 60 - that_day)
    if minutes > room:
        flags.append(Flag.CAPPED)
    return Counted(min(minutes, room), tuple(flags))


def worked(activity: Activity, stays: Iterable[Stay]) -> tuple[Span, ...]:
    """Stays within the activity's time, without its breaks, each minute once."""
    closed = [
        Span(max(stay.came, activity.starts_at), min(stay.left, activity.ends_at))
        for stay in stays
        if stay.left is not None
    ]
    return without(merged(closed), activity.breaks)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """In order, without overlap; what ends before it begins is nothing."""
    found: list[Span] = []
    for span in sorted((s for s in spans if s.start < s.end), key=lambda s: s.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def without(spans: Iterable[Span], holes: Iterable[Span]) -> tuple[Span, ...]:
    left = list(merged(spans))
    for hole in merged(holes):
        left = [part for span in left for part in _cut(span, hole)]
    return tuple(left)


def _cut(span: Span, hole: Span) -> Iterable[Span]:
    parts = Span(span.start, min(span.end, hole.start)), Span(max(span.start, hole.end), span.end)
    return (part for part in parts if part.start < part.end)


def own_time(
    activity: Activity, stays: Iterable[Stay], elsewhere: Sequence[Elsewhere]
) -> tuple[Span, ...]:
    """Time worked without what counts at another activity: nobody is at two at once.

    Of two stays that overlap, the one that began first keeps the time.
    """
    return merged(
        part
        for stay in stays
        for part in without(worked(activity, [stay]), _before(activity.number, stay, elsewhere))
    )


def _before(number: str, stay: Stay, elsewhere: Iterable[Elsewhere]) -> Iterable[Span]:
    """Whoever was still there when they came here had left there by then."""
    earlier = (e for e in elsewhere if (e.came, e.number) < (stay.came, number))
    return (Span(e.came, e.left or stay.came) for e in earlier)


def length(spans: Iterable[Span]) -> timedelta:
    return sum((s.end - s.start for s in spans), timedelta())


def whole(activity: Activity) -> timedelta:
    """The activity's own length without its breaks."""
    return length(without([Span(activity.starts_at, activity.ends_at)], activity.breaks))


def rounded(given: timedelta, step: int, most: timedelta) -> int:
    """Minutes, to the nearest step and never more than the activity took."""
    minutes, limit = int(given.total_seconds() // 60), int(most.total_seconds() // 60)
    return min((minutes + step // 2) // step * step, limit)
