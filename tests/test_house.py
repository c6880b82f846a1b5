"""The habits of the house, read from its own source: each fault names the line to mend."""

import ast
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import resolve_name
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parent.parent
ROOMS = ("bot", "handlers", "conversations", "domain", "papers", "storage")
SYNCHRONOUS = ("conversations/", "domain/", "papers/", "storage/")
CLOCKLESS = ("handlers/", "conversations/", "domain/", "papers/", "storage/", "bot.py")
LONGEST = 350
SMALL_LIBRARIES = frozenset(
    {"rapidfuzz", "pypinyin", "chinese_calendar", "borax", "h3", "pyotp", "ortools"}
)
"""OR-Tools is not small, but as pure: the same wish, the same roster (docs/decisions/0018)."""

# What only bot/ may reach for; a name that ends in a dot stands for all that is under it.
MACHINE = (
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "datetime.date.today",
    "time.time",
    "time.time_ns",
    "time.monotonic",
    "time.sleep",
    "os.environ",
    "os.getenv",
    "os.urandom",
    "uuid.uuid1",
    "uuid.uuid4",
    "random.",
    "secrets.",
)
# (file pattern, name): why the file may all the same.
ALLOWED = {
    ("handlers/web*.py", "secrets."): "a session's name must be unguessable and is no record",
}

# Folders that exist on one person's machine only; a route within an address is another matter.
MACHINE_PATH = re.compile(r"(?<![\w.:/}-])/(?:work|home|root|Users)/\w")

Fault = tuple[int, str]


def listed_by_git() -> list[str]:
    """Tracked files and new ones not ignored; without git (an unpacked archive), nothing."""
    git = shutil.which("git")
    if git is None or not (HOUSE / ".git").exists():
        return []
    command = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    return listed.stdout.split("\0")


def found_by_walking() -> Iterator[str]:
    yield "bot.py"
    for room in (*ROOMS, "tests", "scripts", "benchmarks"):
        yield from (str(path.relative_to(HOUSE)) for path in (HOUSE / room).rglob("*.py"))


@cache
def texts() -> dict[str, str]:
    """Every text file of the house by its path; a picture or a font is no text."""
    found = {}
    for name in sorted(filter(None, listed_by_git() or found_by_walking())):
        try:
            found[name] = (HOUSE / name).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError, IsADirectoryError):
            continue
    return found


@cache
def modules() -> dict[str, ast.Module]:
    return {name: ast.parse(text, name) for name, text in texts().items() if name.endswith(".py")}


def faults_in(places: tuple[str, ...], rule: Callable[[str, ast.Module], Iterator[Fault]]) -> str:
    """One line per fault: file, line, what to mend; empty when all is well."""
    return "\n".join(
        f"{name}:{line}: {what}"
        for name, tree in modules().items()
        if name.startswith(places)
        for line, what in rule(name, tree)
    )


def waits(_name: str, tree: ast.Module) -> Iterator[Fault]:
    kinds = (ast.Await, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)
    for node in ast.walk(tree):
        if isinstance(node, kinds):
            yield node.lineno, "waiting belongs to bot/ and handlers/; make this a plain function"
        if isinstance(node, ast.comprehension) and node.is_async:
            yield node.target.lineno, "waiting belongs to bot/ and handlers/; use a plain for"


def imported(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, the name used in this module, and the full name it stands for."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for part in node.names:
                full = part.name if part.asname else part.name.partition(".")[0]
                yield node.lineno, part.asname or full, full
        elif isinstance(node, ast.ImportFrom):
            for part in node.names:
                full = "." * node.level + ".".join(filter(None, (node.module, part.name)))
                yield node.lineno, part.asname or part.name, full


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    """`dt.datetime.now` after `import datetime as dt` is `datetime.datetime.now`."""
    if isinstance(node, ast.Name):
        return names.get(node.id, "")
    if isinstance(node, ast.Attribute) and (owner := full_name(node.value, names)):
        return f"{owner}.{node.attr}"
    return ""


def reaches_for_the_machine(name: str, tree: ast.Module) -> Iterator[Fault]:
    names = {here: full for _, here, full in imported(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        full = full_name(node, names)
        banned = next((what for what in MACHINE if stands_for(what, full)), None)
        if banned and not is_allowed(name, banned):
            yield node.lineno, f"{full} belongs to bot/; take the value as an argument"


def stands_for(banned: str, full: str) -> bool:
    return full.startswith(banned) if banned.endswith(".") else full == banned


def is_allowed(name: str, banned: str) -> bool:
    return any(Path(name).match(place) and banned == what for place, what in ALLOWED)


def opens_without_a_word(name: str, tree: ast.Module) -> Iterator[Fault]:
    empty_door = name.endswith("__init__.py") and not tree.body
    if not empty_door and not ast.get_docstring(tree):
        yield 1, "open with one sentence saying what this module is"


def leans_on_strangers(_name: str, tree: ast.Module) -> Iterator[Fault]:
    known = sys.stdlib_module_names | SMALL_LIBRARIES | {"domain"}
    for line, _, full in imported(tree):
        top = full.partition(".")[0]
        if top and top not in known:
            yield line, f"domain/ knows the standard library and {sorted(SMALL_LIBRARIES)}: {top}"


def knows_another_flow(name: str, tree: ast.Module) -> Iterator[Fault]:
    own = Path(name).relative_to("conversations/flows").with_suffix("").parts
    package = ".".join(Path(name).parent.parts)
    for line, _, written in imported(tree):
        full = resolve_name(written, package)
        other = tuple(full.removeprefix("conversations.flows.").split("."))
        if full.startswith("conversations.flows.") and other[: len(own)] != own:
            shared = ".".join(other)
            yield line, f"flows do not know each other; what {shared} shares goes to conversations/"


def test_talks_rules_and_records_never_wait() -> None:
    assert faults_in(SYNCHRONOUS, waits) == ""


def test_clock_environment_and_chance_are_read_in_the_machine_room_only() -> None:
    assert faults_in(CLOCKLESS, reaches_for_the_machine) == ""


def test_every_module_says_what_it_is() -> None:
    assert faults_in(("",), opens_without_a_word) == ""


def test_rules_lean_on_small_libraries_only() -> None:
    assert faults_in(("domain/",), leans_on_strangers) == ""


def test_flows_do_not_know_each_other() -> None:
    assert faults_in(("conversations/flows/",), knows_another_flow) == ""


def test_no_file_is_too_long_to_read() -> None:
    written = (name for name in modules() if "/versions/" not in name)
    lengths = {name: len(texts()[name].splitlines()) for name in written}
    long = [f"{name}:{LONGEST + 1}: split it" for name, n in lengths.items() if n > LONGEST]
    assert "\n".join(long) == ""


def test_no_file_names_a_folder_of_one_persons_machine() -> None:
    found = [
        f"{name}:{number}: {line.strip()[:60]} … names a folder of one machine"
        for name, text in texts().items()
        for number, line in enumerate(text.splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert "\n".join(found) == ""


@pytest.mark.parametrize(
    ("source", "name", "found"),
    [
        ("import datetime as dt\ndt.datetime.now()", "domain/a.py", "datetime.datetime.now"),
        ("from datetime import date\ndate.today()", "storage/a.py", "datetime.date.today"),
        ("from time import time\nx = time", "handlers/web.py", "time.time"),
        ("import os\nos.environ['A']", "bot.py", "os.environ"),
        ("from random import choice\nchoice('a')", "conversations/a.py", "random.choice"),
        ("import secrets\nsecrets.token_hex()", "handlers/telegram.py", "secrets.token_hex"),
        ("import secrets\nsecrets.token_hex()", "handlers/web_sessions.py", None),
        ("from datetime import datetime\ndatetime(2026, 11, 23)", "domain/a.py", None),
    ],
)
def test_a_look_at_the_machine_is_seen_under_any_name(
    source: str, name: str, found: str | None
) -> None:
    faults = list(reaches_for_the_machine(name, ast.parse(source)))
    expected = [(2, f"{found} belongs to bot/; take the value as an argument")] if found else []
    assert faults == expected


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("from conversations.flows import b", [1]),
        ("from conversations.flows.b import ASK", [1]),
        ("from . import b", [1]),
        ("from .b import ASK", [1]),
        ("from conversations.flows.a import ASK", []),
        ("from conversations.questions import Choice", []),
    ],
)
def test_a_flow_is_seen_to_know_another(source: str, lines: list[int]) -> None:
    faults = knows_another_flow("conversations/flows/a.py", ast.parse(source))
    assert [line for line, _ in faults] == lines
