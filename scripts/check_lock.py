#!/usr/bin/env python3
"""Holds pyproject.toml and requirements.lock in step, without network; says what to mend."""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
MEND = "run `uv run just lock`"
# name, extras, version, condition: sqlalchemy[asyncio]==2.1.9 ; python_version < "3.13"
PIN = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;*,]+)(?:\s*;.*)?")


def plain(name: str) -> str:
    """One spelling for a package: PyPI takes -, _ and . for the same (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pin(line: str) -> tuple[str, str] | None:
    """The name and version a line pins exactly, or nothing."""
    found = PIN.fullmatch(line.strip())
    return (plain(found[1]), found[2]) if found else None


def unpinned(groups: dict[str, list[str]]) -> Iterator[str]:
    for group, lines in groups.items():
        for line in lines:
            if pin(line) is None:
                yield f'pyproject.toml, {group}: "{line}" wants an exact version (==)'


def locked(text: str) -> dict[str, set[str]]:
    """The versions under each name; a universal lock may hold several with conditions."""
    versions: dict[str, set[str]] = {}
    for line in text.splitlines():
        if found := pin(line.removesuffix("\\")):
            versions.setdefault(found[0], set()).add(found[1])
    return versions


def out_of_step(wanted: list[str], lock: str) -> Iterator[str]:
    versions = locked(lock)
    for name, version in filter(None, map(pin, wanted)):
        have = versions.get(name, set())
        if have != {version}:
            held = ", ".join(sorted(have)) or "nothing"
            yield f"requirements.lock: {name} is {held}, pyproject.toml says {version}; {MEND}"


def hosts(lock: str) -> Iterator[str]:
    """A lock that names a download host binds every office to it."""
    for number, line in enumerate(lock.splitlines(), 1):
        if "://" in line or re.match(r"\s*(-i|-f|--(?!hash=))", line):
            yield f"requirements.lock:{number}: names a download host or index; {MEND}"


def tracked_uv_lock() -> Iterator[str]:
    git = shutil.which("git")
    if git is None or not (HOUSE / ".git").exists():
        return
    listed = subprocess.run(  # noqa: S603 — fixed words, no one else's input
        [git, "ls-files", "uv.lock"], cwd=HOUSE, capture_output=True, text=True, check=True
    )
    if listed.stdout.strip():
        yield "uv.lock names download hosts and stays out of git: git rm --cached uv.lock"


def faults() -> Iterator[str]:
    pyproject = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (HOUSE / "requirements.lock").read_text(encoding="utf-8")
    project = pyproject["project"]
    wanted = project["dependencies"]
    extras = project.get("optional-dependencies", {})
    yield from unpinned(
        {"dependencies": wanted, **extras, **pyproject.get("dependency-groups", {})}
    )
    yield from out_of_step(wanted, lock)
    yield from hosts(lock)
    yield from tracked_uv_lock()


if __name__ == "__main__":
    sys.exit("\n".join(faults()) or 0)
