"""One invitation for each of the staff who were listed and have not come yet, as a sheet to hand out."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from bot.house import House
from bot.invite import Invited, note_invitation
from domain.roles import Post
from papers.workbook import plain
from storage.staff import not_come_yet

Waiting = tuple[int, str, Post]
"""Somebody's id and name, and what they are invited to be."""
DAYS = 30
HEADER = ("姓名", "职务", "口令（发给机器人）", "网页链接", "Telegram 链接")
WIDTHS = (16, 28, 22, 48, 48)


def invite_listed(
    house: House, bot_name: str, along: Callable[[Sequence[Waiting]], Iterable[Waiting]] = iter
) -> tuple[Path, int] | None:
    """The sheet and how many stand on it; None where everybody has come or is invited already.

    No QR codes are drawn: nobody would look for theirs among thousands of pictures.
    """
    waiting = house.records.run_here(partial(not_come_yet, now=house.now()))
    if not waiting:
        return None
    invited = house.records.run_here(
        lambda session: [
            (name, note_invitation(session, house, post, DAYS, bot_name, meant_for=who))
            for who, name, post in along(waiting)
        ]
    )
    sheet = house.settings.data / "invitations" / f"{house.now():%Y%m%d-%H%M%S}.xlsx"
    _write(sheet, invited)
    return sheet, len(invited)


def _write(path: Path, invited: list[tuple[str, Invited]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "邀请"
    sheet.append(HEADER)
    for name, made in invited:
        sheet.append((plain(name), made.post, made.code, made.page, made.telegram))
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    book.save(path)
    path.chmod(0o600)
