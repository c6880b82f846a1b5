"""Files at the web door: taken in as a stream with a limit, given out only to their reader."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from urllib.parse import quote

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from conversations.messages import FileKind
from handlers.web_parts import in_parts
from handlers.web_passes import Passes, same_house
from handlers.web_ports import FileRefused, Files
from handlers.web_words import FILE_LOST, FILM_TOO_BIG, STRANGER, TOO_BIG, UNCLEAR, Sentence

log = structlog.get_logger(__name__)

BIGGEST = 20 * 1024 * 1024
"""Bytes; also what a Telegram bot may fetch, so that both doors agree."""
LONGEST = 600
"""Seconds that a sound or a film may claim to last."""


class TooBigError(Exception):
    """The stream went past the limit."""


@dataclass(frozen=True, slots=True)
class FileCounter:
    files: Files
    passes: Passes
    biggest: int = BIGGEST

    async def take(self, request: Request) -> Response:
        address = self.passes.address(request)
        if address is None or not _from_our_page(request):
            return _sorry(request, 403, STRANGER)
        kind = request.query_params.get("kind")
        if kind not in {kind.value for kind in FileKind}:
            return _sorry(request, 400, UNCLEAR)
        too_big = FILM_TOO_BIG if kind == FileKind.VIDEO.value else TOO_BIG
        if _announced(request) > self.biggest:
            return _sorry(request, 413, too_big)
        try:
            return await self._keep(address, request)
        except TooBigError:
            return _sorry(request, 413, too_big)
        except FileRefused as refusal:
            return _sorry(request, 422, refusal.sentence)
        except ClientDisconnect:
            log.info("the line broke during an upload", address=address)
            return _sorry(request, 400, FILE_LOST)

    async def _keep(self, address: str, request: Request) -> Response:
        ask = request.query_params
        mime = request.headers.get("content-type", "")[:100]
        stream = self._limited(request.stream())
        kept = await self.files.keep(address, ask["kind"], ask.get("name", "")[:120], mime, stream)
        file = replace(kept, seconds=_seconds(ask.get("seconds", "")))
        return JSONResponse({"file": self.passes.upload(address, file)})

    async def _limited(self, stream: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        left = self.biggest
        async for chunk in stream:
            left -= len(chunk)
            if left < 0:
                raise TooBigError
            if chunk:
                yield chunk

    async def give(self, request: Request) -> Response:
        address = self.passes.address(request)
        number = int(request.path_params["number"])
        found = await self.files.open(address, number) if address else None
        if found is None:
            return Response(status_code=404)
        content, mime, name = found
        shown = "inline" if shown_in_page(mime) else "attachment"
        return in_parts(
            request,
            content,
            mime or "application/octet-stream",
            {
                "Content-Disposition": f"{shown}; filename*=utf-8''{quote(name or str(number))}",
                "Cache-Control": "private, max-age=86400",
                # Should anyone open it as a page of its own, it may do nothing.
                "Content-Security-Policy": "default-src 'none'; sandbox",
            },
        )


def shown_in_page(mime: str) -> bool:
    """Pictures, sound and film; an SVG can carry scripts and is handed over as a download."""
    kind = mime.partition("/")[0]
    return kind in {"image", "audio", "video"} and not mime.startswith("image/svg")


def _from_our_page(request: Request) -> bool:
    """Browsers say where a request comes from; what is no browser carries nobody's cookie."""
    return "origin" not in request.headers or same_house(request)


def _announced(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isdecimal() else 0


def _seconds(told: str) -> int:
    """As the page measured it; nonsense counts as not measured."""
    return min(int(told), LONGEST) if told.isdecimal() and len(told) < 10 else 0


def _sorry(request: Request, status: int, sentence: Sentence) -> Response:
    language = request.headers.get("accept-language", "")
    return JSONResponse({"why": sentence.to(language)}, status)
