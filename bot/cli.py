"""The command line: what an operator types."""

import asyncio
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.plainly import give_up, log_to_stderr, plainly, settings
from bot.settings import Settings
from domain.roles import Role

if TYPE_CHECKING:
    from bot.app import House

cli = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)


def main() -> None:
    cli()


@cli.callback(invoke_without_command=True)
def entry(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version")] = False
) -> None:
    """村帮 Cunbang: 不带命令就是启动。"""
    if version:
        typer.echo("Cunbang 0.1.0")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run()


@cli.command()
def run() -> None:
    """启动：手机网页,设了口令的话还有 Telegram。"""
    wanted = settings()
    log_to_stderr(wanted.log)
    with plainly():
        _port_is_free(wanted)
        from bot.app import App, open_house  # noqa: PLC0415  # slow to read; errors come first

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


@contextmanager
def opened(wanted: Settings) -> "Iterator[House]":
    """The house for one command; it may be running beside us."""
    log_to_stderr(wanted.log)
    with plainly():
        from bot.app import open_house  # noqa: PLC0415  # slow to read

        house = open_house(wanted)
        try:
            yield house
        finally:
            house.records.close()


@cli.command("invite")
def invite_command(
    role: Annotated[
        Role, typer.Argument(help="职务：agent 代办员、secretary 村书记、grid 网格员……")
    ],
    at: Annotated[str, typer.Option(help="管哪里：村、网格、乡镇或市的代码")],
    days: Annotated[int, typer.Option(min=1, max=90, help="几天内有效")] = 7,
) -> None:
    """发一个邀请：口令、链接、二维码，只能用一次。"""
    with opened(settings()) as house:
        from bot import invite  # noqa: PLC0415  # slow to read

        try:
            post = invite.check_post(house.world.city, role, at.strip())
        except invite.NoSuchPlace as wrong:
            give_up(str(wrong))
        made = invite.invite(house, post, days, invite.name_of_bot(house.settings))
        typer.echo(invite.drawn(made))
        for line in invite.shown(made):
            typer.echo(line)
        if house.settings.telegram_token and not made.telegram:
            typer.echo("⚠ 现在连不上 Telegram，先用网页链接；在 Telegram 里把口令发给机器人也行。")


@cli.command()
def revoke(code: Annotated[str, typer.Argument(help="口令，或者整条链接")]) -> None:
    """作废一个还没用的邀请。"""
    with opened(settings()) as house:
        from bot import invite  # noqa: PLC0415  # slow to read

        if not invite.revoke(house, code):
            give_up("没有这个邀请，或者已经有人用了。用了的要到记录里停职务。")
        typer.echo("作废了。")


@cli.command("chat")
def chat_command(
    who: Annotated[
        str, typer.Option("--as", help="当哪一位：样例人员的代号，或 newcomer")
    ] = "newcomer",
    *,
    fresh: Annotated[bool, typer.Option("--fresh", help="用一份用完就扔的记录")] = False,
) -> None:
    """在这个终端里说话，和网页、Telegram 是同一套。"""
    wanted = settings()
    with tempfile.TemporaryDirectory() as folder:
        if fresh:
            wanted = wanted.model_copy(update={"data": Path(folder)})
        with opened(wanted) as house:
            from bot import chatting  # noqa: PLC0415  # slow to read

            try:
                chatting.chat(house, who)
            except chatting.NobodyCalled:
                give_up(f"没有叫 {who} 的样例人员。有这些：{chatting.who_there_is(house)}")
