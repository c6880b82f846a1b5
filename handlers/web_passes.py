"""Who is at the web door: signed cookies, signed windows of sample people, signed uploads."""

import re
import secrets
from collections.abc import Mapping

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import HTTPConnection
from starlette.responses import Response

from conversations.entries import pack_file, unpack_file
from conversations.messages import FileKind, FileRef

COOKIE = "cunbang"
A_YEAR = 365 * 24 * 3600
"""Seconds; counted anew at every visit."""
SESSION_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


class Passes:
    """Writes and reads what visitors carry. Whatever was not signed here counts as absent."""

    def __init__(self, secret: str, *, windows: bool) -> None:
        self._sessions = URLSafeSerializer(secret, salt="cunbang.web.session")
        self._windows = URLSafeSerializer(secret, salt="cunbang.web.window") if windows else None
        self._uploads = URLSafeSerializer(secret, salt="cunbang.web.upload")

    def address(self, visitor: HTTPConnection) -> str | None:
        """A window of a sample person goes before the cookie; a forged one is nobody's."""
        if self._windows and "w" in visitor.query_params:
            return self._window(visitor.query_params["w"])[0] or None
        session = self._session(visitor.cookies)
        return f"web:{session}" if session else None

    def seat(self, visitor: HTTPConnection) -> str:
        """The key of the sample person this window belongs to; empty for everyone else."""
        return self._window(visitor.query_params.get("w", ""))[1]

    def session(self, visitor: HTTPConnection) -> str:
        """The visitor's session, or a fresh one."""
        return self._session(visitor.cookies) or secrets.token_urlsafe(18)

    def remember(self, session: str, visitor: HTTPConnection, answer: Response) -> None:
        answer.set_cookie(
            COOKIE,
            str(self._sessions.dumps(session)),
            max_age=A_YEAR,
            httponly=True,
            samesite="lax",
            secure=visitor.url.scheme == "https",
        )

    def window(self, address: str, key: str) -> str:
        """What a sample person's window carries in its URL.

        Raises:
            LookupError: there are no sample people here.
        """
        if self._windows is None:
            raise LookupError("no sample mode")
        return str(self._windows.dumps([address, key]))

    def upload(self, address: str, file: FileRef) -> str:
        """What the page gets for an uploaded file and later sends along with its message."""
        return str(self._uploads.dumps([address, pack_file(file)]))

    def uploaded(self, address: str, token: str) -> FileRef | None:
        """The file again, if this very address uploaded it."""
        match _loads(self._uploads, token):
            case [owner, dict() as packed] if owner == address:
                return unpack_file(packed)
            # As it was signed before files had a time and a place; a page may still hold one.
            case [owner, str(source), str(kind), int(size), str(name), str(mime)] if (
                owner == address
            ):
                return FileRef(source, FileKind(kind), size, name, mime)
            case _:
                return None

    def _session(self, cookies: Mapping[str, str]) -> str:
        session = _loads(self._sessions, cookies.get(COOKIE, ""))
        known = isinstance(session, str) and SESSION_ID.fullmatch(session)
        return str(session) if known else ""

    def _window(self, token: str) -> tuple[str, str]:
        match _loads(self._windows, token):
            case [str(address), str(key)]:
                return address, key
            case _:
                return "", ""


def _loads(seal: URLSafeSerializer | None, token: str) -> object:
    if seal is None or not token:
        return None
    try:
        return seal.loads(token)
    except BadData:
        return None


def same_house(asked: HTTPConnection) -> bool:
    """The page that asks came from this very host."""
    origin = asked.headers.get("origin", "")
    return bool(origin) and origin.partition("://")[2] == asked.headers.get("host", "")
