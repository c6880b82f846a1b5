"""Days and times as people type them."""

from datetime import date, time

import pytest

from domain.dates import day_meant, time_meant

TODAY = date(2026, 11, 26)  # a Thursday


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("今天", date(2026, 11, 26)),
        ("明天", date(2026, 11, 27)),
        ("大后天", date(2026, 11, 29)),
        ("Tomorrow", date(2026, 11, 27)),
        ("周五", date(2026, 11, 27)),
        ("周三", date(2026, 12, 2)),
        ("下周三", date(2026, 12, 2)),
        ("下下周一", date(2026, 12, 7)),
        ("星期天", date(2026, 11, 29)),
        ("12月10日", date(2026, 12, 10)),
        ("12-10", date(2026, 12, 10)),
        ("1月3号", date(2027, 1, 3)),
        ("2026年12月10日", date(2026, 12, 10)),
        ("2026-12-10", date(2026, 12, 10)),
        ("3号", date(2026, 12, 3)),
        ("31号", date(2026, 12, 31)),
        ("2月29日", date(2028, 2, 29)),
        ("2月30日", None),
        ("2026-02-31", None),
        ("32号", None),
        ("改天", None),
        ("", None),
    ],
)
def test_a_day_is_understood_or_not_guessed(said: str, day: date | None) -> None:
    assert day_meant(said, TODAY) == day


@pytest.mark.parametrize(
    ("said", "clock"),
    [
        ("9:05", time(9, 5)),
        ("14：30", time(14, 30)),
        ("九点半", time(9, 30)),
        ("9点", time(9)),
        ("下午3点", time(15)),
        ("晚上七点半", time(19, 30)),
        ("下午2:30", time(14, 30)),
        ("十点一刻", time(10, 15)),
        ("十二点", time(12)),
        ("早上8点20分", time(8, 20)),
        ("二十点", time(20)),
        ("25:00", None),
        ("9:75", None),
        ("一会儿", None),
        ("", None),
    ],
)
def test_a_time_is_understood_or_not_guessed(said: str, clock: time | None) -> None:
    assert time_meant(said) == clock
