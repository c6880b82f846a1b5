"""The roll as a question: names are ticked as people come and go, and kept at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import cast

from conversations.entries import typed
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
from conversations.words import Words, lines, say, verbatim
from domain.entry import NameProblem, clean_name

PAGE = 10
DONE_WORDS = {"点完了", "好了", "完了", "ok"}
SEPARATORS = str.maketrans("，,;；\n\t ", "、、、、、、、")
MOST_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class RollLine:
    """Somebody who is expected, or has come."""

    id: int
    name: str
    there: bool = False
    came: bool = False
    counts: bool = True
    """Stands in the figure above the names; who only listens does not."""
    note: str = ""
    """Said behind the name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One tick just made; the records have it after this turn."""

    came: bool
    line: int = 0
    name: str = ""
    added: str = ""
    """As what somebody new to the roll was added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCall(Question[bool]):
    roll: tuple[RollLine, ...]
    count: Callable[[int], Words]
    """What is said of so many; ticks of this turn come on top of the records."""
    adds: tuple[Key, ...]
    """As what a name that is not on the roll may be added."""
    quiet: frozenset[str] = frozenset()
    """Values of `adds` that do not count."""

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del lines_
        kept = _kept(draft)
        if _new(kept):
            return self._unknown(_new(kept))
        shown = self._with(marks_in(draft))
        pool = [a for a in shown if not _found(kept) or a.id in _found(kept)]
        pages = max(1, -(-len(pool) // PAGE))
        page = min(cast("int", kept.get("page", 0)), pages - 1)
        here = pool[page * PAGE : (page + 1) * PAGE]
        keys = [Key(_label(a), str(a.id)) for a in here]
        rows: list[tuple[Key, ...]] = [tuple(keys[n : n + 2]) for n in range(0, len(keys), 2)]
        if turning := _turning(page, pages, filtered=bool(_found(kept))):
            rows.append(turning)
        rows.append((Key(say("✅ 点完了"), "~done"),))
        told = say("按名字就签到，再按一下是走了。找不到就写名字，可以一次写几个。")
        there = sum(a.counts and a.there for a in shown)
        return Prompt(lines(self.count(there), told), tuple(rows))

    def _unknown(self, names: list[str]) -> Prompt:
        """Several at once are asked about once: at the door nobody has time."""
        text = say("名册上没有“{name}”。加上吗？", name=verbatim("、".join(names)))
        rows = [(replace(key, value=f"~+{key.value}"),) for key in self.adds]
        return Prompt(text, (*rows, (Key(say("不加"), "~none"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        kept = _kept(draft)
        match given:
            case Picked("~done"):
                return Answered(value=True)
            case Picked("~none"):
                return Drafted(_plain(kept))
            case Picked(value) if value[:2] == "~+" and value[2:] in self._added() and _new(kept):
                marks = tuple(Mark(came=True, name=n, added=value[2:]) for n in _new(kept))
                return _marked(kept, marks)
            case Picked("~all"):
                return Drafted({"page": 0})
            case Picked(value) if value.startswith("~p") and value[2:].isdecimal():
                return Drafted({**_plain(kept), "page": int(value[2:])})
            case Picked(value) if value.isdecimal():
                return self._ticked(int(value), kept)
        return self._typed(typed(given).strip(), kept)

    def _added(self) -> frozenset[str]:
        return frozenset(key.value for key in self.adds)

    def _ticked(self, number: int, kept: dict[str, Json]) -> Taken:
        """What the records say counts; the tick of the turn before is among them by now."""
        line = next((a for a in self.roll if a.id == number), None)
        if line is None:
            return Problem(say("名册变了，请再按一次。"))
        return _marked(kept, (Mark(came=not line.there, line=number),))

    def _typed(self, said: str, kept: dict[str, Json]) -> Taken:
        if said in DONE_WORDS:
            return Answered(value=True)
        names = [n for n in said.translate(SEPARATORS).split("、") if n][:MOST_AT_ONCE]
        if len(names) > 1:
            return self._several(names, kept)
        found = self._named(said)
        if len(found) == 1:
            there = found[0].there
            return _marked(kept, (Mark(came=not there, line=found[0].id),), in_place=False)
        if found:
            ids = cast("Json", [a.id for a in found])
            return Drafted({"found": ids}, say("有这几位："), in_place=False)
        name = clean_name(said)
        if isinstance(name, NameProblem):
            return Problem(say("请按名字，或者写名字。"))
        return Drafted({**_plain(kept), "new": [name]}, in_place=False)

    def _several(self, names: list[str], kept: dict[str, Json]) -> Taken:
        """Those who are on the roll are marked as come; the others are named, nobody is guessed."""
        listed = {name: [a for a in self.roll if a.name == name] for name in dict.fromkeys(names)}
        marks = tuple(Mark(came=True, line=x[0].id) for x in listed.values() if len(x) == 1)
        twice = [name for name, found in listed.items() if len(found) > 1]
        cleaned = [clean_name(name) for name, found in listed.items() if not found]
        unknown = [name for name in cleaned if not isinstance(name, NameProblem)]
        note = say("记下{n}位。", n=len(marks))
        if twice:
            those = verbatim("、".join(twice))
            note = lines(note, say("这几位名册上不止一个，请按名字：{names}", names=those))
        made = _marked(kept, marks, note, in_place=False)
        assert isinstance(made.draft, dict)
        return replace(made, draft={**made.draft, "new": cast("Json", unknown)})

    def _named(self, said: str) -> list[RollLine]:
        exact = [a for a in self.roll if said in {a.name, a.name.rpartition("·")[2]}]
        return exact or [a for a in self.roll if said and said in a.name]

    def _with(self, marks: Sequence[Mark]) -> tuple[RollLine, ...]:
        """The roll as it is with ticks the records do not have yet."""
        by_id = {m.line: m for m in marks if m.line}
        shown = tuple(
            replace(a, there=by_id[a.id].came, came=True) if a.id in by_id else a for a in self.roll
        )
        names = {a.name for a in self.roll}
        new = tuple(
            RollLine(0, m.name, there=True, came=True, counts=m.added not in self.quiet)
            for m in marks
            if not m.line and m.name not in names
        )
        return (*shown, *new)

    def unpack(self, stored: Json) -> bool:
        if stored is not True:
            raise TypeError(stored)
        return True


def _marked(
    kept: dict[str, Json],
    marks: tuple[Mark, ...],
    note: Words | None = None,
    *,
    in_place: bool = True,
) -> Drafted:
    packed = [[m.came, m.line, m.name, m.added] for m in marks]
    draft: Json = {**_plain(kept), "marks": cast("Json", packed)}
    return Drafted(draft, note or lines(), in_place=in_place, kept=True)


def marks_in(draft: Json) -> tuple[Mark, ...]:
    kept = _kept(draft).get("marks")
    if not isinstance(kept, list):
        return ()
    rows = (cast("list[Json]", row) for row in kept)
    return tuple(
        Mark(bool(came), int(cast("int", who)), str(name), str(added))
        for came, who, name, added in rows
    )


def _label(line: RollLine) -> Words:
    mark = "✓" if line.there else ("↩" if line.came else "○")
    return verbatim(f"{mark} {line.name}{line.note}")


def _turning(page: int, pages: int, *, filtered: bool) -> tuple[Key, ...]:
    keys = []
    if page > 0:
        keys.append(Key(say("◀ 上一页"), f"~p{page - 1}"))
    if page < pages - 1:
        keys.append(Key(say("下一页 ▶"), f"~p{page + 1}"))
    if filtered:
        keys.append(Key(say("▲ 看全部"), "~all"))
    return tuple(keys)


def _kept(draft: Json) -> dict[str, Json]:
    return draft if isinstance(draft, dict) else {}


def _plain(kept: dict[str, Json]) -> dict[str, Json]:
    """Page and search stay; what was marked is kept by now."""
    return {key: value for key, value in kept.items() if key in {"page", "found"}}


def _new(kept: dict[str, Json]) -> list[str]:
    """Names that nobody on the roll has, still to be asked about."""
    new = kept.get("new")
    return [str(name) for name in new] if isinstance(new, list) else []


def _found(kept: dict[str, Json]) -> list[Json]:
    found = kept.get("found")
    return found if isinstance(found, list) else []
