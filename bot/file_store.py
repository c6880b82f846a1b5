"""Bytes of files, by what they are: the name of a file is the hash of its content."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from domain.files import MAX_BYTES


class TooBig(Exception):  # noqa: N818
    """More than the house takes."""


class FileStore:
    """A folder of files that are never changed: written beside, then moved into place."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.one_by_one = asyncio.Lock()
        """For work on arriving files that takes much memory."""

    async def keep(self, stream: AsyncIterator[bytes]) -> tuple[str, int]:
        """Digest and size; nothing is kept when the stream breaks or is too long."""
        async with self.arriving(stream) as coming:
            return await self.settle(coming)

    @asynccontextmanager
    async def arriving(self, stream: AsyncIterator[bytes]) -> AsyncIterator[Path]:
        """All that came, beside the store: still to be changed, and gone unless it is settled."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="coming-")
        try:
            with os.fdopen(handle, "wb") as file:
                async for chunk in stream:
                    if file.tell() + len(chunk) > MAX_BYTES:
                        raise TooBig
                    file.write(chunk)
            yield Path(name)
        finally:
            Path(name).unlink(missing_ok=True)

    async def settle(self, coming: Path) -> tuple[str, int]:
        """Move a file to where its content belongs; its digest and size."""
        return await asyncio.to_thread(self._settle, coming)

    def _settle(self, coming: Path) -> tuple[str, int]:
        with coming.open("rb+") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            size = file.tell()
            os.fsync(file.fileno())
        place = self.path(digest)
        place.parent.mkdir(exist_ok=True)
        coming.replace(place)
        return digest, size

    def path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest

    def head(self, digest: str, count: int = 16) -> bytes:
        with self.path(digest).open("rb") as file:
            return file.read(count)
