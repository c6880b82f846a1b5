"""What an examination finds of the keys and of what should be gone or sealed, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.exc import DatabaseError

from bot.findings import Finding, bad, ok, warn
from bot.record_findings import where_records_are
from bot.sealed_file import lying
from bot.settings import Settings
from storage.checks import overdue

OTHERS = 0o077
A_DAY = timedelta(days=1)
"""The clock deletes hourly, a portion at a time: what is this much too old is not being deleted."""
CALLED = {
    "letters": "信",
    "errors": "出错记录",
    "looks": "谁看过的记录",
    "unreached": "没通知到的记录",
}


def privacy(settings: Settings, now: datetime) -> Iterator[Finding]:
    keys = settings.data / "personal.keys"
    if not keys.exists():
        if (settings.data / "web.key").exists():
            todo = "从备份里把 personal.keys 放回来；没有它，电话、住处、照片都打不开。"
            yield bad("密钥", f"{keys} 不见了。", todo)
        return
    if keys.stat().st_mode & OTHERS:
        yield warn("密钥", f"{keys} 别的用户也能读。", f"chmod 600 {keys}")
    else:
        yield ok("密钥", "在，只有自己能读。")
    yield from _files(settings)
    yield from _too_old(settings, now)


def _files(settings: Settings) -> Iterator[Finding]:
    still_open = 0
    for path in (settings.data / "files").glob("??/*"):
        with path.open("rb") as file:
            still_open += not lying(file).sealed_key
    if still_open:
        told = f"有 {still_open} 个照片、材料是以前存的，还没有加密。"
        yield warn("照片和材料", told, "uv run bot.py rotate-keys")


def _too_old(settings: Settings, now: datetime) -> Iterator[Finding]:
    before = {name: now - time - A_DAY for name, time in settings.keep.items()}
    try:
        found = overdue(where_records_are(settings), before)
    except (DatabaseError, sqlite3.Error):
        return  # `database` tells of it
    if found:
        told = "、".join(CALLED[name] for name in found)
        yield warn("到期该删的", f"{told}过了保存期还在。", "让 Cunbang 一直开着，它每小时删一批。")
