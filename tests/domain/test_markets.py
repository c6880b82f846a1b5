"""Market days: solar and lunar, with the dates that bite."""

from datetime import date, timedelta

import pytest
from borax.calendars import LunarDate
from hypothesis import given
from hypothesis import strategies as st

from domain.markets import Calendar, MarketRule, is_market, next_markets

SOLAR_369 = MarketRule(Calendar.SOLAR, (3, 6, 9))
SOLAR_147 = MarketRule(Calendar.SOLAR, (1, 4, 7))
LUNAR_147 = MarketRule(Calendar.LUNAR, (1, 4, 7))


def test_three_days_in_ten() -> None:
    days = next_markets(SOLAR_369, date(2026, 11, 24), 4)
    assert [d.day for d in days] == [26, 29, 3, 6]


def test_today_is_among_them_if_it_is_one() -> None:
    assert next_markets(SOLAR_369, date(2026, 11, 23), 1) == (date(2026, 11, 23),)


@pytest.mark.parametrize(
    ("skips", "days"),
    [
        (False, [date(2027, 1, 27), date(2027, 1, 31), date(2027, 2, 1)]),
        (True, [date(2027, 1, 27), date(2027, 2, 1), date(2027, 2, 4)]),
    ],
)
def test_the_31st_and_the_1st_stand_side_by_side_unless_it_is_skipped(
    *, skips: bool, days: list[date]
) -> None:
    rule = MarketRule(Calendar.SOLAR, (1, 4, 7), skips_31st=skips)
    assert list(next_markets(rule, date(2027, 1, 25), 3)) == days


def test_february_has_no_30th_and_a_29th_in_leap_years_only() -> None:
    rule = MarketRule(Calendar.SOLAR, (9, 0))
    assert next_markets(rule, date(2027, 2, 21), 1) == (date(2027, 3, 9),)
    assert next_markets(rule, date(2028, 2, 21), 1) == (date(2028, 2, 29),)


def test_lunar_days_are_lunar_days_over_the_new_year() -> None:
    """Lunar new year 2027 is 6 February; the last lunar month before it has 30 days or 29."""
    days = next_markets(LUNAR_147, date(2027, 2, 1), 3)
    lunar = [LunarDate.from_solar(day) for day in days]
    assert [(d.year, d.month, d.day) for d in lunar] == [(2026, 12, 27), (2027, 1, 1), (2027, 1, 4)]
    assert days[1] == date(2027, 2, 6)


def test_a_leap_month_has_its_markets_too() -> None:
    """2028 has a leap fifth month."""
    days = next_markets(LUNAR_147, date(2028, 5, 24), 30)
    leap = [d for d in days if LunarDate.from_solar(d).leap]
    assert [LunarDate.from_solar(d).day for d in leap] == [1, 4, 7, 11, 14, 17, 21, 24, 27]


def test_a_month_of_29_days_goes_straight_on_to_the_first() -> None:
    rule = MarketRule(Calendar.LUNAR, (9, 0, 1))
    for day in next_markets(rule, date(2026, 11, 1), 60):
        following = LunarDate.from_solar(day + timedelta(days=1))
        if LunarDate.from_solar(day).day == 29 and following.day == 1:
            assert is_market(rule, day + timedelta(days=1))
            return
    raise AssertionError("no month of 29 days within two years")


def test_exceptions_are_kept() -> None:
    moved = MarketRule(
        Calendar.SOLAR, (3, 6, 9), closed=(date(2027, 2, 6),), extra=(date(2027, 2, 5),)
    )
    assert next_markets(moved, date(2027, 2, 4), 2) == (date(2027, 2, 5), date(2027, 2, 9))


def test_a_market_that_is_no_more_has_no_days() -> None:
    assert next_markets(MarketRule(Calendar.SOLAR, (3,), active=False), date(2026, 1, 1), 3) == ()


@given(
    calendar=st.sampled_from(list(Calendar)),
    endings=st.sets(st.integers(0, 9), min_size=1),
    skips=st.booleans(),
    today=st.dates(date(2020, 1, 1), date(2050, 1, 1)),
    n=st.integers(0, 12),
)
def test_days_come_in_order_and_all_of_them_are_markets(
    *, calendar: Calendar, endings: set[int], skips: bool, today: date, n: int
) -> None:
    rule = MarketRule(calendar, tuple(endings), skips)
    days = next_markets(rule, today, n)
    assert len(days) == n
    assert list(days) == sorted(set(days))
    assert all(day >= today and is_market(rule, day) for day in days)
