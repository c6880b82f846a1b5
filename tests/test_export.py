"""An operator writes issues into a file."""

import json
import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from openpyxl import load_workbook

from bot.records import Records
from storage.database import open_sqlite
from tests.issues import file_an_issue
from tests.keys import with_keys
from tests.test_cli import Terminal
from tests.village import MONDAY, Village


@pytest.fixture(scope="module")
def reported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a house with three lamps, one of them in another village, and a quarrel."""
    terminal = Terminal(tmp_path_factory.mktemp("house"))
    terminal.types("revoke", "nothing")
    structlog.reset_defaults()
    village = Village()
    village.records = Records(
        with_keys(open_sqlite(terminal.data / "cunbang.sqlite"), terminal.data)
    )
    day = timedelta(days=1)
    late = datetime(2026, 11, 24, 23, 59, tzinfo=MONDAY.tzinfo)
    file_an_issue(village, "WG-20261122-0001", reported_at=MONDAY - day)
    file_an_issue(village, "WG-20261123-0001", area="511381116902001")
    file_an_issue(village, "WG-20261124-0001", reported_at=late, latitude=None, longitude=None)
    file_an_issue(village, "WG-20261123-0002", kind="neighbour")
    village.records.close()
    return terminal.data


@pytest.fixture
def terminal(tmp_path: Path, reported: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    shutil.copytree(reported, terminal.data)
    yield terminal
    structlog.reset_defaults()


def numbers(file: Path) -> list[object]:
    if file.suffix == ".geojson":
        collection: Any = json.loads(file.read_text())
        return [feature["id"] for feature in collection["features"]]
    return [cell.value for cell in load_workbook(file)["台账"]["A"]][2:]


@pytest.mark.parametrize("name", ["issues.xlsx", "issues.geojson", "ISSUES.XLSX"])
def test_all_that_is_about_places_is_written(terminal: Terminal, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    told = terminal.types("export", "issues", "--to", str(file))
    assert told.exit_code == 0, told.output
    assert told.output == (f"3 件写到 {file} 了。\n另有 1 件关系到人、或者是投诉举报，不往外写。\n")
    assert numbers(file.rename(file.with_suffix(file.suffix.lower()))) == [
        "WG-20261124-0001",
        "WG-20261123-0001",
        "WG-20261122-0001",
    ]


def test_of_one_village_and_of_some_days_both_included(terminal: Terminal, tmp_path: Path) -> None:
    file, span = tmp_path / "a.xlsx", ("--since", "2026-11-23", "--until", "2026-11-24")
    told = terminal.types("export", "issues", "--to", str(file), "--place", "511381116901", *span)
    assert told.output.startswith("1 件写到")
    assert numbers(file) == ["WG-20261124-0001"]
    title = load_workbook(file)["台账"]["A1"].value
    assert title == "样例·清泉村 网格问题台账（2026年11月23日—2026年11月24日）"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--place", "999"), "没有代码是 999 的地方。可以是网格、村、乡镇或市的代码"),
        (("--place", "511381-housing"), "没有代码是 511381-housing 的地方"),
        (("--since", "23.11.2026"), "--since 23.11.2026 不是日期。写成 2026-11-25 这样。"),
        (("--until", "2026-02-30"), "--until 2026-02-30 不是日期"),
        (("--until", "9999-12-31"), "--until 9999-12-31 不是日期"),
        (("--since", "2026-11-25", "--until", "2026-11-24"), "在 --until 2026-11-24 后面"),
    ],
)
def test_a_slip_is_answered_with_a_sentence_that_helps(
    terminal: Terminal, tmp_path: Path, options: tuple[str, ...], sentence: str
) -> None:
    file = tmp_path / "a.xlsx"
    told = terminal.types("export", "issues", "--to", str(file), *options)
    assert told.exit_code == 2
    assert sentence in told.output
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a.csv", "不认得 a.csv 的格式。台账写 .xlsx，给地图软件用的写 .geojson。"),
        ("a", "不认得 a 的格式"),
        ("none/a.xlsx", "请先建好"),
    ],
)
def test_a_file_that_cannot_be_written_is_said_before_anything_is_read(
    terminal: Terminal, tmp_path: Path, name: str, sentence: str
) -> None:
    told = terminal.types("export", "issues", "--to", str(tmp_path / name))
    assert told.exit_code == 2
    assert sentence in told.output


def test_a_file_that_is_there_is_never_overwritten(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_text("mine")
    told = terminal.types("export", "issues", "--to", str(file))
    assert told.exit_code == 2
    assert "已经有了，不盖掉它" in told.output
    assert file.read_text() == "mine"


def test_nothing_to_write_is_written_too(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    told = terminal.types("export", "issues", "--to", str(file), "--place", "511381117")
    assert told.output == f"0 件写到 {file} 了。\n"
    assert numbers(file) == []
