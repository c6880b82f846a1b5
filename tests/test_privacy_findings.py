"""The doctor looks after the keys, after what lies open, and after what should be gone."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.findings import Finding
from bot.house import open_house
from bot.privacy_findings import privacy
from bot.settings import Settings
from storage import outbox
from storage.outbox import Letter
from tests.village import ZONE

NOW = datetime(2026, 11, 27, 9, tzinfo=ZONE)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Of a house that was open and is closed again."""
    made = Settings(data=tmp_path, sample=False)
    house = open_house(made)
    (tmp_path / "web.key").touch()
    body = {"text": "好", "rows": [], "menu": [], "wish": "", "files": []}
    letter = Letter("a", "web:a", body)
    house.records.run_here(lambda s: outbox.post(s, letter, NOW))
    house.records.engine.dispose()
    return made


def told(settings: Settings, now: datetime = NOW) -> list[Finding]:
    return [finding for finding in privacy(settings, now) if finding.state != "ok"]


def test_a_house_in_order(settings: Settings) -> None:
    assert told(settings) == []


def test_a_house_that_was_never_open(tmp_path: Path) -> None:
    assert [*privacy(Settings(data=tmp_path / "new", sample=False), NOW)] == []


def test_keys_that_are_gone(settings: Settings) -> None:
    (settings.data / "personal.keys").unlink()
    (finding,) = told(settings)
    assert (finding.state, "从备份里" in finding.todo) == ("bad", True)


def test_keys_that_others_can_read(settings: Settings) -> None:
    (settings.data / "personal.keys").chmod(0o644)
    (finding,) = told(settings)
    assert finding.todo.startswith("chmod 600 ")


def test_files_from_before_they_were_sealed(settings: Settings) -> None:
    old = settings.data / "files" / "ab" / ("ab" * 32)
    old.parent.mkdir(parents=True)
    old.write_bytes(b"a photo")
    (finding,) = told(settings)
    assert "1 个照片、材料" in finding.told
    assert "rotate-keys" in finding.todo


def test_what_should_be_gone_and_is_not(settings: Settings) -> None:
    soon = NOW + settings.keep["letters"]
    assert told(settings, soon + timedelta(hours=2)) == []
    (finding,) = told(settings, soon + timedelta(days=2))
    assert finding.told.startswith("信过了保存期")
