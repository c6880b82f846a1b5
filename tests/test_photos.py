"""A picture tells the house when and where it was taken, and tells nobody else."""

import struct
import zlib
from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from PIL.ExifTags import GPS

from conversations.entries import file_problem, pack_file, unpack_file
from conversations.messages import FileKind, FileRef
from conversations.words import say
from domain.files import MAX_BYTES, fitting_name, is_picture
from papers.film import quiet
from papers.photo import BrokenPicture, NotAPicture, Taken, cleaned, taken
from tests.pictures import (
    EAST,
    NORTH,
    PLACE,
    SECRETS,
    SHOT_AT,
    drawn,
    exif,
    fraction,
    is_red,
    opened,
    photo,
    written,
)

SHOT = datetime(2026, 11, 23, 9, 30, 5)  # noqa: DTZ001  # a camera names no zone
KINDS = ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_says_when_and_where_it_was_taken(kind: str) -> None:
    assert taken(photo(kind)) == Taken(SHOT, NORTH, EAST)


@pytest.mark.parametrize("kind", [*KINDS, "GIF", "BMP"])
def test_nothing_that_was_said_is_left_and_the_picture_is_the_same(kind: str) -> None:
    clean = cleaned(photo(kind) if kind in KINDS else written(drawn(), kind))
    image = opened(clean.data)
    assert clean.mime == ("image/png" if kind == "PNG" else "image/jpeg")
    assert Image.MIME[image.format or ""] == clean.mime
    assert [secret for secret in SECRETS if secret in clean.data] == []
    assert (dict(image.getexif()), taken(clean.data)) == ({}, Taken())
    assert (image.size, is_red(image, 5, 5), is_red(image, 50, 35)) == ((60, 40), True, False)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("turn", "size", "red"),
    [(3, (60, 40), (55, 35)), (6, (40, 60), (35, 5)), (8, (40, 60), (5, 55))],
)
def test_a_picture_is_kept_upright(
    kind: str, turn: int, size: tuple[int, int], red: tuple[int, int]
) -> None:
    image = opened(cleaned(photo(kind, turn)).data)
    assert (image.size, is_red(image, *red)) == (size, True)
    assert image.getexif() == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_that_says_nothing_is_kept_byte_by_byte(kind: str) -> None:
    for plain in (written(drawn(), kind), written(drawn(mode="L"), kind, dpi=(72, 72))):
        assert cleaned(plain).data is plain


@pytest.mark.parametrize("more", [{"progressive": True}, {"restart_marker_rows": 1}])
def test_only_a_picture_on_its_side_is_drawn_anew(more: dict[str, Any]) -> None:
    bare = written(drawn(), **more)
    assert cleaned(written(drawn(), exif=exif(), **more)).data == bare
    assert cleaned(written(drawn(), exif=exif(turn=6), **more)).data != bare


def test_what_hangs_on_behind_the_picture_goes_too() -> None:
    """Phones append a second picture with notes of its own, a film, or a maker's own lines."""
    several = written(drawn(), "MPO", save_all=True, append_images=[drawn()], exif=exif())
    for data in (several, written(drawn()) + photo(), written(drawn(), "PNG") + b"SECRET"):
        clean = cleaned(data).data
        assert [secret for secret in (*SECRETS, b"MPF\0") if secret in clean] == []
        assert len(clean) < len(data)


def test_notes_of_other_programs_go_too() -> None:
    iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x06SECRET"
    segment = b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc
    plain = written(drawn())
    assert cleaned(plain[:2] + segment + plain[2:]).data == plain
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", "SECRET")
    told.add_itxt("XML:com.adobe.xmp", "SECRET", zip=True)
    assert cleaned(written(drawn(), "PNG", pnginfo=told)).data == written(drawn(), "PNG")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("turn", [1, 6])
def test_colours_keep_their_meaning(kind: str, turn: int) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    clean = cleaned(photo(kind, turn, icc_profile=profile))
    assert opened(clean.data).info["icc_profile"] == profile


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "CMYK", "1", "L"])
def test_every_way_to_hold_colours_becomes_a_picture_one_can_see(mode: str) -> None:
    for kind in ("PNG", "TIFF"):
        if (mode, kind) != ("CMYK", "PNG"):
            data = written(drawn().convert(mode), kind, exif=exif(turn=6))
            assert opened(cleaned(data).data).size == (40, 60)


def test_what_one_could_see_through_is_white() -> None:
    clear = Image.new("RGBA", (20, 20), (255, 0, 0, 0))
    image = opened(cleaned(written(clear, "WEBP", lossless=True)).data)
    assert image.getpixel((10, 10)) == (255, 255, 255)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7 a paper",
        b"PK\x03\x04 a document",
        b"\xff\xd8\xff\xe0 no picture",
        b"\x89PNG\r\n\x1a\n no picture",
        b"\0\0\0\x18ftypmp42 a film",
    ],
)
def test_what_is_no_picture_is_named_so(data: bytes) -> None:
    with pytest.raises(NotAPicture):
        cleaned(data)
    assert taken(data) == Taken()


def bomb(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_a_picture_made_to_stop_whoever_opens_it_is_refused() -> None:
    height, width = struct.pack(">H", 40), struct.pack(">H", 60)
    large = written(drawn()).replace(height + width, b"\xff\xff\xff\xff")
    gif = written(drawn(), "GIF").replace(
        struct.pack("<HH", 60, 40), struct.pack("<HH", 65000, 9000)
    )
    for data in (bomb(40_000, 40_000), large, gif, b"BM" + written(drawn(), "BMP")[2:30]):
        with pytest.raises(BrokenPicture):
            cleaned(data)


def test_a_photo_too_large_to_be_turned_lies_on_its_side_and_is_clean() -> None:
    """As 200 megapixels of a phone do: they are not drawn here."""
    notes = exif(turn=6)
    sides = struct.pack(">HH", 40, 60), struct.pack(">HH", 12_000, 16_000)
    data = written(drawn(), exif=notes).replace(*sides)
    assert cleaned(data).data == written(drawn()).replace(*sides)


def test_half_a_picture_is_shown_as_far_as_it_came_without_its_notes() -> None:
    for turn in (1, 6):
        data = photo(turn=turn)
        clean = cleaned(data[:-40]).data
        assert [secret for secret in SECRETS if secret in clean] == []
    with pytest.raises(BrokenPicture):
        cleaned(photo("HEIF")[:400])


@pytest.mark.parametrize(
    "gps",
    [
        {},
        {key: PLACE[key] for key in (GPS.GPSLatitude, GPS.GPSLongitude)},
        {key: PLACE[key] for key in (GPS.GPSLatitude, GPS.GPSLatitudeRef)},
        PLACE | {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
        PLACE | {GPS.GPSLatitude: (fraction(0, 0), fraction(0, 0), fraction(0, 0))},
        PLACE | {GPS.GPSLatitude: (fraction(31, 1), fraction(35, 0), fraction(0, 1))},
        PLACE | {GPS.GPSLatitude: (131.0, 0.0, 0.0)},
        PLACE | {GPS.GPSLatitude: (31.0, 99.0, 0.0)},
        PLACE | {GPS.GPSLatitude: (31.0, 35.0)},
        PLACE | {GPS.GPSLatitude: 31.0},
        PLACE | {GPS.GPSLongitudeRef: "X"},
    ],
)
def test_half_a_place_or_an_unbelievable_one_is_none(gps: dict[int, Any]) -> None:
    assert taken(written(drawn(), exif=exif(gps))) == Taken(SHOT)


def test_south_and_west_are_below_zero() -> None:
    away = PLACE | {GPS.GPSLatitudeRef: "s", GPS.GPSLongitudeRef: "W\0"}
    assert taken(written(drawn(), exif=exif(away))) == Taken(SHOT, -NORTH, -EAST)


@pytest.mark.parametrize(
    ("shot", "saved", "at"),
    [
        (SHOT_AT, "2026:12:01 08:00:00", SHOT),
        ("", SHOT_AT, SHOT),
        ("2026-11-23T09:30:05", "", SHOT),
        ("0000:00:00 00:00:00", SHOT_AT, SHOT),
        ("2026:02:30 09:30:05", "", None),
        ("1970:01:01 00:00:00", "", None),
        ("yesterday", "    :  :     :  :  ", None),
        ("", "", None),
    ],
)
def test_the_moment_is_the_shutters_and_else_the_files(
    shot: str, saved: str, at: datetime | None
) -> None:
    assert taken(written(drawn(), exif=exif({}, shot, saved))) == Taken(at)


@given(st.data())
def test_no_damage_stops_the_house(data: st.DataObject) -> None:
    """Whatever becomes of the bytes, what comes out has nothing of the notes in it, or nothing does."""
    whole = bytearray(photo(data.draw(st.sampled_from(["JPEG", "PNG", "WEBP"])), turn=6))
    for _ in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    taken(bytes(whole))
    try:
        clean = cleaned(bytes(whole)).data
    except (NotAPicture, BrokenPicture):
        return
    assert b"SECRET camera" not in clean


def test_a_file_remembers_what_its_camera_said_and_old_answers_are_read() -> None:
    ref = FileRef(
        "web:1", FileKind.PHOTO, 9, "a.jpg", "image/jpeg", "2026-11-23T09:30:05", 31.5, 105
    )
    assert unpack_file(pack_file(ref)) == ref
    assert unpack_file({"source": "web:1", "kind": "voice"}) == FileRef("web:1", FileKind.VOICE)


def box(name: bytes, *inside: bytes) -> bytes:
    body = b"".join(inside)
    return struct.pack(">I4s", 8 + len(body), name) + body


def test_a_film_keeps_its_frames_where_they_are_and_loses_its_notes() -> None:
    place, frames = b"\xa9xyz\0\x12+31.5833+105.9680/SECRET", b"udta frames meta"

    def film(*notes: bytes) -> bytes:
        track = box(b"trak", box(b"tkhd", b"1"), box(notes[0], *notes[1:]))
        large = struct.pack(">I4sQ", 1, b"mdat", 16 + len(frames)) + frames
        told = box(b"moov", box(b"mvhd", b"1"), track, box(notes[0], *notes[1:]))
        return box(b"ftyp", b"isom") + large + told + struct.pack(">I4s", 0, notes[0]) + notes[1]

    assert quiet(film(b"udta", place)) == film(b"free", bytes(len(place)))
    assert quiet(film(b"meta", place)[:-2]) == film(b"free", bytes(len(place)))[:-2]
    assert quiet(b"\x1aE\xdf\xa3 webm meta") == b"\x1aE\xdf\xa3 webm meta"


@given(st.binary(max_size=60))
def test_no_damaged_film_stops_the_house(damage: bytes) -> None:
    whole = box(b"ftyp") + damage + box(b"moov", damage, box(b"trak", damage))
    assert len(quiet(whole)) == len(whole)


def test_too_long_a_film_is_refused_with_what_helps() -> None:
    film = FileRef("telegram:f", FileKind.VIDEO, 3 * MAX_BYTES)
    assert file_problem(film) == say("这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。")


def test_the_name_says_what_the_picture_has_become() -> None:
    names = ("IMG_1.HEIC", "a.b.webp", "a.jpeg", "a", "表.pdf")
    fitting = [fitting_name(name, "image/jpeg") for name in names]
    assert fitting == ["IMG_1.jpg", "a.b.jpg", "a.jpeg", "a", "表.pdf"]
    assert fitting_name("表.heic", "application/pdf") == "表.heic"


@pytest.mark.parametrize(
    ("name", "mime", "picture"),
    [
        ("a.HEIC", "", True),
        ("a.pdf", "image/jpeg", True),
        ("a.jpg", "application/pdf", True),
        ("表.pdf", "application/pdf", False),
        ("a", "", False),
    ],
)
def test_a_document_is_a_picture_by_name_or_type(name: str, mime: str, *, picture: bool) -> None:
    assert is_picture(name, mime) == picture
