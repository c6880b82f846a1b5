"""The parts a JPEG or PNG file is made of: those that draw the picture, and those that talk about it."""

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass

JPEG, PNG = "image/jpeg", "image/png"
OPENS = {JPEG: b"\xff\xd8", PNG: b"\x89PNG\r\n\x1a\n"}
CLOSES = {JPEG: b"\xff\xd9", PNG: b""}
EXIF = b"Exif\0\0"

_MARKER = re.compile(rb"\xff([\x02-\xcf\xd8-\xfe])")
"""Within a scan, FF 00 is a plain byte and FF D0 to FF D7 only count its lines."""
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SCAN, _ENDS = 0xDA, frozenset({0xD8, 0xD9})
_DRAWS = frozenset({*range(0xC0, 0xD0), *range(0xDA, 0xE0)})
_JFIF_ALONE = 18
"""Bytes; a longer one brings a small copy of the picture along."""
_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS bKGD pHYs gAMA cHRM sRGB iCCP sBIT cICP mDCV cLLI".split()
)


@dataclass(frozen=True, slots=True)
class Part:
    name: int | bytes
    """The marker of a JPEG segment, or the four letters of a PNG chunk."""
    whole: bytes

    @property
    def body(self) -> bytes:
        return self.whole[4:] if isinstance(self.name, int) else self.whole[8:-4]

    @property
    def draws(self) -> bool:
        """Whether the picture needs it; a colour profile counts, a thumbnail does not."""
        if isinstance(self.name, bytes):
            return self.name in _CHUNKS
        if self.name == 0xE0:
            return self.body.startswith(b"JFIF\0") and len(self.whole) == _JFIF_ALONE
        if self.name == 0xE2:
            return self.body.startswith(b"ICC_PROFILE\0")
        return self.name in _DRAWS or (self.name == 0xEE and self.body.startswith(b"Adobe"))


def form_of(data: bytes) -> str:
    """`image/jpeg` or `image/png` by how it begins; else ""."""
    return next((form for form, opening in OPENS.items() if data.startswith(opening)), "")


def parts_of(data: bytes) -> tuple[Part, ...]:
    """In order, as far as they are there; what follows the picture's end is none of them."""
    form = form_of(data)
    return tuple(_segments(data) if form == JPEG else _chunks(data) if form == PNG else ())


def _segments(data: bytes) -> Iterator[Part]:
    at = len(OPENS[JPEG])
    while (found := _MARKER.search(data, at)) and (marker := found[1][0]) not in _ENDS:
        start = found.start()
        at = start + 2 + max(2, int.from_bytes(data[start + 2 : start + 4], "big"))
        if marker == _SCAN:
            following = _MARKER.search(data, at)
            at = following.start() if following else len(data)
        yield Part(marker, data[start:at])


def _chunks(data: bytes) -> Iterator[Part]:
    at, name = len(OPENS[PNG]), b""
    while at + 12 <= len(data) and name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, at)
        yield Part(name, data[at : at + 12 + length])
        at += 12 + length


def size_of(parts: tuple[Part, ...]) -> tuple[int, int]:
    """Width and height as declared; zeros where the parts make no picture."""
    names = {part.name for part in parts}
    for part in parts:
        if part.name == b"IHDR" and b"IDAT" in names and len(part.body) >= 8:
            width, height = struct.unpack_from(">II", part.body)
            return width, height
        if part.name in _FRAMES and _SCAN in names and len(part.body) >= 5:
            height, width = struct.unpack_from(">HH", part.body, 1)
            return width, height
    return 0, 0


def exif_in(parts: tuple[Part, ...]) -> bytes:
    """The camera's own notes; empty where there are none."""
    for part in parts:
        if part.name == b"eXIf":
            return EXIF + part.body
        if part.name == 0xE1 and part.body.startswith(EXIF):
            return part.body
    return b""


def bare(form: str, parts: tuple[Part, ...]) -> bytes:
    """The same picture, bit for bit, from nothing but the parts that draw it."""
    drawing = (part.whole for part in parts if part.draws)
    return b"".join([OPENS[form], *drawing, CLOSES[form]])
