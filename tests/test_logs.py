"""The log helps an engineer and tells nothing of people."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import log_to_stderr, veiled


@pytest.fixture(autouse=True)
def _log() -> Iterator[None]:
    before = logging.root.handlers, logging.root.level
    yield
    structlog.reset_defaults()
    logging.root.handlers, logging.root.level = before


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ("电话13800000003，", "电话<phone>，"),
        ("51138119500101123X 办证", "<identity number> 办证"),
        (
            "https://api.telegram.org/bot42:AAsample-token-of-no-real-bot/getMe",
            "https://api.telegram.org/bot<token>/getMe",
        ),
        (
            "postgresql://cunbang:very-secret@db/village",
            "postgresql://cunbang:<password>@db/village",
        ),
        ("+8613800000003 或 138-0000-0003 或 138 0000 0003", "<phone> 或 <phone> 或 <phone>"),
        ("0817-1234567", "<phone>"),
        ("511381900101123 的证", "<identity number> 的证"),
        ("host=db password=very-secret dbname=x", "host=db password=<password> dbname=x"),
        ("letter 1380000000 of 2026-11-27", "letter 1380000000 of 2026-11-27"),
        ("telegram:42:500000001", "telegram:42:500000001"),
    ],
)
def test_what_belongs_to_people_or_opens_doors_is_masked(told: str, written: str) -> None:
    assert veiled(told) == written


def test_lines_of_one_chat_are_found_together() -> None:
    first, again, other = veiled("telegram:7"), veiled("chat telegram:7!"), veiled("telegram:8")
    assert first in again
    assert len({first, other, "telegram:7"}) == 3
    assert "abc" not in veiled("web:abcdefghijklmnopqrst:22-0001")
    assert veiled("web:abcdefghijklmnopqrst:22-0001").endswith(":22-0001")


def lines(told: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in told.splitlines()]


def test_a_line_is_json_and_an_error_is_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr("info")
    log = structlog.get_logger()
    try:
        raise ValueError("13800000003 telegram:7")
    except ValueError:
        log.exception(
            "odd",
            address="web:abcdefghijklmnop",
            many=["13800000003", 7],
            about={"p": "13800000003"},
        )
    log.debug("unheard")
    (line,) = lines(capsys.readouterr().err)
    assert (line["event"], line["level"]) == ("odd", "error")
    assert "ValueError" in str(line["exception"])
    assert "13800000003" not in str(line)
    assert "telegram:7" not in str(line)
    assert "abcdefgh" not in str(line)


def test_other_libraries_speak_by_the_same_line(capsys: pytest.CaptureFixture[str]) -> None:
    log_to_stderr("info")
    logging.getLogger("aiohttp.client").warning("cannot reach %s", "https://x:pw123@example.cn")
    logging.getLogger("aiohttp.client").info("unheard")
    try:
        raise OSError("13800000003")
    except OSError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    first, second = lines(capsys.readouterr().err)
    assert (first["logger"], first["level"]) == ("aiohttp.client", "warning")
    assert "pw123" not in str(first)
    assert "Traceback" in str(second)
    assert "13800000003" not in str(second)
