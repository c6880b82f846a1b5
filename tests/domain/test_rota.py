"""A roster keeps its hard rules, is fair, is the same for the same wish, and says why there is none."""

from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.duty.days import DayKind, day_off, days_between, is_make_up, kind_of, unknown_years
from domain.duty.drawing import counts, draw
from domain.duty.rota import Candidate, Days, Drawn, Impossible, Past, Wish

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
ONE_DAY = timedelta(days=1)


def people(n: int, off: Mapping[int, Days] | None = None) -> tuple[Candidate, ...]:
    return tuple(Candidate(i, (off or {}).get(i, frozenset())) for i in range(1, n + 1))


def drawn(wish: Wish) -> Drawn:
    found = draw(wish)
    assert isinstance(found, Drawn), found
    return found


def keeps_the_rules(wish: Wish, found: Drawn) -> None:
    assert set(found.by_day) == set(days_between(wish.first, wish.last))
    for day, on in found.by_day.items():
        assert len(on) == len(set(on)) == wish.together
        assert not set(on) & set(found.by_day.get(day + ONE_DAY, ()))
        if wish.women and wish.together > 1:
            assert set(on) & wish.women
    off = {c.id: c.off for c in wish.people}
    assert not any(day in off[p] for day, on in found.by_day.items() for p in on)


def spread(found: Drawn, kind: DayKind, n: int) -> int:
    had = [c[kind] for c in counts(found.by_day).values()]
    had += [0] * (n - len(had))
    return max(had) - min(had)


def test_everybody_has_as_much_of_each_kind_of_day() -> None:
    wish = Wish(FIRST, LAST, people(6))
    found = drawn(wish)
    keeps_the_rules(wish, found)
    for kind in DayKind:
        assert spread(found, kind, 6) <= 1


def test_the_same_wish_draws_the_same_roster() -> None:
    wish = Wish(FIRST, LAST, people(7, {3: frozenset({date(2026, 10, 5)})}))
    assert draw(wish) == draw(wish)


def test_whoever_had_more_in_the_weeks_before_has_less_now() -> None:
    had = Past({DayKind.WEEKEND: 3, DayKind.WORKDAY: 6, DayKind.HOLIDAY: 0}, date(2026, 9, 20))
    new = Past(dict.fromkeys(DayKind, 0), date(2026, 9, 10))
    crowd = (Candidate(1, past=had), *(Candidate(n, past=new) for n in range(2, 6)))
    found = counts(drawn(Wish(FIRST, LAST, crowd)).by_day)
    assert sum(found.get(1, {}).values()) < min(sum(found[n].values()) for n in range(2, 6))


def test_whoever_is_new_does_not_make_up_for_what_the_others_had() -> None:
    had = Past({DayKind.WEEKEND: 3, DayKind.WORKDAY: 9, DayKind.HOLIDAY: 1}, date(2026, 9, 20))
    crowd = (Candidate(1), *(Candidate(n, past=had) for n in range(2, 6)))
    found = counts(drawn(Wish(FIRST, LAST, crowd)).by_day)
    all_of_them = [sum(found[n].values()) for n in range(1, 6)]
    assert max(all_of_them) - min(all_of_them) <= 1


def test_no_two_days_in_a_row_goes_over_the_edge_of_the_month() -> None:
    late = Past(dict.fromkeys(DayKind, 0), FIRST - ONE_DAY)
    crowd = (Candidate(1, past=late), Candidate(2), Candidate(3))
    assert 1 not in drawn(Wish(FIRST, LAST, crowd)).by_day[FIRST]


def test_in_every_pair_there_is_a_woman_where_it_is_wished() -> None:
    wish = Wish(FIRST, LAST, people(10), together=2, women=frozenset({1, 2, 3}))
    found = drawn(wish)
    keeps_the_rules(wish, found)
    mine = [sum(c.values()) for p, c in counts(found.by_day).items() if p in wish.women]
    assert max(mine) - min(mine) <= 2


def test_where_all_are_on_leave_that_day_is_named() -> None:
    day = date(2026, 10, 9)
    found = draw(Wish(FIRST, LAST, people(5, {n: frozenset({day}) for n in range(1, 6)})))
    assert isinstance(found, Impossible)
    (short,) = found.short
    assert (short.day, short.away) == (day, (1, 2, 3, 4, 5))


def test_one_person_cannot_have_two_days_in_a_row() -> None:
    found = draw(Wish(FIRST, FIRST + 2 * ONE_DAY, people(1)))
    assert isinstance(found, Impossible)
    assert [s.day for s in found.short] == [FIRST + ONE_DAY]


def test_without_a_woman_the_day_says_so() -> None:
    away = {1: frozenset({date(2026, 10, 9)})}
    wish = Wish(FIRST, LAST, people(6, away), together=2, women=frozenset({1, 2}))
    found = draw(wish)
    if isinstance(found, Impossible):
        assert all(s.woman for s in found.short)


def test_two_for_a_pair_out_of_one_is_impossible() -> None:
    found = draw(Wish(FIRST, FIRST, people(1), together=2))
    assert isinstance(found, Impossible)


@pytest.mark.slow
def test_thirty_people_and_a_quarter_are_drawn_with_leave_and_pairs() -> None:
    """How long it takes stands in benchmarks/rota.py."""
    first, last = date(2026, 1, 1), date(2026, 4, 2)
    away = {n: frozenset(first + timedelta(days=2 * n + k) for k in range(9)) for n in range(1, 31)}
    wish = Wish(first, last, people(30, away))
    found = drawn(wish)
    keeps_the_rules(wish, found)
    assert all(spread(found, kind, 30) <= 2 for kind in DayKind)


@settings(max_examples=15, deadline=None)
@given(
    st.integers(4, 8),
    st.integers(5, 20),
    st.sets(st.tuples(st.integers(1, 8), st.integers(0, 19)), max_size=6),
)
def test_any_roster_that_is_drawn_keeps_the_rules(
    n: int, days: int, away: set[tuple[int, int]]
) -> None:
    off: dict[int, Days] = {}
    for person, day in away:
        off[person] = off.get(person, frozenset()) | {FIRST + timedelta(days=day)}
    wish = Wish(FIRST, FIRST + timedelta(days=days), people(n, off))
    found = draw(wish)
    if isinstance(found, Drawn):
        keeps_the_rules(wish, found)
    else:
        assert found.short


def test_days_off_make_up_days_and_years_nobody_knows() -> None:
    assert kind_of(date(2026, 10, 1)) is DayKind.HOLIDAY
    assert kind_of(date(2026, 10, 17)) is DayKind.WEEKEND
    assert is_make_up(date(2026, 10, 10))
    assert kind_of(date(2026, 10, 10)) is DayKind.WORKDAY
    assert unknown_years(date(2026, 12, 1), date(2027, 1, 31)) == (2027,)
    assert kind_of(date(2027, 1, 1)) is DayKind.WORKDAY
    assert day_off(date(2027, 1, 2))
