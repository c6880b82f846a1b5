"""One file sealed on disk: pieces under a key of its own, which lies at the end, sealed by the house's ring.

Each piece is AES-256-GCM with its own number as nonce; the last one is marked as the last, so that
a file that was cut off, or whose pieces were moved about, cannot be opened.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.sealing import Ring

PIECE, TAG = 64 * 1024, 16
"""Bytes of a piece before it is sealed, and what sealing adds."""
END = b"CUNBANG1"
"""Before it stand the sealed key and the length of that in two bytes."""
PLACE = "file"


def new_key() -> str:
    return os.urandom(32).hex()


class Sealer:
    """Writes a file piece by piece, as it arrives."""

    def __init__(self, file: BinaryIO, key: str) -> None:
        self._file, self._cipher = file, AESGCM(bytes.fromhex(key))
        self._left, self._number = bytearray(), 0

    def write(self, data: bytes) -> None:
        self._left += data
        while len(self._left) > PIECE:
            self._seal(bytes(self._left[:PIECE]), last=False)
            del self._left[:PIECE]

    def finish(self) -> None:
        self._seal(bytes(self._left), last=True)

    def _seal(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last=last), piece, None))
        self._number += 1


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


@dataclass(frozen=True, slots=True)
class Lying:
    """How a file lies there."""

    body: int
    sealed_key: str
    """Empty where it was kept before files were sealed."""

    @property
    def pieces(self) -> int:
        return max(1, -(-self.body // (PIECE + TAG)))

    @property
    def size(self) -> int:
        """Bytes of the file as it was sent."""
        return self.body - TAG * self.pieces if self.sealed_key else self.body


def lying(file: BinaryIO) -> Lying:
    whole, tail = file.seek(0, os.SEEK_END), len(END) + 2
    file.seek(max(0, whole - tail))
    told = file.read()
    if len(told) < tail or not told.endswith(END):
        return Lying(whole, "")
    body = whole - tail - int.from_bytes(told[:2], "big")
    file.seek(body)
    return Lying(body, file.read(whole - tail - body).decode())


def end_of(sealed_key: str) -> bytes:
    told = sealed_key.encode()
    return told + len(told).to_bytes(2, "big") + END


def pieces_of(
    file: BinaryIO, lies: Lying, key: str, start: int = 0, stop: int | None = None
) -> Iterator[bytes]:
    """From one byte to before another; `key` is empty for what lies open."""
    step = PIECE + TAG if key else PIECE
    cipher = AESGCM(bytes.fromhex(key)) if key else None
    until = lies.size if stop is None else min(stop, lies.size)
    for number in range(start // PIECE, -(-until // PIECE)):
        file.seek(number * step)
        piece = file.read(min(step, lies.body - number * step))
        if cipher:
            last = number == lies.pieces - 1
            piece = cipher.decrypt(_nonce(number, last=last), piece, None)
        yield piece[max(0, start - number * PIECE) : until - number * PIECE]


@dataclass(frozen=True, slots=True)
class Content:
    """What a kept file holds, opened as it is read: one piece at most is in memory at once."""

    path: Path
    ring: Ring

    @property
    def size(self) -> int:
        with self.path.open("rb") as file:
            return lying(file).size

    def read(self) -> bytes:
        return b"".join(self.pieces())

    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            lies = lying(file)
            key = lies.sealed_key and self.ring.open(lies.sealed_key, PLACE)
            yield from pieces_of(file, lies, key, start, stop)

    async def stream(self, start: int = 0, stop: int | None = None) -> AsyncIterator[bytes]:
        pieces = self.pieces(start, stop)
        while (piece := await asyncio.to_thread(next, pieces, None)) is not None:
            yield piece
