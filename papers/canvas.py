"""A picture with smooth edges and Chinese words: drawn at twice its size, halved at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import count

from noto_cjk_sans_otc import FONT_PATH
from PIL import Image, ImageDraw, ImageFont

FAMILY = "Noto Sans CJK SC"
CUT = "…"
CLOSING = "，。；：！？、）”》"
"""Never at the beginning of a line: the edge of a page has room for one of them."""
FINE = 2
"""Dots drawn for one that is seen."""

Spot = tuple[float, float]
"""Pixels from the left and from the top."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """Whatever is asked of it is measured in pixels of the finished picture."""

    image: Image.Image
    pen: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, width: int, height: int, colour: str) -> "Canvas":
        image = Image.new("RGB", (width * FINE, height * FINE), colour)
        return cls(image, ImageDraw.Draw(image))

    def line(self, start: Spot, end: Spot, colour: str, width: float) -> None:
        self.pen.line([_fine(start), _fine(end)], colour, round(width * FINE))

    def polygon(self, corners: Sequence[Spot], colour: str) -> None:
        self.pen.polygon([_fine(corner) for corner in corners], colour)

    def disc(self, middle: Spot, radius: float, colour: str) -> None:
        self.pen.circle(_fine(middle), radius * FINE, colour)

    def plate(self, corner: Spot, opposite: Spot, radius: float, colour: str) -> None:
        """A rectangle with round corners."""
        self.pen.rounded_rectangle([_fine(corner), _fine(opposite)], radius * FINE, colour)

    def words(
        self,
        at: Spot,
        words: str,
        size: int,
        colour: str,
        *,
        anchor: str = "lm",
        bold: bool = False,
    ) -> None:
        """One line; `anchor` as Pillow names it, but m is the middle of what is seen."""
        x, y = _fine(at)
        if anchor.endswith("m"):
            anchor, y = f"{anchor[0]}s", y + _rise(size) / 2
        self.pen.text((x, y), plain(words), colour, _font(size), anchor, stroke_width=int(bold))

    def halo(self, at: Spot, words: str, size: int, colour: str, behind: str) -> None:
        """Words in the middle of `at` that stay readable on lines: a rim of `behind` around them."""
        x, y = _fine(at)
        self.pen.text(
            (x, y + _rise(size) / 2),
            plain(words),
            colour,
            _font(size),
            "ms",
            stroke_width=4 * FINE,
            stroke_fill=behind,
        )

    def paste(self, picture: Image.Image, corner: Spot) -> None:
        """A picture that was made for twice the size already."""
        self.image.paste(picture, (round(corner[0] * FINE), round(corner[1] * FINE)))

    def finished(self) -> Image.Image:
        """The picture at its own size."""
        return self.image.reduce(FINE)

    def png(self) -> bytes:
        made = BytesIO()
        self.finished().save(made, "PNG")
        return made.getvalue()


def width_of(words: str, size: int) -> float:
    return _font(size).getlength(plain(words)) / FINE


def cut_to(words: str, size: int, room: float) -> str:
    """As much of the words as the room holds, with … where something is left out."""
    words = plain(words)
    if width_of(words, size) <= room:
        return words
    fits = (words[:n] for n in range(len(words) - 1, 0, -1))
    return next((kept + CUT for kept in fits if width_of(kept + CUT, size) <= room), CUT)


def wrapped(text: str, size: int, room: float) -> list[str]:
    """Lines as wide as the room; Chinese breaks anywhere."""
    return [line for part in text.split("\n") for line in _broken(plain(part), size, room)]


def _broken(words: str, size: int, room: float) -> Iterator[str]:
    line = ""
    for sign in words:
        if line and sign not in CLOSING and width_of(line + sign, size) > room:
            yield line
            line = ""
        line += sign
    if line or not words:
        yield line


def plain(words: str) -> str:
    """On one line, whatever was typed."""
    return " ".join(words.split())


def _fine(spot: Spot) -> Spot:
    return spot[0] * FINE, spot[1] * FINE


@lru_cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    """Drawn by Pillow's own layout, so that every machine draws the same picture."""
    return ImageFont.truetype(
        str(FONT_PATH), size * FINE, index=font_index(), layout_engine=ImageFont.Layout.BASIC
    )


@lru_cache
def font_index() -> int:
    """Where the Chinese shapes are in the collection; its other fonts draw some signs otherwise."""
    names = (ImageFont.truetype(str(FONT_PATH), 10, index=n).getname()[0] for n in count())
    return next(n for n, name in enumerate(names) if name == FAMILY)


@lru_cache
def _rise(size: int) -> float:
    """How high a digit stands."""
    return -_font(size).getbbox("8", anchor="ls")[1]
