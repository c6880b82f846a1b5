"""Examines the house before or while it runs, and says what to do. Nothing is changed by it."""

import asyncio
import ipaddress
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp

from bot.findings import Finding, bad, ok, show, there, warn
from bot.issues.findings import issues
from bot.privacy_findings import privacy
from bot.record_findings import database, posts_of, where_records_are
from bot.settings import Settings
from bot.templates import faults_in_templates
from domain.places import City
from domain.workdays import known
from handlers.web_headers import ALWAYS
from storage.catalogue import CatalogueError, Loaded, load_catalogue

__all__ = ["Finding", "examine", "show"]

PLACEHOLDER = "安装时填写"
"""Stands in city.toml until an office has written its own name there."""
LITTLE, VERY_LITTLE = 1024**3, 200 * 1024**2
PATIENCE = 5.0
TELEGRAMS_PORTS = (443, 80, 88, 8443)
"""Where webhooks are brought to (Bot API, setWebhook)."""
FONT_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)
FONTS = ("*CJK*", "wqy*", "PingFang*", "msyh*", "simsun*")


def examine(settings: Settings) -> list[Finding]:
    """Everything there is to check, in the order in which it is mended."""
    loaded, about_catalogue = catalogue(settings)
    city, records = loaded and loaded.city, where_records_are(settings)
    now = datetime.now(ZoneInfo(city.time_zone) if city else UTC)
    return [
        python(sys.version_info[:2]),
        *wishes(settings),
        *about_catalogue,
        *(handler(city) if city else ()),
        folder(settings.data),
        *database(records, now),
        *privacy(settings, now),
        *(issues(loaded.city, loaded.catalogue.issues, posts_of(records)) if loaded else ()),
        disk(_free(settings.data)),
        *clock(now),
        telegram(settings),
        *webhook(settings),
        web(settings),
        font(FONT_FOLDERS),
    ]


# ── The machine and what was asked of it ──


def python(version: tuple[int, ...]) -> Finding:
    told = ".".join(map(str, version))
    if (3, 11) <= version <= (3, 13):
        return ok("Python", f"{told}。")
    todo = "uv run --python 3.13 bot.py"
    return bad("Python", f"{told} 不在 3.11 到 3.13 之间，没有试过。", todo)


def wishes(settings: Settings) -> list[Finding]:
    """Settings that are allowed, and unwise together."""
    open_to_all = not _at_home_only(settings.host) or bool(settings.public_url)
    found = []
    if settings.with_sample and settings.telegram_token:
        told = "样例城市和 Telegram 都开着，真人会和编的人混在一起。"
        found.append(warn("设置", told, "正式用就去掉 CUNBANG_SAMPLE=1。"))
    if settings.with_sample and open_to_all:
        told = "样例城市开着，网页又能从外面打开，谁都能扮演任何人。"
        found.append(warn("设置", told, "正式用就设 CUNBANG_SAMPLE=0。"))
    if open_to_all and not settings.url.startswith("https://"):
        told = f"网页从外面走 {settings.url}，不是 https，手机不让用话筒和定位，内容也会被人看见。"
        todo = "前面放一台带证书的网页服务器，再设 CUNBANG_PUBLIC_URL=https://……"
        found.append(warn("设置", told, todo))
    return found or [ok("设置", "环境变量都对。")]


def _at_home_only(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def clock(now: datetime) -> Iterator[Finding]:
    if now.year < 2026:
        todo = "对一下机器的时间，例如：timedatectl set-ntp true"
        yield bad("时间", f"机器的钟是 {now:%Y-%m-%d}，期限都会算错。", todo)
        return
    yield ok("时间", f"{now:%Y-%m-%d %H:%M}。")
    years = (now.year, now.year + 1) if now.month >= 11 else (now.year,)
    unknown = [str(year) for year in years if not known(year)]
    if unknown:
        told = f"{'、'.join(unknown)} 年的放假调休还不知道，期限先按周一到周五算，遇到节日会偏早。"
        todo = "国务院办公厅的通知一般11月出；出了以后把 Cunbang 升到新版。"
        yield warn("放假安排", told, todo)
    else:
        yield ok("放假安排", f"{'、'.join(map(str, years))} 年的都有。")


def disk(free: int) -> Finding:
    told = f"还剩 {free / 1024**3:.1f} GB。"
    if free >= LITTLE:
        return ok("磁盘", told)
    todo = "清理磁盘，或者用 CUNBANG_DATA 换一个大的。"
    return bad("磁盘", told, todo) if free < VERY_LITTLE else warn("磁盘", told, todo)


def _free(folder: Path) -> int:
    return shutil.disk_usage(_nearest(folder)).free


def _nearest(path: Path) -> Path:
    """The path, or what exists of the way to it."""
    path = path.absolute()
    return next(each for each in (path, *path.parents) if there(each))


def font(folders: Sequence[str]) -> Finding:
    """Pictures with Chinese words need one; the talks do not."""
    files = (file for each in folders for name in FONTS for file in Path(each).rglob(name))
    if _font_listed() or any(files):
        return ok("中文字体", "有。")
    told = "没有找到，图片里的汉字会变成方框。"
    return warn("中文字体", told, "Debian、Ubuntu：apt install fonts-noto-cjk")


def _font_listed() -> bool:
    lister = shutil.which("fc-list")
    if lister is None:
        return False
    try:
        told = subprocess.run(  # noqa: S603  # a fixed command of the system
            [lister, ":lang=zh"], capture_output=True, timeout=PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return bool(told.stdout.strip())


# ── What the office wrote ──


def catalogue(settings: Settings) -> tuple[Loaded | None, list[Finding]]:
    """What the office wrote, and what is wrong in its files: one finding for each slip."""
    try:
        loaded = load_catalogue(settings.catalogue, sample=settings.with_sample)
    except CatalogueError as error:
        return None, [bad("目录", problem) for problem in error.problems]
    if faults := faults_in_templates(settings.catalogue):
        return loaded, [bad("模板", fault) for fault in faults]
    villages, services = len(loaded.city.villages), len(loaded.catalogue.services)
    told = f"{loaded.city.name.zh}，{villages} 个村，{services} 个事项。"
    if villages:
        return loaded, [ok("目录", told)]
    return loaded, [warn("目录", told, "把本市的村写进 catalogue/city.toml。")]


def handler(city: City) -> list[Finding]:
    what = "个人信息处理者"
    if PLACEHOLDER not in city.handler:
        return [ok(what, f"{city.handler}。")]
    told = "还没有填，《个人信息保护法》要求告诉群众是哪个单位。"
    return [warn(what, told, "在 catalogue/city.toml 的 handler 里写上单位全称。")]


def folder(data: Path) -> Finding:
    nearest = _nearest(data)
    if not nearest.is_dir():
        return bad("数据文件夹", f"{nearest} 不是文件夹。", "用 CUNBANG_DATA 换个地方。")
    if not os.access(nearest, os.W_OK | os.X_OK):
        return bad("数据文件夹", f"{nearest} 写不进去。", "改权限，或者用 CUNBANG_DATA 换个地方。")
    if nearest != data.absolute():
        return ok("数据文件夹", f"{data} 还没有，第一次启动时会建。")
    return ok("数据文件夹", f"{data.absolute()}。")


# ── The doors ──

Answer = tuple[int, Mapping[str, str], bytes]


async def _get(url: str) -> Answer | None:
    """Status, headers and body; None where nobody answers. The error is dropped: it names the URL."""
    limit = aiohttp.ClientTimeout(PATIENCE)
    try:
        async with (
            aiohttp.ClientSession(timeout=limit) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            return answer.status, answer.headers, await answer.read()
    except (aiohttp.ClientError, OSError, ValueError):
        return None


def telegram(settings: Settings) -> Finding:
    if settings.telegram_token is None:
        todo = "要开：CUNBANG_TELEGRAM_TOKEN=<@BotFather 给的口令> uv run bot.py"
        return ok("Telegram", "关着。", todo)
    base, token = settings.telegram_api.rstrip("/"), settings.telegram_token.get_secret_value()
    where = urlsplit(base).hostname or ""
    answer = asyncio.run(_get(f"{base}/bot{token}/getMe"))
    if answer is None:
        told = f"{PATIENCE:.0f} 秒内连不上 {where}（中国大陆连不上 Telegram）。"
        return bad("Telegram", told, "看看网络；只用网页的话，去掉 CUNBANG_TELEGRAM_TOKEN。")
    return _introduced(answer, where)


def _introduced(answer: Answer, where: str) -> Finding:
    status = answer[0]
    told = _json(answer)
    if isinstance(told, dict) and told.get("ok") is False and status in (401, 404):
        return bad("Telegram", "不认这个口令。", "向 @BotFather 要对的口令。")
    bot = _result(answer)
    if isinstance(bot, dict) and isinstance(bot.get("username"), str):
        return ok("Telegram", f"开着，机器人是 @{bot['username']}。不要放真实的个人信息。")
    told_of = f"{where} 有回应（{status}），但不像 Telegram。"
    return bad("Telegram", told_of, "过一会儿再查；还不行，看看 CUNBANG_TELEGRAM_API。")


def _json(answer: Answer) -> object:
    try:
        return json.loads(answer[2])
    except ValueError:
        return None


def _result(answer: Answer) -> object:
    told = _json(answer)
    return told.get("result") if isinstance(told, dict) and told.get("ok") is True else None


def webhook(settings: Settings) -> Iterator[Finding]:
    """Whether Telegram brings its updates here, and what kept it from doing so."""
    if settings.telegram_token is None or not settings.webhook_url:
        return
    port = urlsplit(settings.webhook_url).port or 443
    if port not in TELEGRAMS_PORTS:
        told = f"Telegram 只往 443、80、88、8443 端口送，不往 {port}。"
        yield bad("Webhook", told, "改 CUNBANG_WEBHOOK_URL，让前面的网页服务器转过来。")
    base, token = settings.telegram_api.rstrip("/"), settings.telegram_token.get_secret_value()
    answer = asyncio.run(_get(f"{base}/bot{token}/getWebhookInfo"))
    if answer and isinstance(registered := _result(answer), dict):
        yield _brought(settings.webhook_url, registered)


def _brought(url: str, told: Mapping[str, Any]) -> Finding:
    waiting = f"有 {told.get('pending_update_count', 0)} 条在 Telegram 等着送来。"
    if trouble := told.get("last_error_message"):
        todo = "看看证书、前面的网页服务器，Cunbang 开着没有。送不到的 Telegram 会再送。"
        return warn("Webhook", f"最近一次没送到：{str(trouble)[:200]}。{waiting}", todo)
    if told.get("url") != url:
        return ok("Webhook", f"还没有登记，Cunbang 启动时会自己登记 {url}。")
    return ok("Webhook", f"{url}。{waiting}")


def web(settings: Settings) -> Finding:
    if _port_free(settings.host, settings.port):
        return ok("网页", f"{settings.listen} 空着，可以用。")
    host = "127.0.0.1" if settings.host == "0.0.0.0" else settings.host  # noqa: S104  # compared, not opened
    answer = asyncio.run(_get(f"http://{host}:{settings.port}/health"))
    if answer and answer[2] == b"ok" and answer[1].get(SIGN) == ALWAYS[SIGN]:
        return ok("网页", f"{settings.listen}，Cunbang 正开着。")
    told = f"{settings.listen} 用不了：别的程序占着这个端口，或者没有这个地址。"
    return bad("网页", told, "换一个：CUNBANG_LISTEN=127.0.0.1:8081 uv run bot.py")


SIGN = "Permissions-Policy"
"""Any server may say "ok"; this header is worded by the house."""


def _port_free(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError):
            return False
    return True
