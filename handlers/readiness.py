"""Whether this process should be sent visitors, for whoever shares them out."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

PATIENCE = 2.0
"""Seconds within which the records have to answer."""
Ready = Callable[[], Awaitable[bool]]


def readiness_route(ready: Ready) -> Route:
    """`/health` says that the process lives; this says that it can work."""

    async def tell(_request: Request) -> Response:
        try:
            async with asyncio.timeout(PATIENCE):
                well = await ready()
        except Exception:  # noqa: BLE001  # whatever it is, others should serve meanwhile
            well = False
        return PlainTextResponse("ready" if well else "not ready", 200 if well else 503)

    return Route("/ready", tell)
