"""An Excel file that an office hands in: whether it is one, and the rows below its header."""

import unicodedata
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

LARGEST, UNPACKED = 5 * 1024 * 1024, 50 * 1024 * 1024
MOST_ROWS = 10_000
WIDEST, LOWEST = 60, 20_000
"""The last column and the last row that are looked at, empty ones included."""
HEADER_WITHIN = 10
"""Rows: offices like to write a title above the columns."""

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
LOCKED = "EncryptedPackage".encode("utf-16-le")
SAVE_AS = "请在 Excel 或 WPS 里另存为 .xlsx"
NOT_EXCEL = f"这不是 Excel 的 .xlsx 文件，或者文件坏了。{SAVE_AS}。"
ENCRYPTED = "文件加了密码，请去掉密码再存一次。"
TOO_LOW = f"第 {LOWEST} 行以下还有格子，请把下面的空行删掉。"
TOO_MANY = f"名单超过 {MOST_ROWS} 行，请分成几份。"

Cells = Mapping[str, object]
Along = Callable[[list[tuple[int, Cells]]], Iterable[tuple[int, Cells]]]
"""Goes through rows one by one and may show how far it is."""
Rows = list[tuple[int, Sequence[object]]]
"""Each with the number that Excel shows beside it."""


class Unusable(Exception):  # noqa: N818
    """The file as a whole cannot be read; says why."""


def read_sheet(
    source: Path | BytesIO,
    name: str,
    columns: Sequence[str],
    needed: Sequence[str],
    *,
    only: bool = False,
) -> list[tuple[int, Cells]]:
    """The rows in which something is written, each cell under its title.

    From the sheet of this name, else from the first; `only` from that sheet, and none where it is not there.
    Raises Unusable.
    """
    data = _bytes(source)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about decorations that openpyxl does not know
            rows = list(_written(data, name, only=only))
    except Unusable:
        raise
    except Exception:  # noqa: BLE001  # openpyxl breaks in many ways on a file that is broken
        raise Unusable(NOT_EXCEL) from None
    return [] if only and not rows else _below_header(rows, columns, needed)


def _bytes(source: Path | BytesIO) -> bytes:
    """The whole of a file that is worth opening."""
    data = source.getvalue() if isinstance(source, BytesIO) else _from_disk(source)
    if not data:
        raise Unusable("文件是空的，一个字节也没有。")
    if data.startswith(OLD_EXCEL):
        raise Unusable(ENCRYPTED if LOCKED in data else f"这是旧式的 .xls 文件，{SAVE_AS}。")
    if len(data) > LARGEST:
        raise Unusable("文件太大，最多 5 MB。名单里不要放图片。")
    _check_parcel(data, source.suffix.lower() if isinstance(source, Path) else "")
    return data


def _from_disk(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Unusable(f"找不到文件 {path}。") from None
    except OSError as error:
        raise Unusable(f"打不开 {path}：{error.strerror}。") from None


def _check_parcel(data: bytes, suffix: str) -> None:
    """An .xlsx is a ZIP file; what it says it unpacks to is all that is ever read from it."""
    try:
        with ZipFile(BytesIO(data)) as parcel:
            parts = parcel.infolist()
    except BadZipFile:
        csv = f"这是 .csv 文件，{SAVE_AS}。"
        raise Unusable(csv if suffix == ".csv" else NOT_EXCEL) from None
    if sum(part.file_size for part in parts) > UNPACKED:
        raise Unusable("文件解开以后超过 50 MB，不像一份名单，没有打开。")
    if any(part.flag_bits & 1 for part in parts):
        raise Unusable(ENCRYPTED)


def _written(data: bytes, name: str, *, only: bool) -> Iterator[tuple[int, Sequence[object]]]:
    from openpyxl import load_workbook  # noqa: PLC0415  # slow to read
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet  # noqa: PLC0415  # the same

    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    sheet = next((sheet for sheet in sheets if sheet.title == name), None if only else sheets[0])
    if sheet is None:
        return
    sheet.reset_dimensions()  # what a file says of its own size may be wrong
    found = 0
    for number, cells in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True), 1):
        if number > LOWEST:
            raise Unusable(TOO_LOW)
        if any(map(shown, cells)):
            found += 1
            yield number, cells
        if found > MOST_ROWS + HEADER_WITHIN:
            raise Unusable(TOO_MANY)


def _below_header(
    rows: Rows, columns: Sequence[str], needed: Sequence[str]
) -> list[tuple[int, Cells]]:
    if not rows:
        raise Unusable("表里一个字也没有。")
    at = _header(rows, needed)
    titles = [plain(cell) for cell in rows[at][1]]
    if missing := [title for title in needed if title not in titles]:
        raise Unusable(f"表头少了：{'、'.join(missing)}。")
    if twice := [title for title in columns if titles.count(title) > 1]:
        raise Unusable(f"表头写了两次：{'、'.join(twice)}。")
    body = rows[at + 1 :]
    if len(body) > MOST_ROWS:
        raise Unusable(TOO_MANY)
    places = {title: titles.index(title) for title in columns if title in titles}
    return [(n, {title: cells[i] for title, i in places.items()}) for n, cells in body]


def _header(rows: Rows, needed: Sequence[str]) -> int:
    for at, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
        if len({plain(cell) for cell in cells} & set(needed)) >= 2:
            return at
    raise Unusable(f"没有找到表头：要有一行写着{'、'.join(needed)}。")


def shown(cell: object) -> str:
    """A cell as its writer sees it; Excel itself keeps a number as 13800000001.0."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def plain(cell: object) -> str:
    """For codes and titles: half-width, without any space."""
    text = unicodedata.normalize("NFKC", shown(cell))
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
