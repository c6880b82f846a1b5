"""Pictures as a phone takes them, with all that cameras write into them; drawn here, plainly samples."""

import io
from typing import Any

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base
from PIL.TiffImagePlugin import IFDRational
from pillow_heif import register_heif_opener

register_heif_opener()

NORTH, EAST = 31.583333, 105.968056
PLACE: dict[int, Any] = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (31.0, 35.0, 0.0),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (105.0, 58.0, 5.0),
}
SHOT_AT = "2026:11:23 09:30:05"
SECRETS = (b"SECRET", b"Exif\0", b"http://ns.adobe.com", b"Photoshop", b"x:xmpmeta")
"""What may be left in no picture that goes to anybody."""


def exif(
    gps: dict[int, Any] | None = None, shot_at: str = SHOT_AT, written_at: str = "", turn: int = 1
) -> bytes:
    notes = Image.Exif()
    notes[Base.Orientation] = turn
    notes[Base.Make] = "SECRET camera"
    if written_at:
        notes[Base.DateTime] = written_at
    if shot_at:
        notes.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = shot_at
    notes.get_ifd(IFD.GPSInfo).update(PLACE if gps is None else gps)
    return notes.tobytes()


def drawn(width: int = 60, height: int = 40, mode: str = "RGB") -> Image.Image:
    """Red above and left, so that one sees which way up it is."""
    image = Image.new(mode, (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    return image


def written(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    whole = io.BytesIO()
    image.save(whole, kind, **more)
    return whole.getvalue()


def photo(kind: str = "JPEG", turn: int = 1, **more: Any) -> bytes:
    """With a time, a place, and everything else that this kind of file can carry."""
    notes = {"exif": exif(turn=turn), "xmp": b"<x:xmpmeta>SECRET</x:xmpmeta>"}
    extra: dict[str, Any] = {"comment": b"SECRET"} if kind == "JPEG" else {}
    return written(drawn(), kind, **notes, **extra, **more)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def is_red(image: Image.Image, x: int, y: int) -> bool:
    colour = image.convert("RGB").getpixel((x, y))
    assert isinstance(colour, tuple)
    return colour[0] > 200 and colour[1] < 90


def fraction(above: int, below: int) -> IFDRational:
    return IFDRational(above, below)
