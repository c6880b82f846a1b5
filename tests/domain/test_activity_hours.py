"""Time that was really given: never guessed, never negative, never at two places at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.activities.activity import Elsewhere, Flag, SignUp, Span, Stay
from domain.activities.hours import (
    counted,
    length,
    merged,
    own_time,
    rounded,
    whole,
    without,
    worked,
)
from tests.domain.activity_ground import RULES, START, TEN, activity, at, signup, stay


def minutes(*stays: Stay, elsewhere: tuple[Elsewhere, ...] = ()) -> int | None:
    return counted(activity(breaks=(TEN,)), signup(*stays), elsewhere, RULES).minutes


def test_hours_are_within_the_activity_without_its_break() -> None:
    assert minutes(stay(at(8, 40), at(12, 30))) == 150
    assert minutes(stay(at(9), at(10, 10))) == 60
    assert minutes(stay(at(10, 5), at(10, 25))) == 0


def test_two_stays_count_once_where_they_overlap() -> None:
    assert minutes(stay(at(9), at(9, 40)), stay(at(9, 30), at(10))) == 60
    assert minutes(stay(at(9), at(9, 30)), stay(at(11), at(11, 30))) == 60


def test_who_never_checked_out_has_no_figure() -> None:
    found = counted(activity(), signup(stay(at(9), None)), (), RULES)
    assert found.minutes is None
    assert found.flags == (Flag.NOT_OUT,)


def test_who_left_before_the_beginning_gave_nothing() -> None:
    assert minutes(stay(at(8), at(8, 30))) == 0
    assert minutes(stay(at(12, 30), at(13))) == 0


@pytest.mark.parametrize(
    ("left", "minutes_"),
    [((9, 14), 0), ((9, 15), 30), ((9, 44), 30), ((9, 45), 60), ((11, 50), 180)],
)
def test_hours_are_rounded_to_the_half_and_never_beyond_the_activity(
    left: tuple[int, int], minutes_: int
) -> None:
    found = counted(activity(), signup(stay(at(9), at(*left))), (), RULES)
    assert found.minutes == minutes_


def test_time_at_two_activities_counts_where_one_came_first() -> None:
    here = stay(at(9, 30), at(12))
    other = Elsewhere("ZY-20261126-0002", at(9), at(10))
    found = counted(activity(), signup(here), (other,), RULES)
    assert found.minutes == 120
    assert found.flags == (Flag.ELSEWHERE,)
    later = Elsewhere("ZY-20261126-0002", at(10), at(11))
    assert counted(activity(), signup(here), (later,), RULES).minutes == 150


def test_who_still_was_elsewhere_left_there_by_coming_here() -> None:
    other = Elsewhere("ZY-20261126-0002", at(9), None)
    assert minutes(stay(at(9, 30), at(12)), elsewhere=(other,)) == 120


def test_two_activities_of_the_same_beginning_count_a_minute_once() -> None:
    mine, theirs = stay(at(9), at(10)), Elsewhere("ZY-20261126-0000", at(9), at(10))
    first = counted(activity(), signup(mine), (theirs,), RULES).minutes
    other = activity(number="ZY-20261126-0000")
    second = counted(
        other, signup(mine), (Elsewhere(activity().number, at(9), at(10)),), RULES
    ).minutes
    assert (first, second) == (0, 60)


def test_eight_hours_a_day_are_enough() -> None:
    long = activity(ends_at=START + timedelta(hours=11))
    found = counted(long, signup(stay(at(9), at(20))), (), RULES)
    assert (found.minutes, found.flags) == (480, (Flag.CAPPED,))
    assert counted(long, signup(stay(at(9), at(20))), (), RULES, that_day=300).minutes == 180


def test_an_activity_over_the_new_year_is_one() -> None:
    eve = datetime(2026, 12, 31, 22, 0, tzinfo=START.tzinfo)
    night = activity(starts_at=eve, ends_at=eve + timedelta(hours=4))
    came, left = eve + timedelta(minutes=30), eve + timedelta(hours=4, minutes=20)
    assert counted(night, signup(stay(came, left)), (), RULES).minutes == 210


def test_the_zone_of_a_moment_changes_nothing() -> None:
    came, left = at(9).astimezone(UTC), at(12).astimezone(UTC)
    assert minutes(stay(came, left)) == 150


moments = st.integers(-120, 400).map(lambda m: START + timedelta(minutes=m))
spans = st.lists(st.tuples(moments, moments).map(lambda pair: Span(*pair)), max_size=5)
stays = st.lists(
    st.tuples(moments, moments).map(lambda pair: Stay(min(pair), max(pair))), max_size=5
)


@given(stays, spans, spans)
def test_hours_never_leave_the_activity(
    given_: list[Stay], breaks: list[Span], others: list[Span]
) -> None:
    tried = activity(breaks=tuple(breaks))
    elsewhere = tuple(Elsewhere("ZY-1", s.start, s.end) for s in others)
    found = counted(tried, SignUp(1, "样例", stays=tuple(given_)), elsewhere, RULES).minutes
    assert found is not None
    assert 0 <= found <= whole(tried).total_seconds() / 60


@given(spans, spans)
def test_what_is_cut_out_is_gone_and_nothing_else(one: list[Span], holes: list[Span]) -> None:
    kept = without(one, holes)
    assert kept == merged(kept)
    for span in kept:
        assert not any(h.start < span.end and span.start < h.end for h in merged(holes))
    inside = merged([*kept, *holes])
    assert all(any(i.start <= s.start and s.end <= i.end for i in inside) for s in merged(one))


@given(st.integers(0, 900), st.integers(0, 900))
def test_rounding_stays_below_the_whole(given_: int, most: int) -> None:
    found = rounded(timedelta(minutes=given_), 30, timedelta(minutes=most))
    assert 0 <= found <= most
    assert found <= given_ + 15


@given(stays, stays)
def test_no_minute_counts_at_two_activities(here: list[Stay], there: list[Stay]) -> None:
    one, two = activity(), activity(number="ZY-20261126-0002")

    def seen(number: str, of: list[Stay]) -> tuple[Elsewhere, ...]:
        return tuple(Elsewhere(number, s.came, s.left) for s in of)

    first = own_time(one, here, seen(two.number, there))
    second = own_time(two, there, seen(one.number, here))
    assert length(first) + length(second) <= length(merged([*first, *second]))
    assert merged([*first, *second]) == worked(one, [*here, *there])
