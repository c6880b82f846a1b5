"""Before and after, next to each other."""

from io import BytesIO

import pytest
from PIL import Image

from papers.photo import BrokenPicture
from papers.side_by_side import BAND, EDGE, WIDTH, side_by_side
from tests.pictures import written

Size = tuple[int, int]
GREY = (232, 232, 228)
RED, BLUE = (200, 0, 0), (0, 0, 200)


def plate(size: Size, colour: tuple[int, ...], mode: str = "RGB", kind: str = "JPEG") -> bytes:
    return written(Image.new(mode, size, colour), kind)


def put_together(before: bytes, after: bytes) -> Image.Image:
    made = Image.open(BytesIO(side_by_side(before, after)))
    assert made.format == "JPEG"
    assert made.width == WIDTH
    return made


def colour(image: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = image.getpixel((int(x), int(y)))
    assert isinstance(found, tuple)
    return found


def is_like(found: tuple[int, ...], wanted: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 12 for a, b in zip(found, wanted, strict=True))


@pytest.mark.parametrize(
    ("before", "after", "height", "border"),
    [
        ((4000, 3000), (1600, 1200), 582, 800),
        ((1200, 1600), (1080, 1920), 1182, 911),
        ((4000, 3000), (1200, 1600), 745, 1017),
    ],
)
def test_both_are_equally_high_whatever_way_the_phone_was_held(
    before: Size, after: Size, height: int, border: int
) -> None:
    image = put_together(plate(before, RED), plate(after, BLUE))
    assert image.height == BAND + height + EDGE
    for y in (BAND + 4, BAND + height - 4):
        assert is_like(colour(image, EDGE + 4, y), RED)
        assert is_like(colour(image, border - EDGE, y), RED)
        assert is_like(colour(image, border + EDGE, y), BLUE)
        assert is_like(colour(image, WIDTH - EDGE - 4, y), BLUE)


def test_a_very_long_and_a_very_slim_one_stand_between_strips_of_grey() -> None:
    image = put_together(plate((3000, 300), RED), plate((100, 1000), BLUE))
    middle = BAND + (image.height - BAND - EDGE) / 2
    assert is_like(colour(image, 300, middle), RED)
    assert is_like(colour(image, 300, BAND + 4), GREY)
    assert is_like(colour(image, WIDTH - EDGE - 4, middle), GREY)


def test_the_older_one_is_named_on_the_left() -> None:
    image = put_together(plate((400, 300), RED), plate((400, 300), BLUE))
    band = image.crop((0, 0, WIDTH, BAND))
    left, right = band.crop((0, 0, 800, BAND)), band.crop((800, 0, WIDTH, BAND))
    assert is_like(colour(left, 404, 16), (93, 102, 97))
    assert is_like(colour(right, 396, 16), (44, 122, 75))


def test_pictures_that_are_not_opaque_or_have_few_colours_are_taken() -> None:
    glass = plate((400, 300), (200, 0, 0, 0), "RGBA", "PNG")
    image = put_together(glass, plate((400, 300), (90,), "L"))
    assert is_like(colour(image, 100, BAND + 100), GREY)
    assert is_like(colour(image, 1500, BAND + 100), (90, 90, 90))


@pytest.mark.parametrize("broken", [b"", b"no picture", plate((400, 300), RED)[:200]])
def test_what_is_no_picture_is_refused(broken: bytes) -> None:
    with pytest.raises(BrokenPicture):
        side_by_side(plate((40, 30), BLUE), broken)
