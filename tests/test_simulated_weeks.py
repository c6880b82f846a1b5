"""Some weeks of a village, tick by tick; the whole year is `python -m benchmarks.simulated_year`."""

from datetime import date, timedelta

import pytest

from tests.year import Life, what_the_clock_said


@pytest.mark.slow
def test_a_week_over_a_holiday_everything_is_said_at_its_moment_and_nothing_else() -> None:
    life = Life(
        date(2026, 9, 28), date(2026, 10, 5), requests=8, issues=5, meetings=1, activities=1
    )
    life.run(timedelta(minutes=15), hours=(6, 22))
    found = what_the_clock_said(life)
    assert found.wrong == ()
    assert found.shifts == 8
    assert found.reminders >= 10
