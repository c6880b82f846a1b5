"""What an examination finds, and how it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class State(StrEnum):
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


MARKS = {State.OK: "✔", State.WARN: "⚠", State.BAD: "✘"}


@dataclass(frozen=True, slots=True)
class Finding:
    state: State
    what: str
    told: str
    todo: str = ""
    """What to do; empty where nothing is to be done."""


def ok(what: str, told: str, todo: str = "") -> Finding:
    return Finding(State.OK, what, told, todo)


def warn(what: str, told: str, todo: str = "") -> Finding:
    return Finding(State.WARN, what, told, todo)


def bad(what: str, told: str, todo: str = "") -> Finding:
    return Finding(State.BAD, what, told, todo)


def show(findings: Sequence[Finding]) -> list[str]:
    """A line for each finding, what to do below it, and the sum at the end."""
    lines: list[str] = []
    for each in findings:
        lines.append(f"{MARKS[each.state]} {each.what}：{each.told}")
        lines += [f"    → {line}" for line in each.todo.splitlines()]
    bads = sum(each.state == State.BAD for each in findings)
    warns = sum(each.state == State.WARN for each in findings)
    if bads:
        lines.append(f"有 {bads} 处要改，{warns} 处要留意。")
    elif warns:
        lines.append(f"能用，有 {warns} 处要留意。")
    else:
        lines.append("都好。")
    return lines


def there(path: Path) -> bool:
    """False too where it may not even be looked at."""
    try:
        return path.exists()
    except OSError:
        return False
