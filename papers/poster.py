"""The poster of a call for volunteers: A4 for the board, and readable on a phone."""

from dataclasses import dataclass

from papers.canvas import Canvas, cut_to, width_of, wrapped
from papers.qr import qr_square

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
EDGE, HEAD, FOOT, CODE = 100, 330, 1350, 300
RED, INK, PALE, GOLD, PAPER = "#b91c1c", "#111827", "#4b5563", "#fde68a", "#fffdf7"


@dataclass(frozen=True, slots=True)
class Poster:
    title: str
    kind: str
    unit: str
    rows: tuple[tuple[str, str], ...]
    """What is told, each with its heading: 时间, 地点, 做什么, 带什么."""
    warning: str
    contact: str
    link: str
    number: str


def poster(shown: Poster) -> bytes:
    """PNG; what is too long for the paper is cut, the page behind the code has it all."""
    page = Canvas.blank(WIDTH, HEIGHT, PAPER)
    page.plate((0, 0), (WIDTH, HEAD), 0, RED)
    page.words((WIDTH / 2, 110), "红 色 征 集 令", 96, GOLD, anchor="mm", bold=True)
    who = f"{shown.unit} · {shown.kind}"
    size = next((s for s in (46, 40, 34) if width_of(who, s) <= WIDTH - 2 * EDGE), 30)
    page.words((WIDTH / 2, 225), cut_to(who, size, WIDTH - 2 * EDGE), size, "white", anchor="mm")
    page.words((WIDTH / 2, 290), "自愿参加 · 不收钱 · 不排名", 32, GOLD, anchor="mm")
    _rows(page, shown, _title(page, shown.title))
    _foot(page, shown)
    return page.png()


def _title(page: Canvas, title: str) -> float:
    """Where what comes below begins."""
    room = WIDTH - 2 * EDGE
    size = next((s for s in (76, 64) if len(wrapped(title, s, room)) <= 2), 52)
    y = HEAD + 50 + size / 2
    for line in wrapped(title, size, room)[:3]:
        page.words((WIDTH / 2, y), line, size, INK, anchor="mm", bold=True)
        y += size * 1.35
    return y - size / 2 + 20


def _rows(page: Canvas, shown: Poster, y: float) -> None:
    """In the largest letters in which all of it fits; what to take care of is never cut."""
    warning = [("当心", shown.warning)] if shown.warning else []
    told = [*shown.rows[:2], *warning, *shown.rows[2:]]
    size = next((s for s in (46, 42, 38, 34) if y + _height(told, s) <= FOOT - 20), 30)
    for heading, words in told:
        colour = RED if heading == "当心" else PALE
        page.words((EDGE, y + size / 2), heading, size, colour, bold=True)
        for line in wrapped(words, size, WIDTH - 2 * EDGE - 4 * size)[:4]:
            if y + size > FOOT - 10:
                return
            page.words((EDGE + 4 * size, y + size / 2), line, size, INK)
            y += size * 1.5
        y += size * 0.4


def _height(told: list[tuple[str, str]], size: int) -> float:
    room = WIDTH - 2 * EDGE - 4 * size
    return sum(len(wrapped(words, size, room)[:4]) * size * 1.5 + size * 0.4 for _, words in told)


def _foot(page: Canvas, shown: Poster) -> None:
    page.line((EDGE, FOOT), (WIDTH - EDGE, FOOT), "#d6d3d1", 3)
    page.paste(qr_square(shown.link, CODE), (WIDTH - EDGE - CODE, FOOT + 35))
    room = WIDTH - 2 * EDGE - CODE - 40
    for n, (line, size) in enumerate(
        (
            ("扫码报名", 60),
            (shown.contact, 38),
            ("没有手机，请家里人或者村里替您报", 34),
            (f"编号 {shown.number}", 30),
        )
    ):
        colour = RED if n == 0 else INK if n < 2 else PALE
        at = (EDGE, FOOT + 80 + n * 74)
        page.words(at, cut_to(line, size, room), size, colour, bold=n == 0)
