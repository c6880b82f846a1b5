"""A notice as a picture: for the village's group, and A4 for the board."""

from collections.abc import Iterator, Sequence
from io import BytesIO

import segno
from PIL import Image

from papers.canvas import Canvas, cut_to, plain, width_of

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
EDGE, FOOT = 100, 1370
INK, PALE, RED = "#111827", "#4b5563", "#b91c1c"
SIZES = (44, 40, 36, 32, 28)
"""From the largest that fits; smaller ones nobody reads on a board."""
CLOSING = "，。；：！？、）”》"
"""Never at the beginning of a line: the edge of the page has room for one of them."""
TOO_LONG = "……（还有，扫码看全文）"


def notice_picture(title: str, text: str, days: str, objections: str, link: str) -> bytes:
    """PNG; what does not fit is left to the page behind the code."""
    page = Canvas.blank(WIDTH, HEIGHT, "white")
    page.words((WIDTH / 2, 120), "公　示", 84, RED, anchor="mm", bold=True)
    page.line((EDGE, 190), (WIDTH - EDGE, 190), RED, 4)
    y = 250.0
    for line in wrapped(title, 52, WIDTH - 2 * EDGE)[:3]:
        page.words((WIDTH / 2, y), line, 52, INK, anchor="mm", bold=True)
        y += 72
    size, lines = _fitting(text, FOOT - y - 20)
    y += 30
    for line in lines:
        page.words((EDGE, y), line, size, INK)
        y += size * 1.5
    _foot(page, days, objections, link)
    return page.png()


def _fitting(text: str, room: float) -> tuple[int, list[str]]:
    for size in SIZES:
        lines = wrapped(text, size, WIDTH - 2 * EDGE)
        if len(lines) * size * 1.5 <= room:
            return size, lines
    size = SIZES[-1]
    fits = int(room // (size * 1.5)) - 1
    return size, [*wrapped(text, size, WIDTH - 2 * EDGE)[:fits], TOO_LONG]


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


def _foot(page: Canvas, days: str, objections: str, link: str) -> None:
    page.line((EDGE, FOOT), (WIDTH - EDGE, FOOT), "#d1d5db", 2)
    square = _qr(link, 270)
    page.image.paste(square, ((WIDTH - EDGE - 270) * 2, (FOOT + 30) * 2))
    for n, line in enumerate(_told(days, objections)):
        page.words((EDGE, FOOT + 80 + n * 66), cut_to(line, 36, 720), 36, INK if n < 2 else PALE)


def _told(days: str, objections: str) -> Sequence[str]:
    return (days, objections, "扫码看全文、提意见", "不收钱，不要密码、验证码")


def _qr(link: str, size: int) -> Image.Image:
    made = segno.make(link, error="m")
    drawn = BytesIO()
    made.save(drawn, kind="png", scale=max(1, size * 2 // made.symbol_size(border=2)[0]), border=2)
    return Image.open(drawn).convert("RGB")
