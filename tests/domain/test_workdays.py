"""Working days and office hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.workdays import (
    OFFICE_HOURS,
    add_workdays,
    add_working_hours,
    is_workday,
    known,
    working_time_between,
)

ZONE = ZoneInfo("Asia/Shanghai")
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)).map(  # noqa: DTZ001
    lambda m: m.replace(tzinfo=ZONE)
)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE)


def test_a_sunday_made_up_for_a_holiday_is_worked() -> None:
    assert is_workday(date(2025, 1, 26))
    assert not is_workday(date(2025, 1, 28))


def test_the_national_holiday_is_free_on_weekdays_too() -> None:
    assert not is_workday(date(2026, 10, 1))


def test_a_year_without_a_notice_counts_monday_to_friday() -> None:
    assert known(2026)
    assert not known(2090)
    assert [is_workday(date(2090, 1, day)) for day in range(2, 9)] == [True] * 5 + [False] * 2


def test_the_third_working_day_after_a_thursday_is_tuesday() -> None:
    assert add_workdays(date(2026, 11, 19), 3) == date(2026, 11, 24)
    assert add_workdays(date(2026, 11, 24), -3) == date(2026, 11, 19)


def test_an_office_day_has_seven_hours() -> None:
    assert OFFICE_HOURS.day_length == timedelta(hours=7)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        (at(23, 8, 30), 4, at(23, 14, 30)),
        (at(23, 13), 3.5, at(23, 17, 30)),
        (at(23, 16), 4, at(24, 11)),
        (at(20, 17), 4, at(23, 12)),
        (at(22, 3), 4, at(23, 14, 30)),
        (at(22, 3), 0, at(22, 3)),
    ],
)
def test_working_hours_skip_noon_nights_and_weekends(
    start: datetime, hours: float, end: datetime
) -> None:
    assert add_working_hours(start, hours) == end


def test_a_weekend_holds_no_working_time() -> None:
    assert working_time_between(at(20, 17, 30), at(23, 8, 30)) == timedelta()
    assert working_time_between(at(20, 17), at(23, 9)) == timedelta(hours=1)
    assert working_time_between(at(23, 9), at(20, 17)) == timedelta()


def test_moments_of_another_zone_are_the_same_moments() -> None:
    assert working_time_between(at(23, 9), at(23, 10).astimezone(ZoneInfo("UTC"))) == timedelta(
        hours=1
    )


@given(moments, st.floats(0.1, 60))
def test_what_is_added_is_what_lies_between(start: datetime, hours: float) -> None:
    length = timedelta(hours=hours)
    assert working_time_between(start, add_working_hours(start, length)) == length
