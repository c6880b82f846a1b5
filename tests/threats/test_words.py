"""What people write stays words: in sentences, calendars, papers and patterns."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from docx import Document
from icalendar import Calendar

import bot
import conversations
import domain
import handlers
import papers
import storage
from conversations.words import say, verbatim
from domain.meetings.minutes import MinutesSheet
from papers.calendar_duty import Duty
from papers.calendar_file import calendar_file
from papers.minutes import _specimen, minutes_document
from tests.village import HOUSE, world

ROOMS = (bot, conversations, domain, handlers, papers, storage)
LONG = 4_000
"""Signs of one message: more comes through no door (Telegram cuts, the page refuses)."""
HOSTILE = [
    *(sign * LONG for sign in "a1 没不(\n{-"),
    "1" * LONG + "x",
    " " * LONG + "x",
    "没着火吧" * (LONG // 4),
    "a@" * (LONG // 2),
    "http://" + "a." * (LONG // 2),
    "(" * (LONG // 2) + ")" * (LONG // 2),
]
MOST = 0.5
"""Seconds for two tries; the slowest takes a fifth of that on a loaded machine."""


def modules() -> Iterator[str]:
    for room in ROOMS:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if ".migrations" not in found.name:
                yield found.name


def patterns() -> dict[str, re.Pattern[str]]:
    """Those with a name, and those that stand where they are used."""
    found: dict[str, re.Pattern[str]] = {}
    for name in modules():
        module = importlib.import_module(name)
        for value in vars(module).values():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                found[value.pattern] = value
        assert module.__file__
        for written in in_place(Path(module.__file__)):
            found.setdefault(written, re.compile(written))
    return found


def in_place(file: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(file.read_text())):
        if isinstance(call, ast.Call) and ast.unparse(call.func).startswith("re.") and call.args:
            match call.args[0]:
                case ast.Constant(value=str(written)):
                    yield written


def test_no_pattern_takes_long_whatever_is_written() -> None:
    """As much as one can send, each sign chosen to send a careless pattern back and forth."""
    every = patterns()
    assert len(every) > 30
    slow = []
    for written, pattern in every.items():
        for hostile in HOSTILE:
            begun = perf_counter()
            pattern.search(hostile)
            pattern.fullmatch(hostile)
            if perf_counter() - begun > MOST:
                slow.append((written, hostile[:10]))
    assert slow == []


@pytest.mark.parametrize("turn", ["\u202e", "\u2067", "\u200f"])
def test_no_name_turns_a_sentence_around(turn: str) -> None:
    told = say("{name}请您回电：{phone}。", name=verbatim(f"李{turn}四"), phone=f"138{turn}0")
    assert world().tongue("zh").render(told) == "李四请您回电：1380。"


def test_a_title_cannot_add_lines_to_a_calendar() -> None:
    now = datetime(2026, 11, 27, 8, tzinfo=UTC)
    evil = "值班\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:假的"
    made = calendar_file(evil, [Duty("1", now, now, evil, evil, evil, 0)], now)
    read = Calendar.from_ical(made)
    (event,) = read.walk("VEVENT")
    assert str(event["summary"]) == " ".join(evil.splitlines())
    assert str(event["description"]) == evil.replace("\r", "")


def test_braces_in_a_name_are_not_filled_in() -> None:
    evil = "{{ 7*7 }}{% for x in y %}<w:p/>"
    sheet: MinutesSheet = _specimen()
    written = BytesIO(
        minutes_document(
            HOUSE / "catalogue" / "templates" / "minutes.docx",
            type(sheet)(**{**{f: getattr(sheet, f) for f in sheet.__slots__}, "topic": evil}),
        )
    )
    text = "\n".join(p.text for p in Document(written).paragraphs)
    tables = "\n".join(c.text for t in Document(written).tables for r in t.rows for c in r.cells)
    assert evil in text + tables
    assert "49" not in text + tables
