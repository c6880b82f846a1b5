"""What others may see of names and numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.masking import (
    has_id_number,
    hide_numbers,
    is_card_number,
    is_id_number,
    mask_id,
    mask_name,
    mask_phone,
)

GOOD = "511381195001010015"
GOOD_X = "51138119620315402X"
CARD = "6222020000000000003"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王秀英", "王*英"),
        ("王秀", "王*"),
        ("王", "*"),
        ("欧阳秀英", "欧**英"),
        ("阿布都·热合曼", "阿***曼"),
        ("Jane Sample", "J***e"),
        ("", "*"),
    ],
)
def test_a_name_shows_its_ends(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("13812345678", "138****5678"),
        ("0817-6000001", "0817-****001"),
        ("028-60000001", "028-****0001"),
        ("110", "****"),
    ],
)
def test_a_phone_shows_its_ends(phone: str, shown: str) -> None:
    assert mask_phone(phone) == shown


def test_an_identity_number_shows_its_ends() -> None:
    assert mask_id(GOOD_X) == "5113**********402X"
    assert mask_id("12345") == "*****"


def test_check_digits_are_kept() -> None:
    assert is_id_number(GOOD)
    assert is_id_number(GOOD_X)
    assert is_id_number(GOOD_X.lower())
    assert not is_id_number(GOOD[:-1] + "6")
    assert not is_id_number(GOOD_X[:-1] + "1")


def test_a_day_that_never_was_is_no_birthday() -> None:
    assert not any(is_id_number(f"51138119500230001{check}") for check in "0123456789X")


@pytest.mark.parametrize(
    ("said", "left"),
    [
        (f"我的号{GOOD}。", "我的号5113**********0015。"),
        (f"{GOOD_X.lower()}", "5113**********402X"),
        ("5113 8119 5001 0100 15", "5113**********0015"),
        ("511381-19500101-0015", "5113**********0015"),
        ("".join(chr(ord(c) + 0xFEE0) for c in GOOD_X), "5113**********402X"),
        (f"13800000001 {GOOD} 13800000002", "13800000001 5113**********0015 13800000002"),
        (f"{GOOD},{GOOD_X}", "5113**********0015,5113**********402X"),
    ],
)
def test_identity_numbers_are_hidden_where_they_stand(said: str, left: str) -> None:
    assert has_id_number(said)
    assert hide_numbers(said) == left


def test_bank_cards_are_hidden_too() -> None:
    card = next(c for c in (CARD[:-1] + str(d) for d in range(10)) if is_card_number(c))
    assert hide_numbers(f"卡号{card}") == f"卡号6222***********{card[-4:]}"


@pytest.mark.parametrize("said", ["DB-20261123-0007", "13800000001", "511381116001", GOOD + "1234"])
def test_other_numbers_stay(said: str) -> None:
    assert hide_numbers(said) == said


letters = st.text(st.characters(categories=("Lo", "Lu", "Ll")), min_size=1, max_size=30)


@given(letters)
def test_a_masked_name_never_shows_the_whole(name: str) -> None:
    assert "*" in mask_name(name)
    assert name not in mask_name(name)


@given(st.from_regex(r"1[3-9][0-9]{9}|0[0-9]{3}-[0-9]{7,8}", fullmatch=True))
def test_a_masked_phone_never_shows_the_whole(phone: str) -> None:
    assert phone not in mask_phone(phone)
    assert "****" in mask_phone(phone)


@given(st.text() | st.text("0123456789X -", max_size=60))
def test_nothing_is_left_to_hide_after_hiding(text: str) -> None:
    assert not has_id_number(hide_numbers(text))
