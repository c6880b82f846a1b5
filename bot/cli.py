"""The command line: what an operator types, and the sentences they read."""

import asyncio
import errno
import logging
import socket
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import structlog
import typer
from pydantic import ValidationError
from sqlalchemy.exc import DatabaseError

from bot.settings import Settings
from storage.catalogue import CatalogueError

cli = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)


def main() -> None:
    cli()


def give_up(*sentences: str) -> NoReturn:
    """Say why the house cannot open, and leave without a traceback."""
    for sentence in sentences:
        typer.echo(f"✘ {sentence}", err=True)
    raise typer.Exit(2)


@contextmanager
def plainly() -> Iterator[None]:
    """Turns what an operator can cause into a sentence that helps."""
    try:
        yield
    except CatalogueError as error:
        give_up("catalogue 里有要改的地方：", *error.problems)
    except (DatabaseError, sqlite3.Error) as error:
        give_up(_about_database(str(error)))
    except PermissionError as error:
        give_up(f"写不进去：{error.filename}。请检查文件夹的权限，或者用 CUNBANG_DATA 换个地方。")
    except OSError as error:
        give_up(_about_machine(error))


def _about_database(told: str) -> str:
    if "readonly" in told or "read-only" in told:
        return "数据库只能读、不能写。请检查 data 文件夹的权限。"
    if "full" in told:
        return "磁盘满了，数据库写不进去。请腾出空间再启动。"
    if "locked" in told:
        return "数据库正被另一个程序占着。是不是已经启动了一个？"
    if "not a database" in told or "malformed" in told:
        return "数据库文件坏了。请用备份换回 data/cunbang.sqlite。"
    return f"数据库打不开：{told.splitlines()[0]}"


def _about_machine(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "磁盘满了。请腾出空间再启动。"
    return f"机器不答应：{error.strerror}（{error.filename}）"


def settings() -> Settings:
    """The environment, or a sentence for each variable that does not fit."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = [
            f"CUNBANG_{str(e['loc'][0]).upper() if e['loc'] else ''}:{e['msg']}"
            for e in error.errors()
        ]
        give_up("环境变量有要改的地方：", *wrong)


def log_to_stderr(level: str) -> None:
    """One line an event: readable in a terminal, JSON for a collector. Never personal data."""
    terminal = sys.stderr.isatty()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


@cli.callback(invoke_without_command=True)
def entry(context: typer.Context, *, version: bool = typer.Option(False, "--version")) -> None:
    """村帮 Cunbang: 不带命令就是启动。"""
    if version:
        typer.echo("Cunbang 0.1.0")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run() -> None:
    """启动:手机网页,设了口令的话还有 Telegram。"""
    wanted = settings()
    log_to_stderr(wanted.log)
    with plainly():
        _port_is_free(wanted)
        from bot.app import App, open_house  # noqa: PLC0415  # slow to read; errors above come first

        house = open_house(wanted)
        for line in where_it_listens(wanted, len(house.loaded.city.villages)):
            typer.echo(line)
        failed = asyncio.run(App(house).run())
    if failed:
        give_up(failed)
    typer.echo("停好了。")


def _port_is_free(wanted: Settings) -> None:
    """Say which address is taken before anything is opened."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((wanted.host, wanted.port))
        except OSError:
            give_up(
                f"{wanted.listen} 用不了：别的程序占着这个端口，或者没有这个地址。",
                "换一个：CUNBANG_LISTEN=127.0.0.1:8081 uv run bot.py",
            )


def where_it_listens(wanted: Settings, villages: int) -> list[str]:
    """What is on and what is off, and how to switch Telegram on."""
    lines = [f"村帮开着：{wanted.url}   按 Ctrl-C 停"]
    if wanted.with_sample:
        lines.append(f"样例城市：开（{villages} 个村），选一个人来试：{wanted.url}/sample")
    else:
        lines.append(f"样例城市：关，catalogue/city.toml 里有 {villages} 个村")
    if wanted.telegram_token:
        lines.append("Telegram：开（中国大陆连不上；不要放真实的个人信息）")
    else:
        lines.append(
            "Telegram：关。要开：CUNBANG_TELEGRAM_TOKEN=<@BotFather 给的口令> uv run bot.py"
        )
    lines.append(f"数据：{wanted.data.resolve()}   检查一遍：uv run bot.py doctor")
    return lines
