"""What an examination finds in the records, and what to do about it."""

import sqlite3
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.exc import DatabaseError

from bot.findings import Finding, bad, ok, there, warn
from bot.settings import Settings
from domain.roles import Post
from storage.checks import Health, Piles, Where, health, plain, posts_held

SOON = timedelta(hours=1)
"""A letter that waits longer is stuck, not on its way."""
LATELY = timedelta(days=7)


def where_records_are(settings: Settings) -> Where:
    database = settings.database
    return database.get_secret_value() if database else settings.data / "cunbang.sqlite"


def database(where: Where, now: datetime) -> list[Finding]:
    if _not_yet(where):
        return [ok("数据库", "还没有，第一次启动时会建。")]
    try:
        told = health(where, now - LATELY)
    except (DatabaseError, sqlite3.Error) as error:
        return [_closed(where, error)]
    if told.empty:
        return [ok("数据库", f"{plain(where)} 是空的，第一次启动时会建表。")]
    if told.damage:
        todo = "先停下，把 data 整个复制一份留着，再用备份换回来。"
        return [bad("数据库", f"坏了：{told.damage.splitlines()[0]}", todo)]
    return [_tables(where, told), *(piles(told.piles, now) if told.piles else ())]


def _not_yet(where: Where) -> bool:
    return isinstance(where, Path) and not there(where)


def _closed(where: Where, error: Exception) -> Finding:
    if isinstance(where, Path):
        todo = "看看文件的权限；真坏了就用备份换回来。"
        return bad("数据库", f"{where} 打不开，可能坏了。", todo)
    reason = str(getattr(error, "orig", error)).splitlines()[-1][:200]
    todo = "看看 CUNBANG_DATABASE 的地址、用户和密码，PostgreSQL 开着没有。"
    return bad("数据库", f"连不上 {plain(where)}：{reason}", todo)


def posts_of(where: Where) -> frozenset[Post] | None:
    """None where there are no records to ask yet; broken ones are told of by `database`."""
    try:
        return None if _not_yet(where) else posts_held(where)
    except (DatabaseError, sqlite3.Error):
        return None


def _tables(where: Where, told: Health) -> Finding:
    if told.revision == told.newest:
        return ok("数据库", f"{plain(where)}，没有坏，表是最新的（{told.revision}）。")
    if told.known:
        told_of = f"表是旧的（{told.revision}，最新是 {told.newest}）。"
        return warn("数据库", told_of, "先备份 data，再启动一次，表会自己更新。")
    if told.revision:
        todo = "用写过它的那个新版启动，或者用备份换回来。"
        return bad("数据库", f"表比这个版本的 Cunbang 新（{told.revision}）。", todo)
    return bad(
        "数据库", f"{plain(where)} 不是 Cunbang 的数据库。", "用 CUNBANG_DATA 指到对的文件夹。"
    )


def piles(told: Piles, now: datetime) -> Iterator[Finding]:
    """What waits, in the order in which it hurts."""
    yield _letters(told, now)
    if told.failed:
        todo = "看日志里的 letter_refused，再给这些人打电话。"
        yield warn("没发成的信", f"最近7天有 {told.failed} 封发不出去，不会再发。", todo)
    if told.dead:
        todo = "把 data 里 dead_letters 表最后几行给工程师看。"
        yield warn("没办成的话", f"最近7天有 {told.dead} 句话处理时出错，人已经请重来。", todo)
    if told.unreached:
        todo = "请村里的书记、代办员打电话或上门说一声。"
        yield warn("没通知到的人", f"有 {told.unreached} 条消息没有办法送到。", todo)
    if told.files_stuck:
        told_of = f"有 {told.files} 个文件还没取来，其中 {told.files_stuck} 个取了好几回。"
        yield warn("没取来的文件", told_of, "看看网络和磁盘；Telegram 关着时取不来。")
    elif told.files:
        yield ok("没取来的文件", f"{told.files} 个，正在取。")


def _letters(told: Piles, now: datetime) -> Finding:
    page = f"网页上有 {told.on_page} 封等人来看。" if told.on_page else ""
    if told.oldest is None:
        return ok("待发的信", page or "没有。")
    waited = now - told.oldest
    sentence = f"{told.waiting} 封，最早的等了{_long(waited)}。{page}"
    if waited <= SOON:
        return ok("待发的信", sentence)
    return warn("待发的信", sentence, "看看 Cunbang 开着没有，Telegram 连得上没有。")


def _long(time: timedelta) -> str:
    minutes = max(int(time.total_seconds() // 60), 0)
    if minutes < 60:
        return f"{minutes}分钟"
    return f"{minutes // 60}小时" if minutes < 48 * 60 else f"{minutes // 1440}天"
