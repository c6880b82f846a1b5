"""Telephone numbers as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.phones import digits_in, normal_phone, phone_problem


@pytest.mark.parametrize(
    "typed",
    [
        "13800000001",
        " 138 0000 0001 ",
        "138-0000-0001",
        "138－0000—0001",
        "１３８ ００００ ０００１",
        "+86 13800000001",
        "+8613800000001",
        "008613800000001",
        "8613800000001",
    ],
)
def test_a_mobile_number_has_one_form(typed: str) -> None:
    assert normal_phone(typed) == "13800000001"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("0817-6000001", "0817-6000001"),
        ("08176000001", "0817-6000001"),
        ("(0817)600 0001", "0817-6000001"),
        ("+86 817 6000001", "0817-6000001"),
        ("02860000001", "028-60000001"),
        ("0817-60000001", "0817-60000001"),
    ],
)
def test_a_landline_keeps_its_area(typed: str, stored: str) -> None:
    assert normal_phone(typed) == stored


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("1380000000", "short"),
        ("138000000011", "long"),
        ("6000001", "short"),
        ("0817600", "short"),
        ("0817600000123", "long"),
        ("12800000001", "unknown"),
        ("26000000001", "unknown"),
        ("138oooo0001", "letters"),
        ("没得电话", "letters"),
        ("", "unknown"),
        ("13800000001", None),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong(typed: str, problem: str | None) -> None:
    assert phone_problem(typed) == problem


def test_the_talk_can_say_how_many_digits_there_were() -> None:
    assert digits_in("+86 138-0000-000") == 10


@given(st.from_regex(r"(\+86 ?)?1[3-9][0-9]{9}|0[0-9]{2,3}-?[0-9]{7,8}", fullmatch=True))
def test_a_stored_number_is_stored_the_same_again(typed: str) -> None:
    stored = normal_phone(typed)
    if stored is not None:
        assert normal_phone(stored) == stored


@given(st.text())
def test_every_text_is_a_number_or_has_a_problem(text: str) -> None:
    assert (normal_phone(text) is None) == (phone_problem(text) is not None)
