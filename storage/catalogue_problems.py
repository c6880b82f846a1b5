"""Reads the catalogue's files and says what is wrong in them so that a clerk can mend it."""

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails


class CatalogueError(Exception):
    """The catalogue cannot be used; each problem names file, entry and field."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class Form(BaseModel):
    """A thing as an office writes it: nothing unknown, nothing silently converted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


F = TypeVar("F", bound=Form)


@dataclass(frozen=True, slots=True)
class Entry(Generic[F]):
    """One well-formed entry, and where it stands."""

    where: str
    form: F


NOUNS = {
    "group": "分组",
    "tier": "层级",
    "grade": "等级",
    "danger": "危险",
    "township": "乡镇",
    "department": "部门",
    "village": "村",
    "grid": "网格",
    "material": "材料",
    "grids": "网格",
    "posts": "职务",
    "family": "家人",
}

SENTENCES = {
    "missing": "缺少这一项",
    "extra_forbidden": "没有这一项，是不是名字写错了",
    "string_type": "应该是文字，两边要加引号",
    "int_type": "应该是整数，不要加引号",
    "float_type": "应该是数字，不要加引号",
    "bool_type": "应该是 true 或 false，不要加引号",
    "list_type": "应该是一组，写在方括号 [ ] 里",
    "model_type": "应该写在花括号里，例如 {example}",
    "enum": "只能是 {expected} 当中的一个",
    "literal_error": "只能是 {expected} 当中的一个",
    "string_pattern_mismatch": "写法不对",
    "string_too_short": "不能空着",
    "string_too_long": "太长，最多 {max_length} 个字",
    "too_short": "至少要有 {min_length} 样",
    "too_long": "最多 {max_length} 样",
    "greater_than": "要大于 {gt:g}",
    "greater_than_equal": "不能小于 {ge:g}",
    "less_than_equal": "不能大于 {le:g}",
    "value_error": "{error}",
}


EXAMPLES = {"SpanForm": "{ workdays = 2 }"}
A_NAME = '{ zh = "低保" }'
"""What most things in braces are."""


@dataclass(slots=True)
class Sheet:
    """One file of the catalogue. What is wrong is noted, and reading goes on."""

    file: str
    table: dict[str, object] | None
    """None when the file could not be read at all."""
    problems: list[str] = field(default_factory=list)

    def head(self, form: type[F], sections: Sequence[str] = ()) -> F | None:
        """What stands above the entries, without the sections that are read one by one."""
        if self.table is None:
            return None
        return self._read(
            form, {k: v for k, v in self.table.items() if k not in sections}, self.file
        )

    def entries(
        self, section: str, form: type[F], *, required: bool = True
    ) -> tuple[Entry[F], ...]:
        """The well-formed entries of a section."""
        if self.table is None:
            return ()
        raw = self.table.get(section, [])
        if not isinstance(raw, list) or (required and not raw):
            self.problems.append(f"{self.file} › [[{section}]]: 一项也没有，至少要写一项")
            return ()
        places = [f"{self.file} › {label(section, i, item)}" for i, item in enumerate(raw)]
        read = [self._read(form, item, where) for item, where in zip(raw, places, strict=True)]
        return tuple(Entry(w, f) for w, f in zip(places, read, strict=True) if f is not None)

    def keys(self, section: str, key: str) -> frozenset[str]:
        """Every key given in a section, of malformed entries too, so that one slip is told once."""
        return _keys((self.table or {}).get(section), key)

    def keys_within(self, section: str, inner: str, key: str) -> frozenset[str]:
        """The same for the lists that stand inside the entries of a section."""
        lists = (entry.get(inner) for entry in _tables((self.table or {}).get(section)))
        return frozenset[str]().union(*(_keys(inside, key) for inside in lists))

    def _read(self, form: type[F], raw: object, where: str) -> F | None:
        try:
            return form.model_validate(raw)
        except ValidationError as wrong:
            self.problems += [sentence(where, raw, error) for error in wrong.errors()]
        return None


def _tables(raw: object) -> list[dict[str, object]]:
    return [item for item in raw if isinstance(item, dict)] if isinstance(raw, list) else []


def _keys(raw: object, key: str) -> frozenset[str]:
    return frozenset(str(item[key]) for item in _tables(raw) if key in item)


def read_sheet(folder: Path, file: str) -> Sheet:
    """A file of the catalogue; a byte order mark from a Windows editor does no harm."""
    try:
        text = (folder / file).read_text(encoding="utf-8-sig")
        return Sheet(file, json.loads(text) if file.endswith(".json") else tomllib.loads(text))
    except FileNotFoundError:
        return _unreadable(file, f"{file}: 找不到这个文件，应该放在 {folder.name} 文件夹里")
    except UnicodeDecodeError:
        return _unreadable(file, f"{file}: 不是 UTF-8 文字，请用编辑器另存为 UTF-8")
    except OSError as wrong:
        return _unreadable(file, f"{file}: 打不开这个文件（{wrong.strerror}）")
    except json.JSONDecodeError as wrong:
        return _unreadable(file, f"{file}: 坏了（{wrong}），请用 import-places 再导入一次")
    except tomllib.TOMLDecodeError as wrong:
        return _unreadable(file, syntax(file, str(wrong)))


def _unreadable(file: str, problem: str) -> Sheet:
    return Sheet(file, None, [problem])


def syntax(file: str, message: str) -> str:
    """The parser's complaint with its line, and what it usually is."""
    line = re.search(r"line (\d+)", message)
    where = f"第{line[1]}行" if line else "末尾"
    return f"{file} › {where}: 写法不对，多半是少了引号、逗号或括号（{message}）"


def label(section: str, index: int, raw: object) -> str:
    """第3项 残疾人证 (disability): an entry as a clerk finds it again."""
    parts = [f"{NOUNS.get(section, '')}第{index + 1}项", _name(raw), _key(raw)]
    return " ".join(part for part in parts if part)


def _name(raw: object) -> str:
    name = raw.get("name") if isinstance(raw, dict) else None
    name = name.get("zh") if isinstance(name, dict) else name
    return name if isinstance(name, str) else ""


def _key(raw: object) -> str:
    key = (raw.get("key") or raw.get("code")) if isinstance(raw, dict) else None
    return f"({key})" if isinstance(key, str) else ""


def sentence(where: str, raw: object, error: ErrorDetails) -> str:
    """One problem: place, field, and what to do."""
    gaps = dict(error.get("ctx", {}))
    gaps["expected"] = str(gaps.get("expected", "")).replace("'", "").replace(" or ", ", ")
    gaps["example"] = EXAMPLES.get(str(gaps.get("class_name")), A_NAME)
    known = SENTENCES.get(error["type"])
    said = known.format(**gaps) if known else error["msg"]
    return f"{' › '.join([where, *_path(raw, error['loc'])])}: {said}"


def _path(raw: object, loc: Sequence[str | int]) -> list[str]:
    """The way to the field: dots inside a table, a labelled step for each entry of a list."""
    steps: list[str] = []
    field_name = ""
    for part in loc:
        raw = _inside(raw, part)
        if isinstance(part, str):
            field_name = f"{field_name}.{part}" if field_name else part
        elif isinstance(raw, dict):
            steps, field_name = [*steps, label(field_name, part, raw)], ""
        else:
            steps, field_name = [*steps, f"{field_name} 第{part + 1}个"], ""
    return [*steps, field_name] if field_name else steps


def _inside(raw: object, part: str | int) -> object:
    if isinstance(raw, dict):
        return raw.get(part)
    if isinstance(raw, list) and isinstance(part, int):
        return raw[part]
    return None
