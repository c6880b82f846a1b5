"""What people may enter as names, words and places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.entry import (
    LANGZHONG,
    Box,
    NameProblem,
    WordsProblem,
    clean_name,
    clean_words,
    in_city,
)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        (" 样例王秀英 ", "样例王秀英"),
        ("𠮷", "𠮷"),
        ("\U000323af", "\U000323af"),
        ("阿布都•热合曼", "阿布都·热合曼"),
        ("Jane   Sample", "Jane Sample"),
        ("样例\u3000王秀英", "样例 王秀英"),
        ("\u202e王\u200b秀英", "王秀英"),
    ],
)
def test_a_name_is_kept_as_it_is_written(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", NameProblem.EMPTY),
        ("\u200b", NameProblem.EMPTY),
        ("😊🌹", NameProblem.NO_LETTERS),
        ("……", NameProblem.NO_LETTERS),
        ("13800000001", NameProblem.DIGITS),
        ("王" * 31, NameProblem.LONG),
        ("王\x00英", NameProblem.CONTROL),
        ("王\n英", NameProblem.CONTROL),
    ],
)
def test_what_is_no_name_is_told_apart(typed: str, problem: NameProblem) -> None:
    assert clean_name(typed) is problem


def test_words_lose_what_cannot_be_seen_and_keep_their_lines() -> None:
    assert clean_words("  一\x00行\r\n\n\n\n二\u202e行\t好 ", 20) == "一行\n\n二行 好"
    assert clean_words("👨‍👩‍👧 一家人", 20) == "👨‍👩‍👧 一家人"


def test_too_many_words_and_none_are_told_apart() -> None:
    assert clean_words("字" * 10_000, 500) is WordsProblem.LONG
    assert clean_words("\u200d \x07", 500) is WordsProblem.EMPTY


def test_paris_is_not_in_the_city() -> None:
    assert in_city(31.56, 105.97)
    assert not in_city(48.85, 2.35)
    assert not in_city(float("nan"), 105.97)
    assert in_city(48.85, 2.35, Box(south=48, north=49, west=2, east=3))
    assert in_city(LANGZHONG.south, LANGZHONG.west)


@given(st.text())
def test_a_clean_name_stays_clean(text: str) -> None:
    name = clean_name(text)
    if not isinstance(name, NameProblem):
        assert clean_name(name) == name


@given(st.text())
def test_clean_words_stay_clean(text: str) -> None:
    words = clean_words(text, 100)
    if not isinstance(words, WordsProblem):
        assert clean_words(words, 100) == words
        assert words.encode().decode() == words
