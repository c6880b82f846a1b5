"""The check-in code for the wall of a meeting: a QR code, and six digits for those who do not scan."""

from papers.canvas import FINE, Canvas, cut_to
from papers.qr import qr_square

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
INK, PALE = "#1f2937", "#4b5563"
CODE_AT, CODE_SIZE = 440, 820


def wall_code(topic: str, body: str, code: str, link: str) -> bytes:
    """A page to be printed: PNG."""
    page = Canvas.blank(WIDTH, HEIGHT, "white")
    _centred(page, 150, "开会签到", 110)
    _centred(page, 290, topic, 58)
    _centred(page, 375, body, 44, PALE)
    square = qr_square(link, CODE_SIZE)
    page.paste(square, (WIDTH / 2 - square.width / 2 / FINE, CODE_AT))
    _centred(page, 1320, "用手机扫一扫", 64)
    _centred(page, 1420, f"不会扫的，在村帮里写：签到 {code}", 52)
    _centred(page, 1510, "没有手机的，找前面记录的人签到", 52)
    _centred(page, 1650, "只签到这一次会，不收钱，不要密码", 38, PALE)
    return page.png()


def _centred(page: Canvas, y: int, text: str, size: int, ink: str = INK) -> None:
    page.words((WIDTH / 2, y), cut_to(text, size, WIDTH - 160), size, ink, anchor="mm")
