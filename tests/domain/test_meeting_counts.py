"""Quorum, votes, notice and quarters: the rules of meetings, with the cases that bite."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.meetings.kinds import Base, MeetingKind, MeetingRules, Share
from domain.meetings.meeting import Vote, Way
from domain.meetings.notice import earliest_day
from domain.meetings.quarters import due_for_reminder, quarter_end, quarter_of, remind_from
from domain.meetings.quorum import needed, quorum
from domain.meetings.reserving import reserved_in
from domain.meetings.votes import VoteFault, carried, check
from tests.village import sample

RULES: MeetingRules = sample().catalogue.meetings
ASSEMBLY, REPS, COUNCIL = (RULES.kind(key) for key in ("assembly", "reps", "council"))


@pytest.mark.parametrize(
    ("kind", "base", "due", "least"),
    [
        (ASSEMBLY, Base.ADULTS, 420, 211),  # more than half
        (ASSEMBLY, Base.ADULTS, 421, 211),
        (ASSEMBLY, Base.HOUSEHOLDS, 180, 120),  # two thirds
        (ASSEMBLY, Base.HOUSEHOLDS, 181, 121),
        (REPS, Base.MEMBERS, 20, 14),
        (REPS, Base.MEMBERS, 21, 14),
        (REPS, Base.MEMBERS, 1, 1),
        (COUNCIL, Base.MEMBERS, 9, 0),  # nobody in particular
    ],
)
def test_how_many_it_takes(kind: MeetingKind, base: Base, due: int, least: int) -> None:
    assert needed(kind, base, due) == least


def test_one_more_makes_the_quorum() -> None:
    assert [quorum(REPS, Base.MEMBERS, 20, n).met for n in (13, 14)] == [False, True]
    assert quorum(REPS, Base.MEMBERS, 20, 13).lacking == 1
    assert quorum(REPS, Base.MEMBERS, 20, 13).percent == 65


def test_an_empty_list_is_never_enough_where_a_part_of_it_is_needed() -> None:
    assert not quorum(REPS, Base.MEMBERS, 0, 5).met
    assert quorum(COUNCIL, Base.MEMBERS, 0, 0).met


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_who_comes_never_makes_a_quorum_smaller(due: int, present: int) -> None:
    fewer, more = (quorum(ASSEMBLY, Base.ADULTS, due, n) for n in (present, present + 1))
    assert more.met or not fewer.met
    assert fewer.lacking >= more.lacking


@pytest.mark.parametrize(
    ("counts", "fault"),
    [
        ((12, 1, 1), None),
        ((14, 0, 0), None),
        ((15, 0, 0), VoteFault("ayes")),
        ((0, -1, 14), VoteFault("noes")),
        ((12, 1, 2), VoteFault(over=1)),
        ((12, 1, 0), VoteFault(under=1)),
    ],
)
def test_the_counts_of_a_vote_must_fit_those_who_are_there(
    counts: tuple[int, int, int], fault: VoteFault | None
) -> None:
    assert check(*counts, present=14) == fault


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 400), st.integers(0, 1200))
def test_a_vote_is_taken_exactly_where_it_adds_up(a: int, n: int, x: int, present: int) -> None:
    assert (check(a, n, x, present) is None) == (a + n + x == present)


@pytest.mark.parametrize(("ayes", "present", "passes"), [(7, 14, False), (8, 14, True)])
def test_it_takes_more_than_half_of_those_present(*, ayes: int, present: int, passes: bool) -> None:
    vote = Vote(Way.HANDS, ayes, 0, present - ayes, present)
    assert carried(REPS, vote) is passes


def test_nobody_carries_anything_in_an_empty_room_or_a_talk() -> None:
    assert not carried(REPS, Vote(Way.HANDS, 0, 0, 0, 0))
    assert not carried(COUNCIL, Vote(Way.HANDS, 9, 0, 0, 9))


@pytest.mark.parametrize(
    ("called", "first"),
    [
        (date(2026, 11, 1), date(2026, 11, 11)),
        (date(2026, 12, 28), date(2027, 1, 7)),
        (date(2028, 2, 20), date(2028, 3, 1)),  # a leap year
    ],
)
def test_ten_whole_days_lie_before_an_assembly(called: date, first: date) -> None:
    assert earliest_day(ASSEMBLY, called) == first


@pytest.mark.parametrize(
    ("day", "quarter", "end", "reminded"),
    [
        (date(2026, 1, 1), (2026, 1), date(2026, 3, 31), date(2026, 3, 10)),
        (date(2026, 6, 30), (2026, 2), date(2026, 6, 30), date(2026, 6, 9)),
        (date(2026, 12, 31), (2026, 4), date(2026, 12, 31), date(2026, 12, 10)),
    ],
)
def test_a_quarter_ends_and_is_spoken_of_three_weeks_before(
    day: date, quarter: tuple[int, int], end: date, reminded: date
) -> None:
    assert (quarter_of(day), quarter_end(day), remind_from(day, 3)) == (quarter, end, reminded)


def test_nobody_is_reminded_early_or_where_a_meeting_is_planned() -> None:
    assert not due_for_reminder(RULES, date(2026, 12, 9), planned=False)
    assert due_for_reminder(RULES, date(2026, 12, 10), planned=False)
    assert not due_for_reminder(RULES, date(2026, 12, 10), planned=True)


@pytest.mark.parametrize(
    ("topic", "matter"),
    [
        ("三组修路每家出多少钱", "works"),
        ("征地的补偿款怎么分", "compensate"),
        ("宅基地怎么批", "homestead"),
        ("坝坝宴的规矩", ""),
        ("", ""),
    ],
)
def test_a_reserved_matter_is_heard_by_its_words(topic: str, matter: str) -> None:
    assert reserved_in(topic, RULES) == matter


@given(
    part=st.integers(1, 60),
    whole=st.integers(1, 60),
    more=st.booleans(),
    heads=st.integers(0, 2000),
)
def test_a_share_is_the_least_count_that_reaches_it(
    *, part: int, whole: int, more: bool, heads: int
) -> None:
    part = min(part, whole)
    share = Share(part, whole, more)
    least = share.of(heads)
    enough = least * whole > heads * part if more else least * whole >= heads * part
    assert enough
    below = (least - 1) * whole
    assert below < heads * part or (more and below == heads * part)
