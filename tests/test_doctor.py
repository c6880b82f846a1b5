"""The doctor examines a house: what is well, what to look at, what to mend, and nothing changes."""

import asyncio
import socket
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pydantic import SecretStr
from sqlalchemy import insert
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from bot import doctor, findings, record_findings
from bot.app import QuietServer
from bot.doctor import Finding, examine, show
from bot.records import Records
from bot.settings import Settings
from conversations.messages import FileKind, FileRef
from handlers.web_headers import CarefulHeaders
from handlers.web_pages import health
from storage import files, outbox, sending, unreached
from storage.checks import Health
from storage.database import migrate, open_sqlite
from storage.outbox import Letter
from storage.people import add_person
from storage.tables import DeadLetters
from tests.keys import with_keys
from tests.telegram.server import BotApi
from tests.village import MONDAY, sample

pytest_plugins = ("tests.telegram.fixtures",)

TOKEN = SecretStr("42:SAMPLE-TOKEN-OF-NO-REAL-BOT-0123456789")


def said(finding: Finding) -> tuple[str, str]:
    return finding.state.value, finding.told


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as other:
        return int(other.getsockname()[1])


@pytest.fixture
def settings(tmp_path: Path, free_port: int) -> Settings:
    return Settings(data=tmp_path / "data", listen=f"127.0.0.1:{free_port}", sample=True)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A house that has been open once."""
    engine = open_sqlite(tmp_path / "cunbang.sqlite")
    migrate(engine)
    engine.dispose()
    return tmp_path / "cunbang.sqlite"


# ── The whole ──


def test_a_house_that_was_never_open_is_well(settings: Settings) -> None:
    found = examine(settings)
    assert [each.told for each in found if each.state == "bad"] == []
    assert ("数据库", "还没有，第一次启动时会建。") in [(each.what, each.told) for each in found]
    assert not settings.data.exists()


def test_what_is_shown_ends_with_the_sum() -> None:
    good, odd = findings.ok("磁盘", "够。"), findings.warn("目录", "没有村。", "写一个。\n再查。")
    wrong = findings.bad("网页", "用不了。", "换一个。")
    assert show([good]) == ["✔ 磁盘：够。", "都好。"]
    assert show([good, odd])[-1] == "能用，有 1 处要留意。"
    assert show([odd, wrong]) == [
        "⚠ 目录：没有村。",
        "    → 写一个。",
        "    → 再查。",
        "✘ 网页：用不了。",
        "    → 换一个。",
        "有 1 处要改，1 处要留意。",
    ]


# ── The machine and what was asked of it ──


@pytest.mark.parametrize(
    ("version", "state"), [((3, 10), "bad"), ((3, 11), "ok"), ((3, 13), "ok"), ((3, 14), "bad")]
)
def test_pythons_age(version: tuple[int, int], state: str) -> None:
    assert doctor.python(version).state == state


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ({}, ["环境变量都对。"]),
        ({"listen": "localhost:8080"}, ["环境变量都对。"]),
        (
            {"sample": False, "listen": "0.0.0.0:80", "public_url": "https://a.example"},
            ["环境变量"],
        ),
        ({"sample": False, "listen": "0.0.0.0:80"}, ["网页从外面走 http://0.0.0.0:80，不是 https"]),
        ({"sample": False, "public_url": "http://a.example"}, ["网页从外面走 http://a.example，"]),
        ({"sample": True, "telegram_token": TOKEN}, ["样例城市和 Telegram 都开着"]),
        ({"sample": True, "public_url": "https://a.example"}, ["样例城市开着，网页又能从外面打开"]),
    ],
)
def test_wishes_that_do_not_go_together(wish: dict[str, Any], told: list[str]) -> None:
    found = doctor.wishes(Settings(**wish))
    assert len(found) == len(told)
    assert all(each.told.startswith(start) for each, start in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("1970-01-01", [("bad", "时间")]),
        ("2026-10-31", [("ok", "时间"), ("ok", "放假安排")]),
        ("2099-06-01", [("ok", "时间"), ("warn", "放假安排")]),
        ("2098-11-01", [("ok", "时间"), ("warn", "放假安排")]),
    ],
)
def test_the_clock_and_the_holidays(day: str, found: list[tuple[str, str]]) -> None:
    told = list(doctor.clock(datetime.fromisoformat(day).replace(tzinfo=UTC)))
    assert [(each.state, each.what) for each in told] == found


def test_from_november_on_the_next_year_counts_too() -> None:
    *_, holidays = doctor.clock(datetime(2098, 11, 1, tzinfo=UTC))
    assert holidays.told.startswith("2098、2099 年的放假调休还不知道")


@pytest.mark.parametrize(
    ("free", "state"), [(199 * 1024**2, "bad"), (201 * 1024**2, "warn"), (1024**3, "ok")]
)
def test_room_on_the_disk(free: int, state: str) -> None:
    assert doctor.disk(free).state == state


def test_pictures_need_a_chinese_font(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")  # a machine without fc-list
    told = doctor.font([str(tmp_path)])
    assert (told.state, told.todo) == ("warn", "Debian、Ubuntu：apt install fonts-noto-cjk")
    (tmp_path / "noto").mkdir()
    (tmp_path / "noto" / "NotoSansCJK-Regular.ttc").touch()
    assert doctor.font([str(tmp_path)]).state == "ok"


# ── What the office wrote ──


def test_each_slip_in_the_catalogue_is_told(settings: Settings, tmp_path: Path) -> None:
    loaded, found = doctor.catalogue(settings.model_copy(update={"catalogue": tmp_path}))
    assert loaded is None
    assert len(found) == 10
    assert {each.state for each in found} == {"bad"}
    assert found[0].told.startswith("services.toml: 找不到这个文件")


def test_a_city_without_a_village_cannot_serve_anybody(settings: Settings) -> None:
    assert doctor.catalogue(settings)[1][0].told == "阆中市，24 个村，16 个事项。"
    (found,) = doctor.catalogue(settings.model_copy(update={"sample": False}))[1]
    assert said(found) == ("warn", "阆中市，0 个村，16 个事项。")


def test_somebody_must_answer_for_personal_information() -> None:
    (missing,) = doctor.handler(replace(sample().city, handler="牵头单位（安装时填写全称）"))
    assert missing.state == "warn"
    (named,) = doctor.handler(replace(sample().city, handler="阆中市民政局"))
    assert said(named) == ("ok", "阆中市民政局。")


# ── The records ──


def test_the_folder_is_there_or_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert doctor.folder(tmp_path).told == f"{tmp_path}。"
    assert "第一次启动时会建" in doctor.folder(tmp_path / "a" / "b").told
    assert doctor.folder(tmp_path / "file" / "b").told == f"{tmp_path / 'file'} 不是文件夹。"


def test_a_sound_database_is_left_as_it_is(database: Path) -> None:
    before = database.read_bytes(), database.stat().st_mtime_ns
    sound, letters = record_findings.database(database, MONDAY)
    assert (sound.state, "没有坏，表是最新的" in sound.told) == ("ok", True)
    assert said(letters) == ("ok", "没有。")
    assert (database.read_bytes(), database.stat().st_mtime_ns) == before


def test_a_database_is_examined_while_the_house_writes(database: Path) -> None:
    def write_and_look(session: Session) -> list[Finding]:
        add_person(session, "李青山", "", "", MONDAY)
        return record_findings.database(database, MONDAY)

    records = Records(with_keys(open_sqlite(database)))
    assert [each.state for each in records.run_here(write_and_look)] == ["ok", "ok"]
    records.close()


@pytest.mark.parametrize(
    ("revision", "told"),
    [("9999", "表比这个版本的 Cunbang 新（9999）。"), ("", "不是 Cunbang 的数据库。")],
)
def test_tables_of_another_version(database: Path, revision: str, told: str) -> None:
    with closing(sqlite3.connect(database)) as tables, tables:
        tables.execute("UPDATE alembic_version SET version_num = ?", [revision])
    (found,) = record_findings.database(database, MONDAY)
    assert (found.state, found.told.endswith(told)) == ("bad", True)


def test_older_tables_ask_for_one_start() -> None:
    old = Health(damage="", empty=False, revision="0001", newest="0002", known=True, piles=None)
    found = record_findings._tables(Path("a"), old)
    assert said(found) == ("warn", "表是旧的（0001，最新是 0002）。")
    assert found.todo == "先备份 data，再启动一次，表会自己更新。"


def test_a_database_that_is_none_or_broken(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    other.write_bytes(b"not a database at all" * 100)
    (found,) = record_findings.database(other, MONDAY)
    assert said(found) == ("bad", f"{other} 打不开，可能坏了。")
    pages = bytearray(database.read_bytes())
    pages[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    database.write_bytes(pages)
    (found,) = record_findings.database(database, MONDAY)
    assert (found.state, "坏了" in found.told) == ("bad", True)


def leave_things_about(session: Session) -> None:
    for hours, address in ((2, "telegram:7"), (1, "telegram:8"), (90, "web:a")):
        posted_at = MONDAY - timedelta(hours=hours)
        outbox.post(session, Letter(f"to {address}", address, {}), posted_at)
    lost = outbox.post(session, Letter("lost", "telegram:7", {}), MONDAY)
    assert lost
    sending.mark(session, [sending.Mark(lost, "failed")])
    photo = FileRef("telegram:f", FileKind.PHOTO, 1, "", "")
    files.try_later(session, files.note_file(session, photo, "", MONDAY), MONDAY, 4)
    who = add_person(session, "王秀英", "", "", MONDAY)
    unreached.note(session, "k", who, "", "办好了", MONDAY)
    dead = {"event_id": "e", "address": "web:a", "kind": "Said", "traceback": "…"}
    for days in (1, 8):
        session.execute(insert(DeadLetters).values(**dead, at=MONDAY - timedelta(days=days)))


def test_what_lies_about_is_counted(database: Path) -> None:
    records = Records(with_keys(open_sqlite(database)))
    records.run_here(leave_things_about)
    _, *found = record_findings.database(database, MONDAY)
    records.close()
    assert [(each.state, each.what, each.told) for each in found] == [
        ("warn", "待发的信", "2 封，最早的等了2小时。网页上有 1 封等人来看。"),
        ("warn", "没发成的信", "最近7天有 1 封发不出去，不会再发。"),
        ("warn", "没办成的话", "最近7天有 1 句话处理时出错，人已经请重来。"),
        ("warn", "没通知到的人", "有 1 条消息没有办法送到。"),
        ("warn", "没取来的文件", "有 1 个文件还没取来，其中 1 个取了好几回。"),
    ]


# ── The doors ──


def test_telegram_that_is_off_says_how_to_switch_it_on(settings: Settings) -> None:
    found = doctor.telegram(settings)
    assert said(found) == ("ok", "关着。")
    assert found.todo.startswith("要开：CUNBANG_TELEGRAM_TOKEN=")


async def asked(api: BotApi, token: str = "") -> Finding:
    wish = Settings(telegram_token=SecretStr(token or api.token), telegram_api=api.url)
    found = await asyncio.to_thread(doctor.telegram, wish)
    secret = (token or api.token).partition(":")[2]
    assert secret not in f"{found}"
    return found


async def test_telegram_knows_the_bot_or_does_not(api: BotApi) -> None:
    found = await asked(api)
    assert said(found) == ("ok", f"开着，机器人是 @{api.bot['username']}。不要放真实的个人信息。")
    assert said(await asked(api, "42:ANOTHER-TOKEN-0123456789")) == ("bad", "不认这个口令。")
    assert api.refusals == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (502, b"<html>Bad Gateway</html>"),
        (200, b"<html>please log in</html>"),
        (200, b'{"ok": true, "result": "hello"}'),
        (200, b"[]"),
        (404, b"no such page"),
        (302, b""),
    ],
)
async def test_something_that_is_not_telegram_answers(
    api: BotApi, status: int, body: bytes
) -> None:
    api.faults.fail_next(status=status, body=body)
    found = await asked(api)
    assert said(found) == ("bad", f"127.0.0.1 有回应（{status}），但不像 Telegram。")


async def test_a_line_that_breaks_is_no_telegram(api: BotApi) -> None:
    api.faults.reset(3)  # aiohttp asks once more where nothing came back
    assert (await asked(api)).told.startswith("5 秒内连不上 127.0.0.1")


def test_nobody_at_telegrams_address(free_port: int) -> None:
    wish = Settings(telegram_token=TOKEN, telegram_api=f"http://127.0.0.1:{free_port}/")
    assert doctor.telegram(wish).told.startswith("5 秒内连不上 127.0.0.1")


def test_the_pages_address_is_free_or_somebody_elses(settings: Settings) -> None:
    assert said(doctor.web(settings)) == ("ok", f"{settings.listen} 空着，可以用。")
    beyond = settings.model_copy(update={"listen": "127.0.0.1:99999"})
    assert doctor.web(beyond).state == "bad"


async def test_another_server_on_the_pages_address(api: BotApi) -> None:
    taken = Settings(listen=api.url.removeprefix("http://"))
    found = await asyncio.to_thread(doctor.web, taken)
    assert said(found) == (
        "bad",
        f"{taken.listen} 用不了：别的程序占着这个端口，或者没有这个地址。",
    )


async def test_a_house_that_is_open_is_no_fault(settings: Settings) -> None:
    page = Starlette(routes=[Route("/health", health)], middleware=[Middleware(CarefulHeaders)])
    config = uvicorn.Config(page, port=settings.port, log_level="error", lifespan="off")
    server = QuietServer(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0.01)
    found = await asyncio.to_thread(doctor.web, settings)
    server.should_exit = True
    await serving
    assert said(found) == ("ok", f"{settings.listen}，Cunbang 正开着。")
