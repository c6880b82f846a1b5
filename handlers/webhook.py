"""Where Telegram brings its updates. It brings again whatever is not answered with 200."""

import hmac
import json
from collections.abc import Callable

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from conversations.messages import Hear
from handlers.incoming import Came

log = structlog.get_logger()
SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header
MOST = 1024 * 1024
"""Bytes of one update; the longest there are have some 20,000."""


class TooMuch(Exception):  # noqa: N818
    """The body goes past the limit."""


class Webhook:
    """Says 200 only once an update is on record; then the answer also ends a button's spinning."""

    def __init__(self, secret: str, hear: Hear) -> None:
        self._secret, self._hear = secret.encode(), hear
        self.read: Callable[[object], Came] | None = None
        """How an update is understood; None until the channel's library has been read."""

    def route(self, path: str) -> Route:
        return Route(path, self.take, methods=["POST"])

    async def take(self, request: Request) -> Response:
        said = request.headers.get(SECRET, "").encode()
        if not hmac.compare_digest(said, self._secret):
            return Response(status_code=403)
        if self.read is None:
            return Response(status_code=503)
        try:
            told = json.loads(await _body(request))
        except TooMuch:
            return Response(status_code=413)
        except (ValueError, RecursionError, ClientDisconnect):
            return Response(status_code=400)
        return await self._on_record(self.read(told))

    async def _on_record(self, came: Came) -> Response:
        try:
            await self._hear([came.event] if came.event else [])
        except Exception as error:  # noqa: BLE001  # whatever it is, the update has to come again
            log.warning("update_not_on_record", number=came.number, why=type(error).__name__)
            return Response(status_code=503)
        if not came.tap:
            return Response(status_code=200)
        return JSONResponse({"method": "answerCallbackQuery", "callback_query_id": came.tap})


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST:
            raise TooMuch
    return bytes(body)
