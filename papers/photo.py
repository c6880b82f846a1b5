"""Pictures: what they say of themselves is read, and then they are made without it."""

import io
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base
from pillow_heif import register_heif_opener

from papers.parts import JPEG, PNG, bare, exif_in, form_of, parts_of, size_of

register_heif_opener(thumbnails=False)

MOST_DRAWN = 80_000_000
"""Pixels; each takes three bytes of memory while a picture is drawn anew."""
MOST_PIXELS = 250_000_000
"""More than the largest cameras of phones have: made to stop whoever opens it."""
KINDS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "GIF", "TIFF", "BMP")
"""Only these are opened: some others start foreign programs."""
QUALITY = 88
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by the orientation its camera noted."""
FIRST_YEAR = 1995
"""A camera whose clock was never set counts from a year before that."""
WRITTEN = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)")
HEIF = re.compile(rb".{4}ftyp(?:he|mi|ms|av)", re.DOTALL)


class NotAPicture(Exception):  # noqa: N818  # what was found, not whose fault it is
    """These bytes are no picture."""


class BrokenPicture(Exception):  # noqa: N818  # the same
    """A picture that cannot be cleaned: damaged, or far too large."""


@dataclass(frozen=True, slots=True)
class Taken:
    """When and where a picture says it was taken."""

    at: datetime | None = None
    """By the camera's own clock, which names no zone."""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Cleaned:
    data: bytes
    mime: str


def taken(data: bytes) -> Taken:
    """As far as it says so believably; nothing where it is no picture or its notes are damaged."""
    exif = _exif(data)
    latitude, longitude = _place(_notes(exif, IFD.GPSInfo))
    return Taken(_moment(exif), latitude, longitude)


def cleaned(data: bytes) -> Cleaned:
    """The same picture, upright, without anything that was written about it.

    JPEG and PNG stay what they are, and only what must be turned is drawn anew; of the rest their
    own parts are taken, without loss. Every other kind becomes JPEG.

    Raises:
        NotAPicture: it is none.
        BrokenPicture: it is one, and cannot be cleaned.
    """
    form, parts = form_of(data), parts_of(data)
    if not form:
        return Cleaned(_drawn(data, JPEG), JPEG)
    width, height = size_of(parts)
    if not width * height:
        raise NotAPicture
    if width * height > (MOST_PIXELS if form == JPEG else MOST_DRAWN):
        raise BrokenPicture("too many pixels")
    plain, turn = bare(form, parts), _turn(_exif(data))
    turned = _drawn_if_it_can_be(plain, form, turn) if turn else plain
    return Cleaned(data if turned == data else turned, form)


def _drawn_if_it_can_be(plain: bytes, form: str, turn: Image.Transpose) -> bytes:
    """Better lying on its side than not at all."""
    try:
        return _drawn(plain, form, turn)
    except (BrokenPicture, NotAPicture):
        return plain


def _drawn(data: bytes, form: str, turn: Image.Transpose | None = None) -> bytes:
    """Anew; where no turn is told, the picture knows by itself."""
    image, drawn = _opened(data), io.BytesIO()
    try:
        image.load()  # some kinds turn while they are loaded, and say so
        turn = turn or _turn(image.getexif())
        upright = image.transpose(turn) if turn else image
        if form == PNG:
            upright.save(drawn, "PNG")
        else:
            flat = _flat(upright)
            same = upright.mode.startswith(flat.mode)
            profile = upright.info.get("icc_profile") if same else None
            flat.save(drawn, "JPEG", quality=QUALITY, icc_profile=profile, comment=b"")
    except Exception as error:
        raise BrokenPicture(str(error)) from error
    return drawn.getvalue()


def _turn(exif: Image.Exif) -> Image.Transpose | None:
    return TURNS.get(_note(exif, Base.Orientation))


def _opened(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=KINDS)
    except UnidentifiedImageError as error:
        raise (BrokenPicture if HEIF.match(data) else NotAPicture) from error
    except Exception as error:
        raise BrokenPicture(str(error)) from error
    if image.width * image.height > MOST_DRAWN:
        raise BrokenPicture("too many pixels")
    return image


def _flat(image: Image.Image) -> Image.Image:
    """As JPEG can hold it: grey or three colours, white where one could see through."""
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        return Image.alpha_composite(white, clear).convert("RGB")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _exif(data: bytes) -> Image.Exif:
    try:
        if not form_of(data):
            return _opened(data).getexif()
        exif = Image.Exif()
        exif.load(exif_in(parts_of(data)))
    except Exception:  # noqa: BLE001  # Pillow tells of damaged notes in a dozen ways
        return Image.Exif()
    return exif


def _note(exif: Image.Exif, tag: int) -> Any:
    try:
        return exif.get(tag)
    except Exception:  # noqa: BLE001  # the same
        return None


def _notes(exif: Image.Exif, ifd: IFD) -> Mapping[int, Any]:
    try:
        return exif.get_ifd(ifd)
    except Exception:  # noqa: BLE001  # the same
        return {}


def _moment(exif: Image.Exif) -> datetime | None:
    """The shutter's moment; else when the file was written."""
    for told in (_notes(exif, IFD.Exif).get(Base.DateTimeOriginal), _note(exif, Base.DateTime)):
        written = WRITTEN.match(told) if isinstance(told, str) else None
        try:
            if written and int(written[1]) >= FIRST_YEAR:
                return datetime.fromisoformat("{}-{}-{}T{}".format(*written.groups()))
        except ValueError:
            continue
    return None


def _place(gps: Mapping[int, Any]) -> tuple[float, float] | tuple[None, None]:
    """Both or neither: half a place is none, and nobody lives at zero and zero."""
    north = _degrees(gps.get(GPS.GPSLatitude), gps.get(GPS.GPSLatitudeRef), "NS", 90)
    east = _degrees(gps.get(GPS.GPSLongitude), gps.get(GPS.GPSLongitudeRef), "EW", 180)
    if north is None or east is None or north == east == 0:
        return None, None
    return north, east


def _degrees(told: Any, side: Any, sides: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in told)
    except (TypeError, ValueError, ArithmeticError):
        return None
    angle = degrees + minutes / 60 + seconds / 3600
    sane = (
        math.isfinite(angle)
        and min(degrees, minutes, seconds) >= 0
        and angle <= most
        and max(minutes, seconds) <= 60
    )
    sign = {sides[0]: 1, sides[1]: -1}.get(
        side.strip(" \0").upper() if isinstance(side, str) else ""
    )
    return round(sign * angle, 6) if sane and sign else None
