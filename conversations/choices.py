"""Questions answered by picking: one of several, several of many, yes or no."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, TypeVar, cast

from conversations.messages import Said
from conversations.questions import (
    Answered,
    Drafted,
    Given,
    Json,
    Key,
    Line,
    Picked,
    Problem,
    Prompt,
    Question,
    Taken,
)
from conversations.words import LIST, NOTHING, Words, lines, say, verbatim

T = TypeVar("T")
PAGE = 5
"""Choices on one screen: old people read at most five or six (domain.md)."""

PRESS = say("这里请按一个按钮。")
NOT_ONE_OF_THESE = say("这里请按一个按钮，或者回它前面的数字。")


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    """Short ASCII: it travels in a button."""
    label: Words
    hint: Words = NOTHING
    names: tuple[str, ...] = ()
    """What people may type for it."""


Find = Callable[[str], Sequence[str]]
"""Values that a typed text may mean, best first."""


def _nothing_found(_text: str) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice(Question[T], Generic[T]):
    """One of several; long lists come in pages and can be searched by typing."""

    decode: Callable[[str], T]
    options: tuple[Option, ...] = ()
    find: Find = _nothing_found

    def among(self, options: Sequence[Option], *, text: Words | None = None) -> "Choice[T]":
        return replace(self, options=tuple(options), text=text or self.text)

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        shown, page, pages = self._screen(draft)
        alone = len(self._pool(draft)) == 1
        rows: list[tuple[Key, ...]] = [
            (Key(option.label if alone else _numbered(n, option), option.value),)
            for n, option in enumerate(shown, page * PAGE + 1)
        ]
        if pages > 1:
            rows.append(_turning(page, pages))
        return Prompt(self._with_hints(shown), tuple(rows))

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked(value) if value.startswith("~"):
                return Drafted({"page": _number(value[1:]), "found": _found(draft)})
            case Picked(value) if any(o.value == value for o in self.options):
                return Answered(value)
            case Said(text):
                return self._typed(text.strip(), draft)
            case _:
                return self._problem()

    def _problem(self) -> Problem:
        return Problem(NOT_ONE_OF_THESE if len(self.options) > 1 else PRESS)

    def unpack(self, stored: Json) -> T:
        if self.options and not any(o.value == stored for o in self.options):
            raise KeyError(stored)
        return self.decode(cast("str", stored))

    def show(self, stored: Json) -> Words:
        return next((o.label for o in self.options if o.value == stored), verbatim(str(stored)))

    def _pool(self, draft: Json) -> tuple[Option, ...]:
        found = _found(draft)
        if not found:
            return self.options
        by_value = {o.value: o for o in self.options}
        return tuple(by_value[v] for v in found if v in by_value) or self.options

    def _screen(self, draft: Json) -> tuple[tuple[Option, ...], int, int]:
        pool = self._pool(draft)
        pages = max(1, -(-len(pool) // PAGE))
        page = min(_page(draft), pages - 1)
        return pool[page * PAGE : (page + 1) * PAGE], page, pages

    def _with_hints(self, shown: Sequence[Option]) -> Words:
        return lines(self.text, *(o.hint for o in shown if o.hint != NOTHING))

    def _typed(self, text: str, draft: Json) -> Taken:
        pool = self._pool(draft)
        if text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(pool):
            return Answered(pool[int(text) - 1].value)
        hits = self._named(text)
        if len(hits) == 1:
            return Answered(hits[0])
        hits = hits or [v for v in self.find(text) if any(o.value == v for o in self.options)]
        if hits:
            found: list[Json] = list(hits)
            return Drafted({"found": found}, say("您说的是这个吗？"), in_place=False)
        return self._problem()

    def _named(self, text: str) -> list[str]:
        spoken = [(o.value, [_plain(o.label), *o.names]) for o in self.options]
        exact = [value for value, names in spoken if text in names]
        return exact or [value for value, names in spoken if len(text) > 1 and text in names[0]]


def _plain(label: Words) -> str:
    """What a label says in Chinese, as far as it can be told without a reader's language."""
    gaps = [v for v in label.gaps.values() if hasattr(v, "zh")]
    return str(gaps[0].zh) if gaps else label.pattern


def _numbered(number: int, option: Option) -> Words:
    return say("{n} {label}", n=number, label=option.label)


def _turning(page: int, pages: int) -> tuple[Key, ...]:
    keys = []
    if page > 0:
        keys.append(Key(say("◀ 上一页"), f"~{page - 1}"))
    if page < pages - 1:
        keys.append(Key(say("下一页 ▶"), f"~{page + 1}"))
    return tuple(keys)


def _page(draft: Json) -> int:
    page = draft.get("page") if isinstance(draft, dict) else 0
    return page if isinstance(page, int) else 0


def _found(draft: Json) -> list[Json]:
    found = draft.get("found") if isinstance(draft, dict) else None
    return found if isinstance(found, list) else []


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Several(Question[tuple[str, ...]]):
    """Any number of several: each tap ticks or unticks, one button says that is all."""

    options: tuple[Option, ...]
    at_least: int = 1

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        ticked = _ticked(draft)
        rows = [
            (Key(say("{mark} {label}", mark=_mark(o.value in ticked), label=o.label), o.value),)
            for o in self.options
        ]
        rows.append((Key(say("✅ 就这些"), "~done"),))
        return Prompt(self.text, tuple(rows))

    def take(self, given: Given, draft: Json) -> Taken:
        ticked = _ticked(draft)
        match given:
            case Picked("~done") if len(ticked) >= self.at_least:
                return Answered(cast("Json", list(ticked)))
            case Picked("~done"):
                return Problem(say("请至少选一样，再按“就这些”。"))
            case Picked(value) if any(o.value == value for o in self.options):
                return Drafted(cast("Json", _toggled(ticked, value)))
            case Said(text) if text.strip().isdecimal() and len(text.strip()) < 4:
                return self._numbered(int(text.strip()), ticked)
            case _:
                return Problem(say("请按按钮来勾选，选好了按“就这些”。"))

    def _numbered(self, number: int, ticked: list[str]) -> Taken:
        if not 1 <= number <= len(self.options):
            return Problem(say("没有第{n}样。", n=number))
        return Drafted(cast("Json", _toggled(ticked, self.options[number - 1].value)))

    def unpack(self, stored: Json) -> tuple[str, ...]:
        known = {o.value for o in self.options}
        if not isinstance(stored, list) or not all(v in known for v in stored):
            raise ValueError(stored)
        return tuple(str(v) for v in stored)

    def show(self, stored: Json) -> Words:
        chosen = self.unpack(stored)
        return lines(*(o.label for o in self.options if o.value in chosen), by=LIST)


def _ticked(draft: Json) -> list[str]:
    return [str(v) for v in draft] if isinstance(draft, list) else []


def _toggled(ticked: list[str], value: str) -> list[str]:
    return [v for v in ticked if v != value] if value in ticked else [*ticked, value]


def _mark(ticked: bool) -> Words:  # noqa: FBT001  # it is the mark's only matter
    return verbatim("☑" if ticked else "☐")


YES_WORDS = frozenset(["是", "对", "好", "要", "行", "可以", "同意", "嗯", "y", "yes", "ok"])
NO_WORDS = frozenset(["不", "否", "不是", "不要", "不行", "不同意", "没有", "莫得", "n", "no"])


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo(Question[bool]):
    yes: Words = field(default_factory=lambda: say("是"))
    no: Words = field(default_factory=lambda: say("不是"))

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text, ((Key(self.yes, "y"),), (Key(self.no, "n"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked("y"):
                return Answered(value=True)
            case Picked("n"):
                return Answered(value=False)
            case Said(text) if text.strip().lower() in YES_WORDS or text == self.yes.pattern:
                return Answered(value=True)
            case Said(text) if text.strip().lower() in NO_WORDS or text == self.no.pattern:
                return Answered(value=False)
            case _:
                return Problem(PRESS)

    def unpack(self, stored: Json) -> bool:
        if not isinstance(stored, bool):
            raise TypeError(stored)
        return stored

    def show(self, stored: Json) -> Words:
        return self.yes if stored else self.no


@dataclass(frozen=True, slots=True)
class Shelf:
    """One group of a long list: its label, and the values that belong to it."""

    key: str
    label: Words
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped(Choice[T], Generic[T]):
    """One of many, found by its group first; typing finds it at once."""

    shelves: tuple[Shelf, ...] = ()

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        if not isinstance(draft, dict):
            numbered = enumerate(self.shelves, 1)
            rows = [
                (Key(say("{n} {label}", n=n, label=s.label), f"~g{s.key}"),) for n, s in numbered
            ]
            return Prompt(self.text, tuple(rows))
        prompt = Choice.prompt(self, draft, lines)
        return replace(prompt, rows=(*prompt.rows, (Key(say("▲ 看别的"), "~all"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        if given == Picked("~all"):
            return Drafted(None)
        if (
            isinstance(given, Said)
            and draft is None
            and (shelf := self._shelf_numbered(given.text))
        ):
            return Drafted({"found": cast("Json", list(shelf.values))}, in_place=False)
        if isinstance(given, Picked) and given.value.startswith("~g"):
            shelf = next((s for s in self.shelves if s.key == given.value[2:]), None)
            return Drafted({"found": cast("Json", list(shelf.values))} if shelf else None)
        return Choice.take(self, given, draft)

    def _shelf_numbered(self, text: str) -> Shelf | None:
        number = _number(text.strip())
        return self.shelves[number - 1] if 1 <= number <= len(self.shelves) else None
