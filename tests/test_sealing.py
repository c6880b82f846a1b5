"""Personal data lies sealed, with keys that lie elsewhere."""

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text
from typer.testing import CliRunner

from bot import keyring
from bot.cli import cli
from bot.house import open_house
from bot.keyring import Keyring
from bot.settings import Settings
from storage import people
from storage.resealing import left_under, mark_phones, reseal, sealed_columns
from storage.sealing import KeysMissing, is_sealed
from storage.tables import People
from tests.errands import new_village
from tests.keys import ring
from tests.opened import opened_before
from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.village import Village

PHONE = "13800000099"


pytest_plugins = ("tests.telegram.fixtures",)


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring(tmp_path / "personal.keys")


def test_what_is_sealed_opens_only_where_it_belongs_and_with_its_key(
    keys: Keyring, tmp_path: Path
) -> None:
    sealed = keys.seal("电话138", "people.phone")
    assert is_sealed(sealed)
    assert sealed != keys.seal("电话138", "people.phone")
    assert keys.open(sealed, "people.phone") == "电话138"
    assert keys.open("before there were keys", "people.phone") == "before there were keys"
    with pytest.raises(KeysMissing):
        keys.open(sealed, "requests.note")
    with pytest.raises(KeysMissing):
        Keyring(tmp_path / "other.keys").open(sealed, "people.phone")
    assert (tmp_path / "personal.keys").stat().st_mode & 0o777 == 0o600


def test_a_new_key_is_known_to_a_process_that_runs_already(keys: Keyring, tmp_path: Path) -> None:
    """It opens what another sealed with it, and seals with it itself before long."""
    other = Keyring(tmp_path / "personal.keys")
    mark, old = keys.mark(PHONE), keys.seal(PHONE, "people.phone")
    assert other.add() == "k2"
    assert keys.open(other.seal(PHONE, "people.phone"), "people.phone") == PHONE
    assert keys.newest == "k2"
    assert (keys.open(old, "people.phone"), keys.mark(PHONE)) == (PHONE, mark)


def test_a_process_notices_by_itself_that_there_is_a_new_key(
    keys: Keyring, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "OFTEN", 0)
    assert keys.newest == "k1"
    Keyring(tmp_path / "personal.keys").add()
    assert keys.newest == "k2"


@pytest.fixture
def village() -> Village:
    return new_village()


def raw(village: Village, query: str) -> list[str]:
    rows = village.records.run_here(lambda s: s.execute(text(query)).scalars().all())
    return [
        each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in rows
    ]


def everything(village: Village) -> str:
    """All that lies in the columns that are to be sealed."""
    return "".join(
        each
        for column in sealed_columns()
        for each in raw(
            village,
            f'SELECT "{column.name}" FROM {column.table.name} WHERE "{column.name}" IS NOT NULL',
        )
    )


def test_nothing_of_a_talk_can_be_read_in_the_database(village: Village) -> None:
    """Phone, words of a talk under way, what was answered; and people are found by phone all the same."""
    stranger = village.newcomer("样例·小赵")
    stranger.opens("v_511381116901")
    stranger.presses("同意，开始")
    stranger.says("样例·赵小满")
    stranger.says(PHONE)
    stranger.says("我想说个事")
    stranger.says("我家屋后头有个沟")
    lies = everything(village)
    assert "~k1~" in lies
    for word in (PHONE, "屋后头", "赵小满", "13800000003", "想说什么事"):
        assert word not in lies
    found = village.records.run_here(lambda s: people.with_phone(s, PHONE))
    assert len(found) == 1
    assert village.records.run_here(lambda s: s.get_one(People, found[0]).phone) == PHONE


def test_everything_is_sealed_anew_while_people_talk(village: Village) -> None:
    """A portion at a time; afterwards the old key opens nothing any more and can go."""
    person = village.seat("he-dacheng")
    person.says("我想说个事")
    person.says("屋后头有个沟")
    name = ring().add()
    for column in sealed_columns():
        while village.records.run_here(lambda s, c=column: reseal(s, c, name)):  # type: ignore[misc]
            person.says("沟")
    left = [
        village.records.run_here(lambda s, c=column: left_under(s, c, "k1"))  # type: ignore[misc]
        for column in sealed_columns()
    ]
    assert sum(left) == 0
    assert "想在哪天说" in person.says("x") or person.presses("下次开会就行")
    assert village.records.run_here(lambda s: people.with_phone(s, "13800000003"))


def test_phones_from_before_are_marked(village: Village) -> None:
    def as_before(session: object) -> None:
        session.execute(text(f"UPDATE people SET phone = '{PHONE}', phone_mark = '' WHERE id = 1"))  # type: ignore[attr-defined]

    village.records.run_here(as_before)
    assert village.records.run_here(mark_phones) == 1
    assert village.records.run_here(mark_phones) == 0
    assert village.records.run_here(lambda s: people.with_phone(s, PHONE)) == (1,)
    phone = select(People.phone).where(People.id == 1)
    assert village.records.run_here(lambda s: s.execute(phone).scalar()) == PHONE
    assert PHONE not in everything(village)


def test_a_house_whose_keys_are_gone_does_not_make_new_ones(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, database=opened_before(tmp_path), sample=True)
    (tmp_path / "personal.keys").unlink()
    with pytest.raises(KeysMissing, match="is gone"):
        open_house(settings)
    assert not (tmp_path / "personal.keys").exists()


def types(data: Path, database: SecretStr | None, *words: str) -> str:
    given = {"CUNBANG_DATA": str(data), "CUNBANG_SAMPLE": "1"}
    if database:
        given["CUNBANG_DATABASE"] = database.get_secret_value()
    return CliRunner().invoke(cli, words, env=given).output


async def test_an_operator_changes_the_key_while_the_house_runs(
    api: BotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A talk goes on before, between and after; the old key is thrown away at the end."""
    monkeypatch.setattr(keyring, "OFTEN", 0)
    database = opened_before(tmp_path)
    async with running_house(api, tmp_path, database=database):
        person = Phone(api, 7, "样例·新来的")
        await person.says("你好")
        await person.presses("同意，开始")
        await person.sees("您是哪个乡镇")
        told = await asyncio.to_thread(types, tmp_path, database, "rotate-keys")
        assert "people.phone：" in told
        assert "换好了" in told
        await person.says("妙高")
        await person.sees("哪个村、哪个社区")
        told = await asyncio.to_thread(types, tmp_path, database, "rotate-keys", "--drop-old")
        assert "现在的钥匙：k2。" in told
        await person.presses("样例·清泉村")
        await person.sees("怎么称呼您")
    assert [line.split()[0] for line in (tmp_path / "personal.keys").read_text().splitlines()] == [
        "k2",
        "lookup",
    ]


def test_keys_that_are_gone_are_told_in_a_sentence(tmp_path: Path) -> None:
    database = opened_before(tmp_path)
    (tmp_path / "personal.keys").unlink()
    told = types(tmp_path, database, "revoke", "x")
    assert "请把原来的 personal.keys 放回 data 文件夹" in told
