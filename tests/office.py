"""An office that hands in its staff list."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.people_list import COLUMNS, People, Problems, read_people
from domain.places import City
from domain.roles import Post, Role
from storage.staff import Listed

QINGQUAN = "511381116901"
LI = ("李青山", "13900000001", "代办员", QINGQUAN, "")
AGENT_LI = Listed("李青山", "13900000001", Post(Role.AGENT, QINGQUAN), QINGQUAN)


class Office:
    """A clerk with a sheet, who hands it in and reads what comes back."""

    def __init__(self, path: Path, city: City) -> None:
        self.path, self.city = path, city

    def writes(self, *rows: Sequence[object], header: Sequence[object] = COLUMNS) -> None:
        book = Workbook()
        sheet = book.active
        assert isinstance(sheet, Worksheet)
        for row in (header, *rows):
            sheet.append([*row])
        book.save(self.path)

    def hands_in(self) -> tuple[Listed, ...]:
        read = read_people(self.path, self.city)
        assert isinstance(read, People), read
        return read.rows

    def is_told(self) -> tuple[str, ...]:
        read = read_people(self.path, self.city)
        assert isinstance(read, Problems)
        return read.lines

    def is_told_of(self, *row: object) -> str:
        self.writes(row)
        (line,) = self.is_told()
        assert line.startswith("第2行：")
        return line.removeprefix("第2行：")
