"""Some weeks of a village, tick by tick; the whole year is `python -m benchmarks.simulated_year`."""

from datetime import date, timedelta

import pytest

from tests.year import Life, what_the_clock_said


@pytest.mark.slow
def test_two_weeks_over_a_holiday_everything_is_said_at_its_moment_and_nothing_else() -> None:
    life = Life(
        date(2026, 9, 24), date(2026, 10, 7), requests=12, issues=8, meetings=3, activities=3
    )
    life.run(timedelta(minutes=15), hours=(6, 22))
    found = what_the_clock_said(life)
    assert found.wrong == ()
    assert found.shifts == 14
    assert found.reminders > 30
