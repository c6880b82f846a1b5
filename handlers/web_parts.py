"""A kept file in an answer: whole, or the part that was asked for, as phones do with sound and film."""

import re
from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from handlers.outgoing import Content

PART = re.compile(r"bytes=(\d{0,12})-(\d{0,12})", re.ASCII)


def in_parts(request: Request, content: Content, mime: str, headers: Mapping[str, str]) -> Response:
    """RFC 9110, 14: one range; whatever else is asked for gets the whole."""
    size = content.size
    asked = PART.fullmatch(request.headers.get("range", ""))
    start, stop = _part(asked, size) if asked else (0, size)
    told = {**headers, "Accept-Ranges": "bytes", "Content-Length": str(max(0, stop - start))}
    if not asked or not any(asked.groups()):
        return StreamingResponse(content.stream(), headers=told, media_type=mime)
    if start >= stop:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{size}"})
    told["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    return StreamingResponse(content.stream(start, stop), 206, told, mime)


def _part(asked: re.Match[str], size: int) -> tuple[int, int]:
    """First byte, and the one after the last."""
    first, last = asked.groups()
    if not first:
        return max(0, size - int(last)) if last else 0, size
    return int(first), min(size, int(last) + 1) if last else size
