"""A notice as a picture: for the village's group, and A4 for the board."""

from collections.abc import Sequence

from papers.canvas import Canvas, cut_to, wrapped
from papers.qr import qr_square

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
EDGE, FOOT = 100, 1370
INK, PALE, RED = "#111827", "#4b5563", "#b91c1c"
SIZES = (44, 40, 36, 32, 28)
"""From the largest that fits; smaller ones nobody reads on a board."""
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


def _foot(page: Canvas, days: str, objections: str, link: str) -> None:
    page.line((EDGE, FOOT), (WIDTH - EDGE, FOOT), "#d1d5db", 2)
    page.paste(qr_square(link, 270), (WIDTH - EDGE - 270, FOOT + 30))
    for n, line in enumerate(_told(days, objections)):
        page.words((EDGE, FOOT + 80 + n * 66), cut_to(line, 36, 720), 36, INK if n < 2 else PALE)


def _told(days: str, objections: str) -> Sequence[str]:
    return (days, objections, "扫码看全文、提意见", "不收钱，不要密码、验证码")
