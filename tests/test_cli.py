"""What an operator types, and the sentence they get for what they can cause."""

import shutil
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from bot.cli import cli
from bot.plainly import about_database
from storage.invitations import hashed
from tests.opened import opened_before
from tests.test_opening import spoil
from tests.village import HOUSE


class Terminal:
    """An operator's terminal with settings of its own."""

    def __init__(self, folder: Path) -> None:
        self.data, self.settings = folder / "data", {"CUNBANG_DATA": str(folder / "data")}

    def types(self, *words: str, keys: str = "", **settings: str) -> Result:
        more = {f"CUNBANG_{name}": value for name, value in settings.items()}
        return CliRunner().invoke(cli, words, input=keys, env=self.settings | more)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(self.data / "cunbang.sqlite") as records:
            return records.execute(query).fetchall()


@pytest.fixture
def unopened(tmp_path: Path) -> Iterator[Terminal]:
    """Nothing was ever started here.

    Closed again afterwards: a log that still wrote to it would find nobody there.
    """
    yield Terminal(tmp_path)
    structlog.reset_defaults()


@pytest.fixture
def terminal(unopened: Terminal) -> Terminal:
    """Of a house that was opened before."""
    opened_before(unopened.data)
    return unopened


def line_of(told: Result, word: str) -> str:
    return next(line.split()[-1] for line in told.output.splitlines() if word in line)


def test_an_invitation_is_printed_drawn_and_kept_as_a_hash(unopened: Terminal) -> None:
    told = unopened.types("invite", "agent", "--at", "511381116901", "--days", "3")
    assert told.exit_code == 0, told.output
    code = line_of(told, "口令")
    assert "样例·清泉村代办员（只能用一次，3天内有效）" in told.output
    assert line_of(told, "网页").endswith(f"/i/{code}")
    assert Path(line_of(told, "二维码")).read_bytes().startswith(b"\x89PNG")
    assert "▀" in told.output
    assert unopened.rows("SELECT role, place, code_hash FROM invitations") == [
        ("agent", "511381116901", hashed(code))
    ]


def test_a_link_that_only_this_machine_can_open_is_warned_about(terminal: Terminal) -> None:
    here = terminal.types("invite", "agent", "--at", "511381116901")
    outside = terminal.types(
        "invite", "agent", "--at", "511381116901", PUBLIC_URL="https://cunbang.example"
    )
    assert "只有本机能打开" in here.output
    assert "只有本机能打开" not in outside.output
    assert line_of(outside, "网页").startswith("https://cunbang.example/i/")


@pytest.mark.parametrize(
    ("role", "place", "sentence"),
    [
        ("agent", "511381116", "级别不对"),
        ("agent", "999", "没有代码是 999 的地方"),
        ("city", "511381116901", "可以是：511381 "),
    ],
)
def test_a_role_is_given_where_it_can_be_held(
    terminal: Terminal, role: str, place: str, sentence: str
) -> None:
    told = terminal.types("invite", role, "--at", place)
    assert told.exit_code == 2
    assert sentence in told.output


@pytest.mark.parametrize("as_typed", ["{code}", "http://127.0.0.1:8080/i/{code}", "  {code} "])
def test_an_invitation_is_called_back_once(terminal: Terminal, as_typed: str) -> None:
    code = line_of(terminal.types("invite", "agent", "--at", "511381116901"), "口令")
    told = terminal.types("revoke", as_typed.format(code=code))
    assert (told.exit_code, told.output) == (0, "作废了。\n")
    assert terminal.types("revoke", "nonsense").exit_code == 2


def test_the_talks_can_be_had_in_a_terminal(terminal: Terminal) -> None:
    """An agent is invited, a newcomer copies the code, and the transcript can be kept."""
    code = line_of(terminal.types("invite", "agent", "--at", "511381116901"), "口令")
    keys = f"{code}\n样例·新代办员\n13800000096\n7\n/transcript\n/quit\n"
    told = terminal.types("chat", keys=keys)
    assert told.exit_code == 0, told.output
    assert "好了，您现在是样例·清泉村的代办员" in told.output
    transcript = told.output[told.output.index("= new") :]
    assert "\n> 13800000096\n< 好了" in transcript


def test_photos_voice_and_places_can_be_sent_from_a_terminal(unopened: Terminal) -> None:
    steps = [
        "1",
        "医保",
        ".1",
        ".1",
        ".1",
        "[1 送到村里（定点）]",
        "/photo",
        ".1",
        "没有这样",
        "/voice",
    ]
    keys = "\n".join([*steps, "/place here", "/document none.pdf", "/transcript", ""])
    told = unopened.types("chat", "--as", "he-dacheng", "--fresh", keys=keys)
    assert told.exit_code == 0, told.output
    assert "身份证：照片1张" in told.output
    assert "（语音）" in told.output
    assert "写法：/place" in told.output
    assert "没有这个文件：none.pdf" in told.output
    assert "> (照片)" in told.output
    assert not (unopened.data / "cunbang.sqlite").exists()


def test_nobody_of_that_name_can_be_played(terminal: Terminal) -> None:
    told = terminal.types("chat", "--as", "nobody")
    assert told.exit_code == 2
    assert "li-xiaoqin 样例·李小琴" in told.output


def listed(file: Path, *rows: tuple[str, ...]) -> None:
    book = load_workbook(file)
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    book.save(file)


def test_a_staff_list_is_filled_in_taken_and_everybody_gets_an_invitation(
    terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "people.xlsx"
    assert terminal.types("import-people", str(file), "--template").exit_code == 0
    assert "不盖掉它" in terminal.types("import-people", str(file), "--template").output
    listed(
        file,
        ("样例·吴新民", "13800000071", "代办员", "511381116901"),
        ("样例·吴新民", "13800000071", "代办员", "511381116902"),
    )
    told = terminal.types("import-people", str(file))
    assert "新增 1 人、2 个职务；0 行原来就有。" in told.output
    (sheet,) = (terminal.data / "invitations").glob("*.xlsx")
    name, post, code, *_ = list(load_workbook(sheet).active.values)[1]  # type: ignore[union-attr]
    assert (name, post) == ("样例·吴新民", "样例·清泉村代办员")

    told = terminal.types("chat", keys=f"{code}\n7\n/quit\n")
    assert "好了，您现在是样例·清泉村的代办员" in told.output
    assert "手上没有活" in told.output
    again = terminal.types("import-people", str(file))
    assert again.output == "新增 0 人、0 个职务；2 行原来就有。\n"
    posts = "SELECT place FROM posts WHERE ended_at IS NULL AND person_id = (SELECT used_by FROM"
    assert sorted(terminal.rows(f"{posts} invitations)")) == [("511381116901",), ("511381116902",)]


def test_a_list_with_one_bad_row_changes_nothing(terminal: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "people.xlsx"
    terminal.types("import-people", str(file), "--template")
    listed(
        file,
        ("样例·吴新民", "13800000071", "代办员", "511381116901"),
        ("样例·吴新民", "1380000007", "厂长", "511381116902"),
    )
    told = terminal.types("import-people", str(file))
    assert told.exit_code == 2
    assert "一行也没有导入" in told.output
    assert terminal.rows("SELECT count(*) FROM people WHERE name = '样例·吴新民'") == [(0,)]


def test_a_plain_invitation_finds_who_is_on_the_list(terminal: Terminal, tmp_path: Path) -> None:
    """Whoever gives the listed name and phone with a code of their own is that person."""
    file = tmp_path / "people.xlsx"
    terminal.types("import-people", str(file), "--template")
    listed(file, ("样例·吴新民", "13800000071", "代办员", "511381116901"))
    terminal.types("import-people", str(file))
    code = line_of(terminal.types("invite", "agent", "--at", "511381116901"), "口令")
    terminal.types("chat", keys=f"{code}\n样例·吴新民\n13800000071\n/quit\n")
    holders = (
        "SELECT count(*) FROM posts JOIN people ON people.id = person_id WHERE ended_at IS NULL"
    )
    assert terminal.rows(f"{holders} AND name = '样例·吴新民'") == [(1,)]


def test_the_doctor_is_content_with_a_fresh_house_and_not_with_a_broken_one(
    unopened: Terminal,
) -> None:
    well = unopened.types("doctor")
    assert well.exit_code == 0, well.output
    unopened.data.mkdir(exist_ok=True)
    (unopened.data / "cunbang.sqlite").write_bytes(b"no database" * 500)
    ill = unopened.types("doctor")
    assert ill.exit_code == 1
    assert "✘ 数据库" in ill.output


def test_settings_that_do_not_fit_are_named(terminal: Terminal) -> None:
    told = terminal.types(TELEGRAM_TOKEN="nonsense", LISTEN="everywhere")
    assert told.exit_code == 2
    assert "CUNBANG_TELEGRAM_TOKEN" in told.output
    assert "CUNBANG_LISTEN" in told.output
    assert "nonsense" not in told.output


def test_a_port_that_is_taken_is_said_before_anything_is_opened(unopened: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        told = unopened.types(LISTEN=f"127.0.0.1:{taken.getsockname()[1]}")
    assert told.exit_code == 2
    assert "别的程序占着这个端口" in told.output
    assert not unopened.data.exists()


def test_a_damaged_database_is_said_plainly(unopened: Terminal) -> None:
    unopened.data.mkdir()
    (unopened.data / "cunbang.sqlite").write_bytes(b"not a database at all" * 100)
    told = unopened.types("invite", "agent", "--at", "511381116901")
    assert told.exit_code == 2
    assert "数据库文件坏了" in told.output


def test_a_data_folder_that_is_a_file_is_said_plainly(unopened: Terminal) -> None:
    unopened.data.write_text("")
    told = unopened.types("revoke", "abc")
    assert told.exit_code == 2
    assert "机器不答应" in told.output


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ("attempt to write a readonly database", "只能读"),
        ("database or disk is full", "磁盘满了"),
        ("database is locked", "另一个程序"),
        ("something new", "打不开：something new"),
    ],
)
def test_what_the_database_complains_of_becomes_advice(told: str, sentence: str) -> None:
    assert sentence in about_database(told)


def test_a_catalogue_with_a_missing_field_is_told_with_its_place(
    terminal: Terminal, tmp_path: Path
) -> None:
    shutil.copytree(HOUSE / "catalogue", tmp_path / "catalogue")
    services = tmp_path / "catalogue" / "services.toml"
    lines = services.read_text().splitlines(keepends=True)
    first = next(n for n, line in enumerate(lines) if line.startswith("limit_days"))
    services.write_text("".join(lines[:first] + lines[first + 1 :]))
    told = terminal.types("revoke", "abc", CATALOGUE=str(tmp_path / "catalogue"))
    assert told.exit_code == 2
    assert "services.toml › 第1项 残疾人证 (disability) › limit_days" in told.output


def test_a_spoilt_template_of_minutes_is_named_by_the_doctor(
    unopened: Terminal, tmp_path: Path
) -> None:
    catalogue = Path(shutil.copytree(HOUSE / "catalogue", tmp_path / "catalogue"))
    spoil(catalogue / "templates" / "minutes.docx")
    told = unopened.types("doctor", CATALOGUE=str(catalogue))
    assert told.exit_code != 0
    assert "templates/minutes.docx 里的“wo”不是纪要有的内容" in told.output
