"""A week of a village, and a day of the whole house: nothing personal reaches logs, figures, groups, file names."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from bot.logs import log_to_stderr
from conversations.messages import InGroup
from storage.tables import Files, People, Posts, Requests
from tests.pictures import photo
from tests.running import free_port, running_app
from tests.telegram.server import BotApi
from tests.test_both_channels import somebody_on_telegram
from tests.test_duty_groups import in_group, read_in
from tests.test_figures import read
from tests.web.page import at_the_page
from tests.year import Life

pytest_plugins = ("tests.telegram.fixtures", "tests.activity_seats")
ILL = "样例·心脏搭了桥"
PHOTO = "📷"


def villagers(life: Life) -> list[tuple[str, str]]:
    """Name and phone of everybody who serves nowhere."""
    serves = select(Posts.id).where(Posts.person_id == People.id)
    query = select(People.name, People.phone).where(~serves.exists(), People.phone_mark != "")
    return life.village.records.run_here(
        lambda s: [(name, phone) for name, phone in s.execute(query)]
    )


def test_a_week_of_a_village_tells_its_group_nothing_of_anybody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_to_stderr("debug")
    life = Life(
        date(2026, 9, 28), date(2026, 10, 4), requests=8, issues=5, meetings=1, activities=1
    )
    in_group(life.village, InGroup.BIND, life.chen.address)
    life.at(life.village.now + timedelta(days=3), lambda: _notes(life))
    life.run(timedelta(minutes=15), hours=(6, 22))
    in_the_group, log = read_in(life.village), capsys.readouterr().err
    names = life.village.records.run_here(lambda s: s.execute(select(Files.name)).scalars().all())
    assert in_the_group.count("🌅") == 7
    people = villagers(life)
    assert len(people) > 5
    for told in (in_the_group, log, "\n".join(names)):
        assert ILL not in told
        assert [who for who in people if who[0] in told or who[1] in told] == []


def _notes(life: Life) -> None:
    """Somebody's illness stands in every errand."""
    note = update(Requests).values(note=ILL, asked_why=ILL)
    life.village.records.run_here(lambda s: s.execute(note))


async def test_a_day_of_the_house_leaves_nobody_in_logs_figures_and_file_names(
    api: BotApi, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when something breaks while somebody speaks."""
    log_to_stderr("debug")
    port = free_port()
    async with running_app(api, tmp_path, metrics=f"127.0.0.1:{port}") as app:
        url = app.house.settings.url
        agent = somebody_on_telegram(api, app.house, 71, "agent-01")
        await agent.says("0")
        await agent.sees("12345")
        async with at_the_page(url, "li-xiaoqin") as li:
            await li.says("医保缴费")
            for button in ("▶", "接着办", "我自己", "同意", "送到村里", PHOTO, "够了", "以后再补"):
                await li.sees("")
                await (li.sends_photo(photo()) if button == PHOTO else li.presses(button))
            await li.sees("")
            await li.says(ILL)
            await li.sees(ILL)
            await li.presses("送出去")
            await li.sees("DB-")
            await agent.sees("DB-")
            api.faults.fail_next(3, methods=["sendMessage"])
            monkeypatch.setattr("conversations.flows.profile._held", _breaks)
            await li.says("我的资料")
            await li.sees("不是您的错")
        _, figures = await read(f"http://127.0.0.1:{port}/metrics")
    log = capsys.readouterr().err
    files = "\n".join(str(path) for path in tmp_path.rglob("*"))
    assert "ZeroDivisionError" in log
    for told in (log, figures, files):
        assert not re.search(rf"李小琴|李青山|1380000000\d|{ILL}|web:sample-li|telegram:71\b", told)


def _breaks(*_of: object) -> None:
    name, phone = "样例·李小琴", "13800000002"
    raise ZeroDivisionError(f"{name} {phone} {ILL}")
