"""Bytes of files, by what they are: the name of a file is the hash of its content; sealed as they arrive."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from bot.sealed_file import PLACE, Content, Lying, Sealer, end_of, lying, new_key, pieces_of
from domain.files import MAX_BYTES
from storage.sealing import Ring

STALE = 3600
"""Seconds after which an upload that was not settled will not be: its process is gone."""


class TooBig(Exception):  # noqa: N818
    """More than the house takes."""


class Coming:
    """A file on its way in: sealed from its first byte, by a key that nobody has written down yet."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._begin()

    def _begin(self) -> None:
        self.key, self.size, self._hash = new_key(), 0, hashlib.sha256()
        self._file = self.path.open("wb+")
        self._sealer = Sealer(self._file, self.key)

    def add(self, data: bytes) -> None:
        self._hash.update(data)
        self.size += len(data)
        self._sealer.write(data)

    def whole(self) -> None:
        """Nothing more will come."""
        self._sealer.finish()

    def read(self) -> bytes:
        lies = Lying(self._file.seek(0, os.SEEK_END), "of its own")
        return b"".join(pieces_of(self._file, lies, self.key))

    def change(self, data: bytes) -> None:
        self.close()
        self._begin()
        self.add(data)
        self.whole()

    def end(self, end: bytes) -> str:
        """The digest of what lies on the disk for good now."""
        self._file.seek(0, os.SEEK_END)
        self._file.write(end)
        self._file.flush()
        os.fsync(self._file.fileno())
        self.close()
        return self._hash.hexdigest()

    def close(self) -> None:
        self._file.close()


class FileStore:
    """A folder of files that are never changed: written beside, then moved into place."""

    def __init__(self, folder: Path, ring: Ring) -> None:
        self._folder, self._ring = folder, ring
        self.one_by_one = asyncio.Lock()
        """For work on arriving files that takes much memory."""

    async def keep(self, stream: AsyncIterator[bytes]) -> tuple[str, int]:
        """Digest and size; nothing is kept when the stream breaks or is too long."""
        async with self.arriving(stream) as coming:
            return await self.settle(coming)

    @asynccontextmanager
    async def arriving(self, stream: AsyncIterator[bytes]) -> AsyncIterator[Coming]:
        """All that came, beside the store: still to be changed, and gone unless it is settled."""
        self._folder.mkdir(parents=True, exist_ok=True)
        coming = Coming(self._beside())
        try:
            async for chunk in stream:
                if coming.size + len(chunk) > MAX_BYTES:
                    raise TooBig
                coming.add(chunk)
            coming.whole()
            yield coming
        finally:
            coming.close()
            coming.path.unlink(missing_ok=True)

    async def settle(self, coming: Coming) -> tuple[str, int]:
        """Move a file to where its content belongs; its digest and size."""
        return await asyncio.to_thread(self._settle, coming), coming.size

    def _settle(self, coming: Coming) -> str:
        digest = coming.end(end_of(self._ring.seal(coming.key, PLACE)))
        place = self._path(digest)
        with self._alone():
            place.parent.mkdir(exist_ok=True)
            coming.path.replace(place)
        return digest

    def content(self, digest: str) -> Content | None:
        """None where no such bytes are."""
        path = self._path(digest)
        return Content(path, self._ring) if digest and path.is_file() else None

    def head(self, digest: str, count: int = 16) -> bytes:
        return b"".join(Content(self._path(digest), self._ring).pieces(0, count))

    def forget(self, digest: str) -> None:
        with self._alone():
            self._path(digest).unlink(missing_ok=True)

    def sweep(self) -> None:
        """Uploads that broke off because their process was gone."""
        for left in self._folder.glob("coming-*"):
            with contextlib.suppress(FileNotFoundError):  # another process has just settled it
                if time.time() - left.stat().st_mtime > STALE:
                    left.unlink()

    def under_older(self, newest: str) -> Iterator[Path]:
        """Files that lie open, or whose key is sealed by another key than the newest."""
        return (path for path, name in self._keys() if name != newest)

    def under(self, name: str) -> Iterator[Path]:
        """Files that only this key opens."""
        return (path for path, key in self._keys() if key == name)

    def _keys(self) -> Iterator[tuple[Path, str]]:
        """Each file, and the name of the ring's key that opens it: none where it lies open."""
        for path in sorted(self._folder.glob("??/*")):
            with contextlib.suppress(FileNotFoundError), path.open("rb") as file:
                sealed_key = lying(file).sealed_key
                yield path, sealed_key.split("~")[1] if sealed_key else ""

    def reseal(self, path: Path) -> bool:
        """Under the newest key of the ring; False where somebody deleted the file meanwhile."""
        with self._alone():
            if not path.exists():
                return False
            coming = Coming(self._beside())
            for piece in Content(path, self._ring).pieces():
                coming.add(piece)
            coming.whole()
            coming.end(end_of(self._ring.seal(coming.key, PLACE)))
            coming.path.replace(path)
            return True

    def _beside(self) -> Path:
        handle, name = tempfile.mkstemp(dir=self._folder, prefix="coming-")
        os.close(handle)
        return Path(name)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """What is moved into place is neither deleted nor sealed anew in the same moment."""
        self._folder.mkdir(parents=True, exist_ok=True)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
