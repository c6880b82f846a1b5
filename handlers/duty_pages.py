"""The private address under which a phone's calendar asks for somebody's duties."""

from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

Feed = Callable[[str], Awaitable[bytes | None]]
LONGEST = 64
"""Signs of a key; a longer one is nobody's."""


def duty_routes(feed: Feed) -> tuple[BaseRoute, ...]:
    async def calendar(request: Request) -> Response:
        key = request.path_params["key"]
        found = await feed(key) if len(key) <= LONGEST else None
        if found is None:
            return PlainTextResponse("没有这个日历，地址可能换过了。", 404)
        headers = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
        return Response(found, media_type="text/calendar; charset=utf-8", headers=headers)

    return (Route("/duty/{key}.ics", calendar),)
