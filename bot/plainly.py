"""What an operator can cause, told in a sentence that helps."""

import errno
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import typer
from pydantic import ValidationError
from sqlalchemy.exc import DatabaseError

from bot.settings import Settings
from storage.catalogue import CatalogueError
from storage.sealing import KeysMissing

IN_CATALOGUE = "catalogue 里有要改的地方："


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
        give_up(IN_CATALOGUE, *error.problems)
    except (DatabaseError, sqlite3.Error) as error:
        give_up(about_database(str(error)))
    except KeysMissing as error:
        give_up(
            f"个人信息的钥匙对不上：{error}。",
            "请把原来的 personal.keys 放回 data 文件夹（在备份里，或者当时另外放着）；没有它，电话、材料都打不开。",
        )
    except PermissionError as error:
        give_up(f"写不进去：{error.filename}。请检查文件夹的权限，或者用 CUNBANG_DATA 换个地方。")
    except OSError as error:
        give_up(about_machine(error))


def about_database(told: str) -> str:
    if "readonly" in told or "read-only" in told:
        return "数据库只能读、不能写。请检查 data 文件夹的权限。"
    if "full" in told:
        return "磁盘满了，数据库写不进去。请腾出空间再启动。"
    if "psycopg" in told:
        return about_server(told)
    if "is locked" in told:
        return "数据库正被另一个程序占着。是不是已经启动了一个？"
    if "not a database" in told or "malformed" in told:
        return "数据库文件坏了。请用备份换回 data/cunbang.sqlite。"
    return f"数据库打不开：{told.splitlines()[0]}"


def about_server(told: str) -> str:
    reason = told.splitlines()[0].partition(") ")[2]
    if "authentication" in told or "role" in told:
        return f"PostgreSQL 不认这个用户或密码：{reason} 请看 CUNBANG_DATABASE。"
    if "does not exist" in told:
        return f"PostgreSQL 里没有这个库：{reason} 请先建好：createdb -E UTF8 库名"
    return f"连不上 PostgreSQL：{reason} 请看 CUNBANG_DATABASE、网络，PostgreSQL 开着没有。"


def about_machine(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "磁盘满了。请腾出空间再启动。"
    return f"机器不答应：{error.strerror}（{error.filename}）"


def folders_of_secrets(environment: Mapping[str, str]) -> list[Path]:
    """Where systemd (credentials) and container engines put secrets, one file a setting."""
    given = environment.get("CREDENTIALS_DIRECTORY", "/run/secrets")
    return [folder for folder in [Path(given)] if folder.is_dir()]


def settings() -> Settings:
    """The environment, or a sentence for each variable that does not fit."""
    given: dict[str, Any] = {"_secrets_dir": folders_of_secrets(os.environ)}
    try:
        return Settings(**given)
    except ValidationError as error:
        wrong = [
            f"CUNBANG_{str(e['loc'][0]).upper() if e['loc'] else ''}:{e['msg']}"
            for e in error.errors()
        ]
        give_up("环境变量有要改的地方：", *wrong)
