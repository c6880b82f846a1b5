"""What an office keeps in Excel, taken in by one command: its places, its staff."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from bot.opened import opened
from bot.plainly import give_up, plainly, settings
from storage.catalogue import load_catalogue

if TYPE_CHECKING:
    from bot.house import House
    from bot.people_list import People

T = TypeVar("T")
LIST = Annotated[Path, typer.Argument(help="Excel 名单（.xlsx）")]
EMPTY = Annotated[bool, typer.Option("--template", help="不导入，只写一张名单来填")]


def import_people(file: LIST, *, template: EMPTY = False) -> None:
    """导入工作人员名单：有一行不对就一行也不导，并说清是哪一行。"""
    with opened(settings()) as house:
        from bot import people_list  # noqa: PLC0415  # slow to read

        if template:
            with _new(file):
                people_list.write_template(file, house.world.city)
            typer.echo(f"名单写到 {file} 了。填好以后：uv run bot.py import-people {file}")
            return
        _reading(file)
        read = people_list.read_people(file, house.world.city, lambda rows: _bar(rows, "看名单"))
        if isinstance(read, people_list.Problems):
            give_up(*read.lines, f"有 {len(read.lines)} 处要改，一行也没有导入。")
        _take_people(house, read)


def _take_people(house: "House", read: "People") -> None:
    from bot import invitation_list, invite  # noqa: PLC0415  # slow to read
    from storage.staff import take_list  # noqa: PLC0415  # slow to read

    taken = house.records.run_here(
        lambda s: take_list(s, read.rows, house.now(), lambda rows: _bar(rows, "记下来"))
    )
    typer.echo(f"新增 {taken.new} 人、{taken.posts} 个职务；{taken.unchanged} 行原来就有。")
    sheet = invitation_list.invite_listed(
        house, invite.name_of_bot(house.settings), lambda people: _bar(people, "写邀请")
    )
    if sheet:
        path, count = sheet
        typer.echo(f"还没来过的 {count} 人，一人一个邀请，写在 {path}。请单独发给本人，发完就删。")


def import_places(file: LIST, *, template: EMPTY = False) -> None:
    """导入村和网格：表里有什么，城里就有什么；有一行不对就一行也不导，并说清是哪一行。"""
    wanted = settings()
    folder = wanted.catalogue
    with plainly():  # without the records: whoever may write the catalogue need not own them
        from bot import places_form, places_list  # noqa: PLC0415  # slow to read
        from storage import places_file  # noqa: PLC0415  # slow to read

        city = load_catalogue(folder, sample=wanted.with_sample).city
        if template:
            with _new(file):
                places_form.write_template(file, city, places_file.imported(folder))
            typer.echo(f"表写到 {file} 了。填好以后：uv run bot.py import-places {file}")
            return
        _reading(file)
        read = places_list.read_places(file, city, lambda rows: _bar(rows, "看表"))
        if isinstance(read, places_list.Problems):
            give_up(*read.lines, f"有 {len(read.lines)} 处要改，一行也没有导入。")
        if faults := places_file.faults(folder, read, sample=wanted.with_sample):
            give_up(*faults, "这样开不了门，没有导入。")
        to = places_file.write(folder, read)
        typer.echo(f"{len(read.village)} 个村、{len(read.grid)} 个网格写到 {to} 了。")
        typer.echo("村帮正开着的话，重新启动一次就换成新的。")


@contextmanager
def _new(file: Path) -> Iterator[None]:
    """A list that somebody has filled in is not written over."""
    try:
        yield
    except FileExistsError:
        give_up(f"{file} 已经有了，不盖掉它。请换个名字。")


def _bar(items: Iterable[T], label: str) -> Iterator[T]:
    """Each in turn; whoever looks at a terminal sees how many are done and how long it will take."""
    if not sys.stderr.isatty():
        yield from items
        return
    with typer.progressbar([*items], label=label, show_pos=True, file=sys.stderr) as shown:
        yield from shown


def _reading(file: Path) -> None:
    """Before there is anything to count."""
    if sys.stderr.isatty():
        typer.echo(f"读 {file} ……", err=True)
