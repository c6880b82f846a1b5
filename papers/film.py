"""Films of phones (MP4, MOV): where and with what they were taken is blotted out, and no frame moves."""

import struct

BEGINS = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip"})
HOLDS = (b"moov", b"trak")
"""The boxes within which others are looked for: the film, and in it each track."""
NOTES = frozenset({b"udta", b"meta", b"uuid"})


def quiet(film: bytes) -> bytes:
    """The same film, just as long, without its notes; what is no such film comes back as it was."""
    if film[4:8] not in BEGINS:
        return film
    blotted = bytearray(film)
    _blot_out(blotted, 0, len(film), 0)
    return bytes(blotted)


def _blot_out(film: bytearray, at: int, end: int, depth: int) -> None:
    """A box becomes free space of its size, so that every address in the film stays right."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", film, at)
        head = 16 if size == 1 else 8
        if size == 1 and at + head <= end:
            (size,) = struct.unpack_from(">Q", film, at + 8)
        upto = min(end, at + size) if size >= head else end
        if name in NOTES:
            film[at + 4 : at + 8] = b"free"
            film[at + head : upto] = bytes(max(0, upto - at - head))
        elif name in HOLDS[depth : depth + 1]:
            _blot_out(film, at + head, upto, depth + 1)
        at = upto
