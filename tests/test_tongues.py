"""What people read in their own language: sentences, days and moments."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.tongues import lunar_day, tongues
from conversations.words import LIST, lines, say, verbatim
from domain.names import Name
from scripts import words
from tests.village import HOUSE, ZONE, sample, world

HAN = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef]+")
CHINESE, ENGLISH = world().tongues["zh"], world().tongues["en"]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with one room and two sentences, one of which has its English."""
    for room in words.ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "bot" / "hello.py").write_text('say("您好，{name}")\nsay("再见")\n', "utf-8")
    list(words.update(tmp_path))
    return tmp_path


def mended(house: Path, chinese: str, english: str) -> None:
    file = house / words.ENGLISH
    old = f'msgid "{chinese}"\nmsgstr ""'
    assert old in file.read_text("utf-8")
    new = f'msgid "{chinese}"\nmsgstr "{english}"'
    file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def test_every_sentence_has_its_english_with_the_same_gaps() -> None:
    assert list(words.faults()) == []


def test_a_sentence_without_english_is_named(house: Path) -> None:
    assert [f for f in words.faults(house) if f.endswith("no English for: 再见")]


def test_a_gap_lost_in_translation_is_named(house: Path) -> None:
    mended(house, "您好，{name}", "Hello, {nmae}")
    mended(house, "再见", "Bye {")
    faults = list(words.faults(house))
    assert len(faults) == 2
    assert all("gaps" in fault for fault in faults)


def test_a_change_of_the_chinese_keeps_the_rest_and_drops_what_is_no_longer_said(
    house: Path,
) -> None:
    mended(house, "您好，{name}", "Hello, {name}")
    mended(house, "再见", "Bye")
    (house / "bot" / "hello.py").write_text('say("再见")\nsay("回见")\n', "utf-8")
    assert any("sentences of the code" in fault for fault in words.faults(house))
    assert list(words.update(house)) == []
    english = words.translations((house / words.ENGLISH).read_text("utf-8"))
    assert english == {"再见": "Bye"}
    assert [f for f in words.faults(house) if f.endswith("no English for: 回见")]


def test_a_sentence_put_together_in_code_is_refused(house: Path) -> None:
    (house / "bot" / "hello.py").write_text('say("您好" + name)\n', "utf-8")
    before = (house / words.ENGLISH).read_text("utf-8")
    assert [f for f in words.update(house) if f.startswith("bot/hello.py:1:")]
    assert (house / words.ENGLISH).read_text("utf-8") == before


def english_sentences() -> dict[str, str]:
    return words.translations((HOUSE / words.ENGLISH).read_text("utf-8"))


def test_english_sentences_have_no_chinese_sign() -> None:
    assert [text for text in english_sentences().values() if HAN.search(text)] == []


def test_english_quotes_a_button_as_the_button_is_written() -> None:
    """`请按“就这些”` names the button ✅ 就这些, and so must its English."""
    english = english_sentences()
    labels = {bare(chinese): bare(label) for chinese, label in english.items()}
    wrong = [
        (chinese, text)
        for chinese, text in english.items()
        for quoted in re.findall("“([^“”{}]+)”", chinese)
        if quoted in labels | english and f'"{english.get(quoted, labels.get(quoted))}"' not in text
    ]
    assert wrong == []


def bare(label: str) -> str:
    """A label without the picture before it."""
    return re.sub(r"^[^\w\s]+ ", "", label)


def test_menu_labels_keep_their_digits() -> None:
    items = {zh: en for zh, en in english_sentences().items() if re.match(r"\d [^{]", zh)}
    assert len(items) >= 9
    assert all(zh[:2] == en[:2] for zh, en in items.items())


def own_words() -> Iterator[str]:
    """What stays Chinese for everybody: names of people and places, and quoted rules."""
    loaded = sample()
    yield from (person.name for person in loaded.sample_people)
    yield loaded.city.handler
    for village in loaded.city.villages.values():
        yield from (village.office, village.tour.where)
    yield from (c.source for c in loaded.catalogue.certificates.values())
    yield "您看哪种字？"
    yield "中文"


def test_a_whole_talk_in_english_has_no_chinese_but_names() -> None:
    talk = (HOUSE / "tests" / "talks" / "english.txt").read_text("utf-8")
    assert len(talk.splitlines()) > 150
    known = sorted(filter(None, own_words()), key=len, reverse=True)
    for line in read_in_english(talk):
        rest = re.sub(r"样\*+.", "", line)
        for own in known:
            rest = rest.replace(own, "")
        assert not HAN.search(rest), line


def read_in_english(talk: str) -> Iterator[str]:
    """What is read in a transcript by those who read English at the time."""
    languages = {"= zhou-yan": "English"}
    reader = ""
    for line in talk.splitlines():
        if line.startswith("="):
            reader = line
        elif line in {"> [中文]", "> [English]"}:
            languages[reader] = line[3:-1]
        elif line.startswith("<") and languages.get(reader) == "English":
            yield line


def test_the_catalogue_is_named_in_english_throughout() -> None:
    loaded = sample()
    city = loaded.city
    assert list(unnamed((loaded.catalogue, city.townships, city.villages))) == []


def unnamed(thing: Any) -> Iterator[str]:
    """Every name below a thing of the catalogue that has Chinese and no English."""
    if isinstance(thing, Name):
        if thing.zh and (not thing.en or HAN.search(thing.en)):
            yield thing.zh
    elif isinstance(thing, tuple):
        for part in thing:
            yield from unnamed(part)
    elif hasattr(thing, "values"):
        yield from unnamed(tuple(thing.values()))
    elif hasattr(thing, "__dataclass_fields__"):
        yield from unnamed(tuple(getattr(thing, field) for field in thing.__dataclass_fields__))


@pytest.mark.parametrize(
    ("day", "chinese", "english"),
    [
        (date(2026, 11, 25), "11月25日（周三，十月十七）", "Wed 25 Nov"),
        (date(2025, 7, 25), "7月25日（周五，闰六月初一）", "Fri 25 Jul"),
        (date(2027, 2, 5), "2月5日（周五，腊月廿九）", "Fri 5 Feb"),
        (date(2027, 2, 6), "2月6日（周六，正月初一）", "Sat 6 Feb"),
        (date(2150, 1, 1), "1月1日（周四）", "Thu 1 Jan"),
    ],
)
def test_a_day_as_one_reads_it(day: date, chinese: str, english: str) -> None:
    assert CHINESE.render(say("{day}", day=day)) == chinese
    assert ENGLISH.render(say("{day}", day=day)) == english


def test_a_moment_is_told_by_the_clock_of_the_city() -> None:
    moment = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)
    assert CHINESE.render(say("{now}", now=moment)) == "11月25日 09:05"
    assert ENGLISH.render(say("{now}", now=moment)) == "25 Nov 09:05"


def test_lunar_days_follow_one_another() -> None:
    """Every month begins with 初一 and has 29 or 30 days, leap months too."""
    day, length, named = date(2024, 2, 10), 0, lunar_day(date(2024, 2, 10))
    assert named == "正月初一"
    while day < date(2056, 12, 31):
        day, length = day + timedelta(days=1), length + 1
        if lunar_day(day).endswith("初一"):
            assert length in {29, 30}, day
            length = 0


def test_before_and_after_the_tables_there_is_no_lunar_day() -> None:
    assert lunar_day(date(1900, 1, 30)) == lunar_day(date(2101, 1, 29)) == ""
    assert lunar_day(date(1900, 1, 31)) == "正月初一"


def test_a_language_nobody_speaks_here_falls_to_chinese() -> None:
    assert world().tongue("fr", "") is CHINESE
    assert world().tongue("fr", "en") is ENGLISH


def test_without_its_file_english_stays_chinese(tmp_path: Path) -> None:
    assert tongues(tmp_path, ZONE)["en"].render(say("您的事：")) == "您的事："


def test_marks_between_parts_have_their_english_form() -> None:
    listed = lines(say("上午"), say("下午"), verbatim("王大爷"), by=LIST)
    assert CHINESE.render(listed) == "上午、下午、王大爷"
    assert ENGLISH.render(listed) == "morning, afternoon, 王大爷"
