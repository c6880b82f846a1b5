"""A house is backed up while people talk to it, and set up again elsewhere."""

import asyncio
import gzip
import io
import shutil
import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot import backup
from bot.backup import back_up, restore
from bot.backup_file import MANIFEST, Unfit, Writer
from bot.cli import cli
from bot.house import House, open_house
from bot.settings import Settings
from storage.snapshots import copy_embedded
from storage.tables import Letters, SeenEvents
from tests import postgresql
from tests.opened import opened_before
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi

pytest_plugins = ("tests.telegram.fixtures",)
NOW = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs come with the server of the tests."""
    monkeypatch.setenv("PATH", f"{postgresql.programs()}:/usr/bin:/bin")


def opened_at(data: Path, kind: str) -> Settings:
    return Settings(data=data, database=opened_before(data, kind), sample=True)


def empty_at(data: Path, kind: str) -> Settings:
    database = SecretStr(postgresql.fresh()) if kind == "postgresql" else None
    return Settings(data=data, database=database, sample=True)


def ids(house: House) -> set[str]:
    return house.records.run_here(lambda s: {*s.execute(select(SeenEvents.id)).scalars()})


@BOTH
async def test_a_talk_goes_on_in_the_house_that_was_set_up_again(
    api: BotApi, tmp_path: Path, kind: str
) -> None:
    """Backed up in the middle of a talk and under traffic; all that was answered before is there."""
    old, backup = opened_at(tmp_path / "old", kind), tmp_path / "b.tar.gz"
    person = Phone(api, 7, "样例·新来的")
    async with running_house(api, old.data, database=old.database) as house:
        await person.says("你好")
        await person.presses("同意，开始")
        await person.sees("您是哪个乡镇")
        crowd = [Phone(api, 100 + n, f"样例{n}") for n in range(40)]
        talking = asyncio.gather(*(each.says("0") for each in crowd))
        answered = ids(house)
        told = await asyncio.to_thread(back_up, old, backup, NOW)
        await talking
        await api.updates.emptied()
    assert len(answered) >= 2
    new = empty_at(tmp_path / "new", kind)
    assert restore(new, backup) == told
    async with running_house(api, new.data, database=new.database) as house:
        assert answered <= ids(house)
        await person.says("妙高")
        await person.sees("哪个村、哪个社区")
    key = (old.data / "web.key").read_text()
    assert (new.data / "web.key").read_text() == key


@BOTH
def test_files_and_keys_come_along(tmp_path: Path, kind: str) -> None:
    old = opened_at(tmp_path / "old", kind)
    photo = old.data / "files" / "ab" / f"ab{'0' * 62}"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a picture that is plainly a sample" * 1000)
    (old.data / "files" / "coming-x").write_bytes(b"half an upload")
    (old.data / "web.key").write_text("k" * 64)
    told = back_up(old, tmp_path / "b.tar.gz", NOW)
    assert (tmp_path / "b.tar.gz").stat().st_mode & 0o777 == 0o600
    assert (told.files(), told.database, told.rows["people"] > 70) == (1, kind, True)
    assert restore(empty_at(tmp_path / "new", kind), tmp_path / "b.tar.gz").members == told.members
    kept = sorted(p.name for p in (tmp_path / "new" / "files").rglob("*") if p.is_file())
    assert kept == [photo.name]
    assert (tmp_path / "new" / "web.key").read_text() == "k" * 64
    assert not [*(tmp_path / "new").glob(".restoring*")]
    assert not [*tmp_path.glob(".b*")]


def test_a_file_that_goes_meanwhile_spoils_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody is forgotten, and a key is thrown away, while the backup is written."""
    old = opened_at(tmp_path / "old", "sqlite")
    photos = [old.data / "files" / "ab" / f"ab{n}{'0' * 61}" for n in range(2)]
    photos[0].parent.mkdir(parents=True)
    for photo in photos:
        photo.write_bytes(b"x")
    before = (old.data / "personal.keys").read_text()
    copy = copy_embedded

    def meanwhile(file: Path, to: Path) -> None:
        copy(file, to)
        (old.data / "personal.keys").write_text(f"k2 {'ab' * 32}\n{before.splitlines()[1]}\n")

    monkeypatch.setattr(backup, "copy_embedded", meanwhile)
    add = Writer.add

    def slowly(writer: Writer, name: str, path: Path) -> None:
        if name.startswith("files/"):
            photos[1].unlink(missing_ok=True)
        add(writer, name, path)

    monkeypatch.setattr(Writer, "add", slowly)
    assert back_up(old, tmp_path / "b.tar.gz", NOW).files() == 1
    restore(empty_at(tmp_path / "new", "sqlite"), tmp_path / "b.tar.gz")
    names = [
        line.split()[0] for line in (tmp_path / "new" / "personal.keys").read_text().splitlines()
    ]
    assert names == ["k2", "lookup", "k1"]


def test_a_key_that_is_made_meanwhile_comes_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the house opens its page for the first time just then."""
    old = opened_at(tmp_path / "old", "sqlite")

    def meanwhile(file: Path, to: Path) -> None:
        copy_embedded(file, to)
        (old.data / "web.key").write_text("k" * 64)

    monkeypatch.setattr(backup, "copy_embedded", meanwhile)
    assert "keys/web.key" in back_up(old, tmp_path / "b.tar.gz", NOW).members


@BOTH
def test_nothing_is_restored_over_something(tmp_path: Path, kind: str) -> None:
    old = opened_at(tmp_path / "old", kind)
    (old.data / "web.key").write_text("k" * 64)
    back_up(old, tmp_path / "b.tar.gz", NOW)
    with pytest.raises(Unfit, match="不是空的"):
        restore(old, tmp_path / "b.tar.gz")
    if kind == "postgresql":
        beside = Settings(data=tmp_path / "new", database=old.database)
        with pytest.raises(Unfit, match="已经有表"):
            restore(beside, tmp_path / "b.tar.gz")
    other = empty_at(tmp_path / "other", "sqlite" if kind == "postgresql" else "postgresql")
    with pytest.raises(Unfit, match=f"这份备份是 {kind} 的"):
        restore(other, tmp_path / "b.tar.gz")
    assert [*other.data.iterdir()] == []


@pytest.fixture
def good(tmp_path: Path) -> Iterator[Path]:
    back_up(opened_at(tmp_path / "old", "sqlite"), tmp_path / "good.tar.gz", NOW)
    yield tmp_path / "good.tar.gz"
    empty = tmp_path / "new"
    assert not empty.exists() or [*empty.iterdir()] == [], "a bad backup left something behind"


def refused(tmp_path: Path, backup: Path) -> str:
    with pytest.raises(Unfit) as unfit:
        restore(Settings(data=tmp_path / "new"), backup)
    return str(unfit.value)


def changed(good: Path, name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> Path:
    """The same backup with one member more, or another in its place."""
    bad = good.with_name("bad.tar.gz")
    with tarfile.open(good) as old, tarfile.open(bad, "w:gz") as new:
        for member in old:
            if member.name != name:
                new.addfile(member, old.extractfile(member))
        odd = tarfile.TarInfo(name)
        odd.type, odd.size = kind, len(content) if kind == tarfile.REGTYPE else 0
        odd.linkname = "/etc/passwd"
        new.addfile(odd, io.BytesIO(content))
    return bad


@pytest.mark.parametrize(
    "name",
    ["../x", "/tmp/x", "files/../../x", "files/ab/x", "keys/id_rsa", "database.sqlite/../x", "x"],
)
def test_no_name_leads_out_of_the_folder(tmp_path: Path, good: Path, name: str) -> None:
    assert "不该有的东西" in refused(tmp_path, changed(good, name, b"x"))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.CHRTYPE]
)
def test_no_link_and_no_device_is_unpacked(tmp_path: Path, good: Path, kind: bytes) -> None:
    assert "不该有的东西" in refused(tmp_path, changed(good, f"files/ab/{'a' * 64}", b"", kind))


def test_a_file_that_is_not_on_the_list_is_noticed(tmp_path: Path, good: Path) -> None:
    assert "和清单对不上" in refused(tmp_path, changed(good, f"files/ab/{'a' * 64}", b"x"))
    assert "和清单对不上" in refused(tmp_path, changed(good, "database.sqlite", b"x"))


def test_a_cut_or_spoilt_file_is_noticed(tmp_path: Path, good: Path) -> None:
    whole = good.read_bytes()
    bad = good.with_name("bad.tar.gz")
    for spoilt in (whole[: len(whole) // 2], whole[:5000] + b"\0" * 99 + whole[5099:], b"", b"x"):
        bad.write_bytes(spoilt)
        assert "不是完整的备份" in refused(tmp_path, bad)
    bad.write_bytes(gzip.compress(b"not a tar" * 999))
    assert "不是完整的备份" in refused(tmp_path, bad)
    assert "不是完整的备份" in refused(tmp_path, changed(good, MANIFEST, b"{}"))


def types(data: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, words, env={"CUNBANG_DATA": str(data)})


def test_what_an_operator_types(tmp_path: Path) -> None:
    """Backed up twice, of which one is kept; restored; and the house opens."""
    assert "没有可备份的" in types(tmp_path / "none", "backup").output
    opened_before(tmp_path / "old", "sqlite")
    for _ in range(2):
        told = types(tmp_path / "old", "backup", "--keep", "1")
        assert told.exit_code == 0, told.output
        assert "没有可备份的" not in told.output
        (only,) = (tmp_path / "old" / "backups").glob("cunbang-*")
        shutil.copy(only, tmp_path / "b.tar.gz")
    told = types(tmp_path / "new", "restore", str(tmp_path / "b.tar.gz"))
    assert told.exit_code == 0, told.output
    assert "备份里没有 web.key" in told.output
    house = open_house(Settings(data=tmp_path / "new", sample=True))
    assert house.records.run_here(lambda s: s.execute(select(Letters.id)).all()) == []
    house.records.close()
    assert types(tmp_path / "new", "restore", str(tmp_path / "nowhere")).exit_code == 2
