"""The last question of a talk: all answers read back, each of which can be changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

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
from conversations.words import Words, say

YES = ("1", "好", "对", "ok")


def _bare(label: Words) -> str:
    """Without the sign before it, which nobody types."""
    return label.pattern.partition(" ")[2] or label.pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Review(Question[bool]):
    """All answers read back; any of them can be changed before the last button."""

    send: Words
    head: Words

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        if isinstance(draft, dict):
            return self._changing(draft, lines)
        read_back = [
            say("· {title}：{shown}", title=line.title, shown=line.shown) for line in lines
        ]
        text = Words("", joined=(self.head, *read_back, self.text), by="\n")
        return Prompt(text, ((Key(self.send, "y"),), (Key(say("✏ 改一改"), "~0"),)))

    def _changing(self, draft: dict[str, Json], lines: Sequence[Line]) -> Prompt:
        page = cast("int", draft.get("page", 0))
        start = page * 5
        shown = lines[start : start + 5]
        rows: list[tuple[Key, ...]] = [(Key(line.title, f"~c{line.key}"),) for line in shown]
        turning = []
        if page > 0:
            turning.append(Key(say("◀ 上一页"), f"~{page - 1}"))
        if start + 5 < len(lines):
            turning.append(Key(say("下一页 ▶"), f"~{page + 1}"))
        if turning:
            rows.append(tuple(turning))
        rows.append((Key(say("不改了"), "~no"),))
        return Prompt(say("要改哪一样？"), tuple(rows))

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked("y"):
                return Answered(value=True)
            case Picked("~no"):
                return Drafted(None)
            case Picked(value) if value[1:].isdecimal() and len(value) < 4:
                return Drafted({"page": int(value[1:])})
            case Said(text) if text.strip() in {self.send.pattern, _bare(self.send), *YES}:
                return Answered(value=True) if draft is None else Problem(say("请按按钮。"))
            case _:
                return Problem(
                    say("看一遍对不对：对就按“{send}”，不对按“改一改”。", send=self.send)
                )

    def unpack(self, stored: Json) -> bool:
        if stored is not True:
            raise TypeError(stored)
        return True
