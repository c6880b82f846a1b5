"""Strangers' pages, markup in words, files with clever names."""

import ast
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.house import House
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.village import HOUSE
from tests.web.page import at_the_page
from tests.web.visitor import visiting

pytest_plugins = ("tests.telegram.fixtures",)
MARKUP = "<img src=x onerror=alert(1)><b>粗</b> [链](http://x) *斜* &lt;"
"""Shown as it is written."""


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with running_house(api, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
async def test_an_upload_from_another_page_is_refused(house: House, origin: str) -> None:
    """Also where a browser would hand over the cookie."""
    async with at_the_page(house.settings.url) as page:
        url, kind = "/upload?kind=photo&name=x.jpg", {"Content-Type": "image/jpeg"}
        own = {"Origin": house.settings.url}
        async with page.visitor.post(url, data=b"\xff\xd8\xff", headers=kind | own) as answer:
            assert answer.status != 403
        foreign = {"Origin": origin}
        async with page.visitor.post(url, data=b"\xff\xd8\xff", headers=kind | foreign) as answer:
            assert answer.status == 403


async def test_markup_in_words_is_shown_and_never_run(house: House) -> None:
    """The page sets words as text, and its policy lets no script run that stands in a page."""
    script = (HOUSE / "handlers" / "page").rglob("*.js")
    written = "\n".join(path.read_text() for path in script)
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in written
    async with visiting(house.settings.url) as visitor, visitor.get("/") as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    async with at_the_page(house.settings.url, "he-dacheng") as page:
        await page.says(MARKUP)
        assert (await page.sees(""))["text"]


async def test_nothing_is_ever_sent_with_a_parse_mode(api: BotApi, house: House) -> None:
    """Neither in what was sent in a talk full of markup, nor anywhere in the door."""
    assert house
    person = Phone(api, 7, MARKUP[:40])
    await person.says(MARKUP)
    await person.presses("同意，开始")
    await person.sees("您是哪个乡镇")
    assert all("parse_mode" not in call.params for call in api.calls)
    for file in (HOUSE / "handlers" / "telegram").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            assert not (isinstance(node, ast.keyword) and node.arg == "parse_mode"), file


@pytest.mark.parametrize(
    "name", ["../../web.key", "..%2f..%2fweb.key", "a\r\nX-Evil: 1.pdf", "/etc/passwd"]
)
async def test_a_name_with_dots_leads_nowhere(house: House, name: str) -> None:
    """Neither in what is asked for nor in what is sent: a file lies under its hash."""
    kind = {"Content-Type": "application/pdf"}
    async with at_the_page(house.settings.url, "he-dacheng") as page:
        for path in (f"/page/{quote(name)}", f"/files/{quote(name)}", f"/page/..%2f{quote(name)}"):
            async with page.visitor.get(path) as answer:
                assert answer.status == 404, path
        url = f"/upload?kind=document&name={quote(name)}{page.window.replace('?', '&')}"
        async with page.visitor.post(url, data=b"%PDF-1.4", headers=kind) as answer:
            assert answer.status in {200, 422}
            assert "X-Evil" not in answer.headers
    store = house.settings.data / "files"
    kept = [path for path in store.rglob("*") if path.is_file()]
    assert all(path.name.startswith(path.parent.name) for path in kept)
    own = {
        "web.key",
        "personal.keys",
        "cunbang.sqlite",
        "cunbang.sqlite-wal",
        "cunbang.sqlite-shm",
        "files",
    }
    assert {path.name for path in house.settings.data.iterdir()} <= own
