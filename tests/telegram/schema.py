"""Whether a call, an update or a message fits Telegram's published schema."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

Json = dict[str, Any]

FACTS = Path(__file__).parent.parent / "data" / "bot_api.json"
ARRAY = "Array of "
PLAIN: dict[str, type | tuple[type, ...]] = {
    "Integer": int,
    "String": str,
    "Boolean": bool,
    "Float": (int, float),
}
# The facts are those of Bot API 10.1, aiogram speaks 10.3: the newer fields a bot here may use.
NEWER: dict[str, dict[str, str]] = {
    "BotCommand": {"is_ephemeral": "Boolean"},
    "InlineKeyboardMarkup": {"force_reply": "Boolean"},
    "ReplyKeyboardMarkup": {"force_reply": "Boolean"},
}
# Fields the schema calls strings which may point at an upload of the same call.
MAY_ATTACH = frozenset({"media", "thumbnail", "cover", "photo", "video", "sticker", "animation"})


class Field(NamedTuple):
    required: bool
    kinds: tuple[str, ...]


Fields = Mapping[str, Field]


class Facts(NamedTuple):
    methods: Mapping[str, Fields]
    types: Mapping[str, Fields]
    unions: Mapping[str, list[str]]


@cache
def facts() -> Facts:
    kept = json.loads(FACTS.read_text(encoding="utf-8"))
    return Facts(_read(kept["methods"]), _read(kept["types"]), kept["unions"])


def _read(section: Mapping[str, Mapping[str, str]]) -> Mapping[str, Fields]:
    return {
        name: {
            field: Field(kinds.startswith("!"), tuple(kinds.lstrip("!").split("|")))
            for field, kinds in {**fields, **NEWER.get(name, {})}.items()
        }
        for name, fields in section.items()
    }


def decoded(method: str, given: Mapping[str, Any]) -> Json:
    """A form's strings as the numbers, switches and objects the method wants."""
    fields = facts().methods.get(method, {})
    return {name: _decoded(fields.get(name), raw) for name, raw in given.items()}


def _decoded(field: Field | None, raw: Any) -> Any:
    if field is None or not isinstance(raw, str) or "InputFile" in field.kinds:
        return raw
    if field.kinds == ("String",):
        return raw
    try:
        value = json.loads(raw)
    except ValueError:
        return raw
    return raw if "String" in field.kinds and isinstance(value, str | float | bool) else value


def call_problems(method: str, params: Json, uploads: Collection[str] = ()) -> list[str]:
    """What is wrong with a call; `uploads` names the files which came with it."""
    fields = facts().methods.get(method)
    if fields is None:
        return [f"unknown method {method}"]
    found = list(_record(fields, params, uploads, ""))
    written = json.dumps(params)
    strays = [name for name in uploads if f"attach://{name}" not in written]
    return found + [f"{name}: uploaded, but nothing refers to it" for name in strays]


def value_problems(kind: str, value: Any) -> list[str]:
    """What keeps a value from being e.g. an Update."""
    return _value(kind, value, (), kind)


def _record(fields: Fields, given: Json, uploads: Collection[str], where: str) -> Iterator[str]:
    for name, field in fields.items():
        if field.required and name not in given:
            yield f"{where}{name}: required, but missing"
    for name, value in given.items():
        if name not in fields:
            yield f"{where}{name}: unknown field"
            continue
        yield from _nearest(fields[name].kinds, value, uploads, f"{where}{name}")
        if name in MAY_ATTACH and isinstance(value, str):
            yield from _attached(value, uploads, f"{where}{name}")


def _nearest(kinds: Iterable[str], value: Any, uploads: Collection[str], where: str) -> list[str]:
    """Of all that a value may be, the problems of what it comes nearest to."""
    best: list[str] | None = None
    for kind in kinds:
        found = _value(kind, value, uploads, where)
        if not found:
            return []
        best = found if best is None or len(found) < len(best) else best
    return best or []


def _value(kind: str, value: Any, uploads: Collection[str], where: str) -> list[str]:
    if kind.startswith(ARRAY) and isinstance(value, list):
        inner = kind.removeprefix(ARRAY)
        places = ((f"{where}[{n}]", item) for n, item in enumerate(value))
        return [fault for place, item in places for fault in _value(inner, item, uploads, place)]
    if kind in PLAIN:
        stray = isinstance(value, bool) and kind != "Boolean"
        return [] if isinstance(value, PLAIN[kind]) and not stray else [_wants(where, kind, value)]
    if kind == "InputFile":
        is_file = isinstance(value, str) and value.startswith("attach://")
        return list(_attached(value, uploads, where)) if is_file else [_wants(where, kind, value)]
    if kind in facts().unions:
        return _nearest(facts().unions[kind], value, uploads, where)
    if kind.startswith(ARRAY) or not isinstance(value, dict):
        return [_wants(where, kind, value)]
    return list(_record(facts().types[kind], value, uploads, f"{where}."))


def _wants(where: str, kind: str, value: Any) -> str:
    return f"{where}: wants {kind}, got {json.dumps(value, ensure_ascii=False)[:60]}"


def _attached(value: str, uploads: Collection[str], where: str) -> Iterator[str]:
    name = value.removeprefix("attach://")
    if name != value and name not in uploads:
        yield f"{where}: refers to {name}, which was not uploaded"
