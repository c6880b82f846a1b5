"""A sample village whose door another city system has come to."""

from collections.abc import AsyncIterator

import pytest

from tests.open311.city_system import System, connected
from tests.village import Village


@pytest.fixture
def village() -> Village:
    return Village()


@pytest.fixture
async def hotline(village: Village) -> AsyncIterator[System]:
    async with connected(village) as system:
        yield system
