"""A door that is really open: uvicorn on a free port of this machine, in the test's own loop."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import uvicorn
from starlette.types import ASGIApp

from handlers.web import Seats, web_door
from tests.web.pretend_village import PretendVillage, SamplePeople

SECRET = "a secret of the tests"


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


@pytest.fixture
async def door(village: PretendVillage) -> AsyncIterator[str]:
    async with door_of(village) as url:
        yield url


@pytest.fixture
async def sample_door(village: PretendVillage) -> AsyncIterator[str]:
    async with door_of(village, SamplePeople()) as url:
        yield url
