"""The command line: what an operator types."""

import gc
import os
import socket
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli_care import backup, restore
from bot.cli_lists import import_people, import_places
from bot.logs import log_to_stderr
from bot.opened import opened
from bot.plainly import give_up, plainly, settings
from bot.quick_loop import run_quickly
from bot.settings import VERSION, Settings
from domain.roles import Role

if TYPE_CHECKING:
    pass

cli = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False)
export_cli = typer.Typer(no_args_is_help=True, help="把记录写成文件。")
cli.add_typer(export_cli, name="export")
cli.command("backup")(backup)
cli.command("restore")(restore)
cli.command("import-places")(import_places)
cli.command("import-people")(import_people)


def main() -> None:
    os.umask(0o077)  # records, files and lists are for whoever runs the house, and nobody else
    cli()


@cli.callback(invoke_without_command=True)
def entry(
    context: typer.Context, *, version: Annotated[bool, typer.Option("--version")] = False
) -> None:
    """村帮 Cunbang: 不带命令就是启动。"""
    if version:
        typer.echo(f"Cunbang {VERSION}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        run()
    gc.enable()


@cli.command()
def run() -> None:
    """启动：手机网页,设了口令的话还有 Telegram。"""
    wanted = settings()
    log_to_stderr(wanted.log)
    with plainly():
        _port_is_free(wanted)
        from bot.app import App  # noqa: PLC0415  # slow to read; errors come first
        from bot.house import open_house  # noqa: PLC0415  # slow to read; errors come first

        house = open_house(wanted)
        for line in where_it_listens(wanted, len(house.loaded.city.villages)):
            typer.echo(line)
        failed = run_quickly(App(house).run())
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
        how = f"Telegram 送到 {wanted.webhook_url}" if wanted.webhook_url else "自己去取"
        lines.append(f"Telegram：开，{how}（中国大陆连不上；不要放真实的个人信息）")
    else:
        lines.append(
            "Telegram：关。要开：CUNBANG_TELEGRAM_TOKEN=<@BotFather 给的口令> uv run bot.py"
        )
    if wanted.open311:
        lines.append(
            f"别的系统（Open311）：开，{len(wanted.open311)} 把钥匙：{wanted.url}/open311/v2"
        )
    elsewhere = "，记录在 PostgreSQL" if wanted.database else ""
    lines.append(f"数据：{wanted.data.resolve()}{elsewhere}   检查一遍：uv run bot.py doctor")
    return lines


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


@export_cli.command("issues")
def export_issues(
    to: Annotated[Path, typer.Option(help="写到哪里：.xlsx 是台账，.geojson 给地图软件用")],
    place: Annotated[str, typer.Option(help="哪里的：网格、村、乡镇的代码；不写就是全市")] = "",
    since: Annotated[str, typer.Option(help="从哪天报的起，例如 2026-11-01")] = "",
    until: Annotated[str, typer.Option(help="到哪天报的止，算上这一天")] = "",
) -> None:
    """把网格问题写成台账或者地图数据；没有报的人的名字、电话。"""
    with opened(settings()) as house:
        from bot import export  # noqa: PLC0415  # slow to read

        try:
            written = export.export_issues(house, to, place, since, until)
        except export.NotSo as wrong:
            give_up(str(wrong))
        typer.echo(f"{written.count} 件写到 {to} 了。")
        if written.left_out:
            typer.echo(f"另有 {written.left_out} 件关系到人、或者是投诉举报，不往外写。")


@cli.command("rotate-keys")
def rotate_keys(
    *, drop_old: Annotated[bool, typer.Option("--drop-old", help="旧钥匙用不着了就扔掉")] = False
) -> None:
    """换一把个人信息的钥匙，全部重新锁一遍；不用停下来。"""
    with opened(settings()) as house:
        from bot import rotation  # noqa: PLC0415  # slow to read

        if drop_old:
            for name, rows in rotation.drop_old(house).items():
                typer.echo(f"⚠ {name} 还锁着 {rows} 行，不能扔：先 rotate-keys，过几秒再来。")
            typer.echo(f"现在的钥匙：{'、'.join(rotation.keys(house).names())}。")
            return
        for column, rows in rotation.rotate(house):
            typer.echo(f"{column}：{rows} 行")
        typer.echo("换好了。确认备份里有新的 personal.keys 以后：bot.py rotate-keys --drop-old")


WHO = Annotated[str, typer.Argument(help="他报的问题的编号，或者他留的电话")]


@cli.command("block")
def block_command(
    who: WHO, why: Annotated[str, typer.Option(help="为什么，记在他的经过里")]
) -> None:
    """不再收一个人的反映；有危险的照样收。"""
    _block(who, why, blocked=True)


@cli.command("unblock")
def unblock_command(
    who: WHO, why: Annotated[str, typer.Option(help="为什么，记在他的经过里")] = ""
) -> None:
    """重新收一个人的反映。"""
    _block(who, why, blocked=False)


def _block(who: str, why: str, *, blocked: bool) -> None:
    with opened(settings()) as house:
        from bot import blocking  # noqa: PLC0415  # slow to read

        try:
            name = blocking.block(house, who, why, blocked=blocked)
        except blocking.NotOne as wrong:
            give_up(str(wrong))
        done = "不再收他的反映了（有危险的照样收）" if blocked else "又收他的反映了"
        typer.echo(f"{name}：{done}。")


@cli.command()
def doctor() -> None:
    """检查一遍，说清要做什么。"""
    wanted = settings()
    log_to_stderr("critical")
    from bot import doctor as house_doctor  # noqa: PLC0415  # slow to read

    found = house_doctor.examine(wanted)
    for line in house_doctor.show(found):
        typer.echo(line)
    if any(each.state == "bad" for each in found):
        raise typer.Exit(1)
