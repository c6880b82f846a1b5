"""Files that are no staff list, and some that are made to do harm."""

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from tests.office import AGENT_LI, LI, Office
from tests.village import sample


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "people.xlsx", sample().city)


def locked_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le")


def parcel(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, content in parts.items():
            writing.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "这是旧式的 .xls 文件"),
        ("a.csv", "姓名,电话\n".encode("gbk"), "这是 .csv 文件"),
        ("a.xlsx", b"MZ\x90\0" + b"\0" * 600, "这不是 Excel 的 .xlsx 文件"),
        ("a.xlsx", b"", "文件是空的"),
        ("a.xlsx", locked_workbook(), "文件加了密码"),
        ("a.xlsx", b"\0" * (5 * 1024 * 1024 + 1), "文件太大，最多 5 MB"),
        ("a.xlsx", parcel(sheet=b"\0" * (51 * 1024 * 1024)), "文件解开以后超过 50 MB"),
        ("a.xlsx", parcel(word=b"<document/>"), "这不是 Excel 的 .xlsx 文件"),
    ],
)
def test_a_file_that_is_no_list(name: str, data: bytes, told: str, office: Office) -> None:
    office.path = office.path.with_name(name)
    office.path.write_bytes(data)
    (line,) = office.is_told()
    assert line.startswith(told)


def test_a_file_that_is_not_there(office: Office, tmp_path: Path) -> None:
    assert office.is_told() == (f"找不到文件 {office.path}。",)
    office.path = tmp_path
    (line,) = office.is_told()
    assert line.startswith(f"打不开 {tmp_path}：")


def rewritten(path: Path, part: str, old: bytes, new: bytes) -> None:
    """The same workbook with one of its parts tampered with."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new, 1)
    path.write_bytes(parcel(**parts))


def test_a_workbook_that_is_damaged_or_lies_of_its_size(office: Office) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    office.writes(LI)
    rewritten(office.path, sheet, b'ref="A1:E2"', b'ref="A1:XFD1048576"')
    assert office.hands_in() == (AGENT_LI,)
    rewritten(office.path, sheet, b'<row r="2"', b'<row r="99999999999"')
    assert office.is_told() == ("第 20000 行以下还有格子，请把下面的空行删掉。",)
    office.writes(LI)
    rewritten(office.path, sheet, b"</row>", b"")
    (line,) = office.is_told()
    assert line.startswith("这不是 Excel 的 .xlsx 文件，或者文件坏了")


def test_an_entity_that_swells_is_not_unfolded(office: Office) -> None:
    office.writes(LI)
    swelling = b'<!DOCTYPE b [<!ENTITY a "' + b"a" * 10000 + b'">'
    swelling += b'<!ENTITY b "' + b"&a;" * 10000 + b'">]>'
    sheet = "xl/worksheets/sheet1.xml"
    rewritten(office.path, sheet, b"<worksheet", swelling + b"<worksheet")
    rewritten(office.path, sheet, b"<row", b"&b;<row")
    (line,) = office.is_told()
    assert line.startswith("这不是 Excel 的 .xlsx 文件，或者文件坏了")


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (("姓名", "电话", "职务"), "表头少了：管哪里。"),
        (("姓名", "管哪里"), "表头少了：电话、职务。"),
        (("姓名", "电话", "职务", "管哪里", "电话"), "表头写了两次：电话。"),
        (("Name", "Phone"), "没有找到表头：要有一行写着姓名、电话、职务、管哪里。"),
        ((), "表里一个字也没有。"),
    ],
)
def test_a_header_that_is_not_whole(header: Sequence[str], told: str, office: Office) -> None:
    office.writes(header=header)
    assert office.is_told() == (told,)


def test_ten_thousand_rows_are_enough(office: Office) -> None:
    office.writes(*((f"李{n}", None) for n in range(10_000)))
    assert len(office.is_told()) == 10_000
    office.writes(*((f"李{n}", None) for n in range(10_001)))
    assert office.is_told() == ("名单超过 10000 行，请分成几份。",)
