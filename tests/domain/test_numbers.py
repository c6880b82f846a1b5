"""The numbers requests go by."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.numbers import looks_like_number, request_number

SEVENTH = "DB-20261123-0007"


def test_the_seventh_request_of_a_day_has_its_number() -> None:
    assert request_number("DB", date(2026, 11, 23), 7) == SEVENTH


@pytest.mark.parametrize(
    "typed",
    [
        SEVENTH,
        "db202611230007",
        "ＤＢ－２０２６１１２３－０００７",
        "db 20261123 0007",
        "我的 db-20261123—0007 办好没得",
    ],
)
def test_a_number_is_known_however_it_is_typed(typed: str) -> None:
    assert looks_like_number(typed) == SEVENTH


@pytest.mark.parametrize("typed", ["你好", "DB-20261323-0007", "20261123-0007", "13800000001", ""])
def test_other_words_are_no_number(typed: str) -> None:
    assert looks_like_number(typed) is None


@given(st.dates(date(1900, 1, 1)), st.integers(0, 999_999))
def test_every_number_is_recognised(day: date, n: int) -> None:
    number = request_number("DB", day, n)
    assert looks_like_number(number.lower().replace("-", "")) == number
