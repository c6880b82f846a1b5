"""Lines, cookies, pages and headers as a stranger's page or a clever name would like to have them."""

import traceback
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import typer
from aiohttp import WSServerHandshakeError
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from bot.house import House
from bot.settings import Settings
from handlers.web_passes import COOKIE, Passes
from tests.running import running_house
from tests.telegram.server import BotApi
from tests.web.page import at_the_page
from tests.web.visitor import visiting

pytest_plugins = ("tests.telegram.fixtures",)


@pytest.fixture
async def house(api: BotApi, tmp_path: Path) -> AsyncIterator[House]:
    async with running_house(api, tmp_path) as opened:
        yield opened


@pytest.mark.parametrize("origin", ["null", "http://127.0.0.1:1", "http://localhost", "file://"])
async def test_no_other_page_gets_a_line(house: House, origin: str) -> None:
    async with visiting(house.settings.url) as visitor:
        with pytest.raises(WSServerHandshakeError) as refused:
            await visitor.ws_connect("/ws", origin=origin)
        assert refused.value.status == 403


class Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "script" and not (told.get("src") or "").startswith("/"):
            self.found.append("a script in the page")
        for name, value in told.items():
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.found.append(f"{name}={value}")


@pytest.mark.parametrize("path", ["/", "/sample", "/board/511381116901", "/n/none", "/a/none"])
async def test_no_page_carries_a_script_in_its_text(house: House, path: str) -> None:
    async with visiting(house.settings.url) as visitor, visitor.get(path) as answer:
        page, policy = await answer.text(), answer.headers["Content-Security-Policy"]
    reader = Scripts()
    reader.feed(page)
    assert reader.found == []
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
    assert "default-src" in policy


def cookie(scheme: str) -> str:
    passes, answer = Passes("a secret of the tests", windows=False), Response()
    server = ("village.example", 443 if scheme == "https" else 80)
    request = Request({
        "type": "http", "scheme": scheme, "server": server, "path": "/", "headers": [],
        "query_string": b"", "method": "GET",
    })  # fmt: skip
    passes.remember(passes.session(request), request, answer)
    return answer.headers["set-cookie"]


def test_a_cookie_goes_over_a_sealed_line_only_where_there_is_one() -> None:
    plain, sealed = cookie("http"), cookie("https")
    assert sealed.startswith(COOKIE)
    for told in (plain, sealed):
        assert "HttpOnly" in told
        assert "samesite=lax" in told.lower()
    assert ("Secure" in sealed, "Secure" in plain) == (True, False)


async def test_a_name_cannot_add_headers_to_an_answer(house: House) -> None:
    """The name of a file comes back in a header: line breaks and quotes are written in hex."""
    name = 'a.pdf\r\nX-Evil: 1"; filename="b.exe'
    async with at_the_page(house.settings.url, "he-dacheng") as page:
        url = "/upload" + page.window
        asked = {"kind": "document", "name": name}
        kind = {"Content-Type": "application/pdf"}
        async with page.visitor.post(
            url, params=asked, data=b"%PDF-1.4 sample", headers=kind
        ) as got:
            assert got.status in {200, 422}, await got.text()
            assert "X-Evil" not in got.headers


def test_no_secret_is_shown_by_settings_or_by_what_goes_wrong(tmp_path: Path) -> None:
    told = Settings(
        data=tmp_path,
        telegram_token=SecretStr("42:AAsample-token-of-no-real-bot"),
        database=SecretStr("postgresql://cunbang:very-secret@db/village"),
    )
    try:
        raise RuntimeError(f"{told} {told!r} {told.model_dump()}")
    except RuntimeError:
        shown = traceback.format_exc()
    for secret in ("AAsample", "very-secret"):
        assert secret not in shown


@pytest.mark.parametrize(
    "wrong", ["postgresql://cunbang:very-secret@[db/village", "mysql://a:very-secret@b/c"]
)
def test_no_secret_is_shown_where_a_setting_is_wrong(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.plainly import settings  # noqa: PLC0415

    monkeypatch.setenv("CUNBANG_DATABASE", wrong)
    monkeypatch.setenv("CUNBANG_DATA", str(tmp_path))
    try:
        settings()
    except typer.Exit:
        assert "very-secret" not in traceback.format_exc()
