"""What is handed to an operator: it says what it claims, and everything it names is there."""

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.plainly import folders_of_secrets
from bot.settings import Settings
from tests.village import HOUSE

DEPLOY = HOUSE / "deploy"
CONTAINER = (DEPLOY / "Containerfile").read_text()
SECRETS = {"cunbang_database", "cunbang_telegram_token", "cunbang_open311_keys"}


def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return told


def service(name: str) -> dict[str, list[str]]:
    """Settings of the [Service] section; a setting may come several times."""
    read = configparser.RawConfigParser(strict=False, dict_type=dict)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # as systemd spells them
    read.read(DEPLOY / name)
    return {key: value.split() for key, value in read["Service"].items()}


def test_the_image_holds_everything_the_program_reads() -> None:
    copied = {
        words.split()[0] for words in re.findall(r"^COPY (\w[\w.]* \w+)$", CONTAINER, re.MULTILINE)
    }
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")} - {"tests", "benchmarks"}
    assert copied == rooms | {"catalogue", "locales"}
    assert all((HOUSE / folder).is_dir() for folder in copied)
    assert "COPY bot.py LICENSE ./" in CONTAINER


def test_the_image_is_built_of_hashed_files_and_runs_without_root() -> None:
    assert "--require-hashes --only-binary :all:" in CONTAINER
    assert re.search(r"^USER 10001:10001$", CONTAINER, re.MULTILINE)
    assert CONTAINER.index("USER ") < CONTAINER.index("ENTRYPOINT")
    assert "latest" not in CONTAINER


def test_both_processes_can_do_little_besides_their_work() -> None:
    services = compose()["services"]
    for name in ("bot-1", "bot-2"):
        bot = services[name]
        assert bot["read_only"] is True
        assert bot["cap_drop"] == ["ALL"]
        assert bot["security_opt"] == ["no-new-privileges:true"]
        assert {*bot["secrets"]} == SECRETS
        assert "ports" not in bot
    assert "ports" not in services["database"]
    assert compose()["networks"]["inside"] == {"internal": True}


def test_every_setting_that_is_handed_over_exists() -> None:
    given = {*compose()["x-bot"]["environment"], *(name.upper() for name in SECRETS)}
    given |= {*re.findall(r"CUNBANG_[A-Z_]+", CONTAINER)}
    for name in ("cunbang.service", "cunbang-backup.service"):
        given |= {*re.findall(r"CUNBANG_[A-Z_]+", (DEPLOY / name).read_text())}
    known = {f"CUNBANG_{field.upper()}" for field in Settings.model_fields}
    assert given - known == {"FORWARDED_ALLOW_IPS"}


def test_secrets_come_from_files(tmp_path: Path) -> None:
    """As systemd and container engines hand them over; nothing of them is in the environment."""
    (tmp_path / "cunbang_telegram_token").write_text("42:AAsample-token-of-no-real-bot\n")
    (tmp_path / "cunbang_open311_keys").write_text("\n")
    folders = folders_of_secrets({"CREDENTIALS_DIRECTORY": str(tmp_path)})
    given: dict[str, Any] = {"_secrets_dir": folders}
    settings = Settings(**given)
    assert settings.telegram_token
    assert settings.telegram_token.get_secret_value() == "42:AAsample-token-of-no-real-bot"
    assert settings.open311 == {}
    assert folders_of_secrets({"CREDENTIALS_DIRECTORY": str(tmp_path / "none")}) == []


@pytest.mark.parametrize("name", ["cunbang.service", "cunbang-backup.service"])
def test_the_service_is_confined(name: str) -> None:
    told = service(name)
    assert told["ProtectSystem"] == ["strict"]
    assert told["NoNewPrivileges"] == ["yes"]
    assert told["CapabilityBoundingSet"] == []
    assert told["User"] == ["cunbang"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in DEPLOY.glob("cunbang*"):
        words = unit.read_text().replace("/opt/cunbang/venv/bin/python", "/bin/true")
        (tmp_path / unit.name).write_text(words)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Unknown" not in done.stderr
    assert "Failed to parse" not in done.stderr


def test_the_web_server_asks_who_is_ready_and_hides_what_is_inside() -> None:
    caddy = (DEPLOY / "Caddyfile").read_text()
    assert "health_uri /ready" in caddy
    assert "respond @inside 404" in caddy
    assert caddy.count("{") == caddy.count("}")
    for name in re.findall(r"(bot-\d):8080", caddy):
        assert name in compose()["services"]


def test_what_the_house_writes_is_for_its_own_eyes(tmp_path: Path) -> None:
    """Database, keys and lists, whatever the machine's habit."""
    order = [sys.executable, str(HOUSE / "bot.py"), "invite", "agent", "--at", "511381116901"]
    given = {
        "PATH": os.environ["PATH"],
        "CUNBANG_DATA": str(tmp_path / "data"),
        "CUNBANG_SAMPLE": "1",
    }
    done = subprocess.run(order, env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    written = [*(tmp_path / "data").rglob("*")]
    assert written
    assert all(path.stat().st_mode & 0o077 == 0 for path in [tmp_path / "data", *written])
