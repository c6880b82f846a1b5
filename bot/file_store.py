"""Bytes of files, by what they are: the name of a file is the hash of its content."""

import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from domain.files import MAX_BYTES


class TooBig(Exception):  # noqa: N818
    """More than the house takes."""


class FileStore:
    """A folder of files that are never changed: written beside, then moved into place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def keep(self, stream: AsyncIterator[bytes]) -> tuple[str, int]:
        """Digest and size; nothing is kept when the stream breaks or is too long."""
        self._folder.mkdir(parents=True, exist_ok=True)
        digest, size = hashlib.sha256(), 0
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="coming-")
        try:
            with os.fdopen(handle, "wb") as file:
                async for chunk in stream:
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise TooBig
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            place = self.path(digest.hexdigest())
            place.parent.mkdir(exist_ok=True)
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        return digest.hexdigest(), size

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def head(self, digest: str, count: int = 16) -> bytes:
        with self.path(digest).open("rb") as file:
            return file.read(count)
