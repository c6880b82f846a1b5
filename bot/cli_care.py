"""The command line: what keeps the records safe."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.logs import log_to_stderr
from bot.plainly import give_up, plainly, settings

if TYPE_CHECKING:
    from bot.backup_file import Manifest
    from bot.settings import Settings


def backup(
    to: Annotated[
        Path | None, typer.Option(help="写到哪个文件夹；不写就是 data 里的 backups")
    ] = None,
    keep: Annotated[int, typer.Option(min=0, help="只留最新的几份；0 是都留着")] = 0,
    *,
    without_keys: Annotated[bool, typer.Option("--without-keys", help="钥匙另外保管")] = False,
) -> None:
    """备份：数据库、文件、钥匙写成一个文件；不用停下来。"""
    wanted = settings()
    log_to_stderr(wanted.log)
    with plainly():
        from bot import backup as making  # noqa: PLC0415  # slow to read
        from bot.backup_file import Unfit  # noqa: PLC0415

        now = datetime.now().astimezone()
        folder = to or wanted.data / "backups"
        try:
            _there_are_records(wanted)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = folder / making.NAME.format(now)
            told = making.back_up(wanted, file, now, with_keys=not without_keys)
        except Unfit as unfit:
            give_up(str(unfit))
        typer.echo(f"备份好了：{file}（{file.stat().st_size / 1024**2:.1f} MB）")
        typer.echo(what_is_in_it(told))
        typer.echo("里面有群众的个人信息：请放到另一台机器上，只让管的人能读，并试一次恢复。")
        for old in sorted(folder.glob("cunbang-*.tar.gz"))[:-keep] if keep else ():
            old.unlink()


def _there_are_records(wanted: "Settings") -> None:
    from bot.backup_file import Unfit  # noqa: PLC0415

    if not wanted.database and not (wanted.data / "cunbang.sqlite").exists():
        raise Unfit(f"{wanted.data} 里还没有数据库，没有可备份的。")


def restore(file: Annotated[Path, typer.Argument(help="备份文件 cunbang-….tar.gz")]) -> None:
    """恢复：只往空的地方恢复，先核对每一样东西。"""
    wanted = settings()
    log_to_stderr(wanted.log)
    with plainly():
        from bot import backup as making  # noqa: PLC0415  # slow to read
        from bot.backup_file import Unfit  # noqa: PLC0415

        if not file.is_file():
            give_up(f"没有 {file} 这个文件。")
        try:
            told = making.restore(wanted, file)
        except Unfit as unfit:
            give_up(str(unfit))
        typer.echo(f"恢复好了，是 {told.at[:16].replace('T', ' ')} 备份的。")
        typer.echo(what_is_in_it(told))
        if not (wanted.data / "web.key").exists():
            typer.echo("⚠ 备份里没有 web.key：请把原来的放进来，不然网页上的人都要重新认。")
        if not (wanted.data / "personal.keys").exists():
            typer.echo(
                "⚠ 备份里没有 personal.keys：不把原来的放进来，电话、材料都打不开，也启动不了。"
            )
        typer.echo("检查一遍：uv run bot.py doctor")


def what_is_in_it(told: "Manifest") -> str:
    rows, people = sum(told.rows.values()), told.rows.get("people", 0)
    return f"{rows} 行记录，其中 {people} 个人；{told.files()} 个文件；表 {told.revision}。"
