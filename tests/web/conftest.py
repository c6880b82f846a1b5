"""A door that is really open: uvicorn on a free port of this machine, in the test's own loop; and a phone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
import uvicorn
from playwright.async_api import Browser, Page, async_playwright
from starlette.types import ASGIApp

from bot.web_files import WebFiles
from handlers.web import Seats, web_door
from tests.keys import store_in
from tests.village import Village, world
from tests.web.browser import FLAGS, chromium, note_policy
from tests.web.pretend_village import PretendVillage, SamplePeople

HERE = Path(__file__).parent
SECRET = "a secret of the tests"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser belongs to the loop that started it; for it to serve every test here, all share one."""
    one_loop = pytest.mark.asyncio(loop_scope="session")
    for test in items:
        if test.path.parent == HERE and pytest_asyncio.is_async_test(test):
            test.add_marker(one_loop, append=False)


@asynccontextmanager
async def opened(app: ASGIApp) -> AsyncIterator[str]:
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="warning", lifespan="off", ws="websockets-sansio"
    )
    server = uvicorn.Server(config)
    config.load()
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.force_exit = True
        await server.shutdown()


@asynccontextmanager
async def door_of(village: PretendVillage, seats: Seats | None = None) -> AsyncIterator[str]:
    async with opened(web_door(village.hear, village, village, seats, SECRET)) as url:
        yield url


@pytest.fixture
def village(tmp_path: Path) -> PretendVillage:
    return PretendVillage(folder=tmp_path)


@pytest_asyncio.fixture(loop_scope="session")
async def door(village: PretendVillage) -> AsyncIterator[str]:
    async with door_of(village) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def keeping_door(village: PretendVillage, tmp_path: Path) -> AsyncIterator[str]:
    """Files go into a real store, all else into the pretended village."""
    house = Village()
    files = WebFiles(house.records, store_in(tmp_path), world().catalogue, lambda: house.now)
    async with opened(web_door(village.hear, village, files, None, SECRET)) as url:
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def sample_door(village: PretendVillage) -> AsyncIterator[str]:
    async with door_of(village, SamplePeople()) as url:
        yield url


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Started once: what a test sees and leaves behind is in a context of its own."""
    executable = chromium()
    async with async_playwright() as play:
        browser = await play.chromium.launch(executable_path=executable, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def phone(browser: Browser) -> AsyncIterator[Page]:
    """360 px wide; fails the test on any error of the page, also one of its security policy."""
    context = await browser.new_context(
        viewport={"width": 360, "height": 740},
        device_scale_factor=2,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        has_touch=True,
        permissions=["geolocation", "microphone"],
        geolocation={"latitude": 31.55, "longitude": 105.97},
    )
    page = await context.new_page()
    page.set_default_timeout(8000)
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda said: note_policy(said.text, troubles))
    yield page
    await context.close()
    assert troubles == []
