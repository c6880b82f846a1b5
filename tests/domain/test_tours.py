"""The agent's tour days."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.places import Tour
from domain.tours import is_tour_day, next_days


def test_a_three_six_nine_village_is_visited_on_those_days() -> None:
    tour = Tour(day_endings=(3, 6, 9))
    days = next_days(tour, date(2026, 11, 23), 4)
    assert [day.day for day in days] == [23, 26, 29, 3]


def test_days_ten_twenty_and_thirty_end_in_nought() -> None:
    days = next_days(Tour(day_endings=(0,)), date(2027, 1, 25), 3)
    assert days == (date(2027, 1, 30), date(2027, 2, 10), date(2027, 2, 20))


def test_the_31st_is_skipped_where_the_market_skips_it() -> None:
    end_of_month = date(2026, 12, 31)
    assert is_tour_day(Tour(day_endings=(1,)), end_of_month)
    assert next_days(Tour(day_endings=(1,), skips_31st=True), end_of_month, 1) == (
        date(2027, 1, 1),
    )


def test_a_village_without_tours_has_no_days() -> None:
    assert next_days(Tour(), date(2026, 11, 23), 3) == ()
    assert next_days(Tour(day_endings=(12,)), date(2026, 11, 23), 3) == ()


tours = st.builds(
    Tour, day_endings=st.sets(st.integers(0, 9), min_size=1).map(tuple), skips_31st=st.booleans()
)


@given(tours, st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 20))
def test_the_days_asked_for_come_in_order(tour: Tour, today: date, count: int) -> None:
    days = next_days(tour, today, count)
    assert list(days) == sorted(set(days))
    assert len(days) == count
    assert all(day >= today and is_tour_day(tour, day) for day in days)
