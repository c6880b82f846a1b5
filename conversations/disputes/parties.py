"""The question after the two sides: at least two names, in one message or several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
from conversations.words import Words, say, verbatim
from domain.disputes.dispute import Party
from domain.entry import NameProblem, clean_name
from domain.phones import normal_phone

DONE = Key(say("✅ 就这几位"), "~done")
SEPARATORS = re.compile(r"[、，,;；\n]+|(?<=[^0-9\s])\s+(?=[^0-9\s])")
PHONE = re.compile(r"[0-9][0-9 -]{6,}")
ENOUGH = {"就这几位", "就这些", "没有了", "好了"}
MOST = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties(Question[tuple[Party, ...]]):
    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del lines_
        kept = _kept(draft)
        if not kept:
            return Prompt(self.text)
        names = verbatim("、".join(name for name, _ in kept))
        if len(kept) < 2:
            return Prompt(say("一方：{names}。另一方是谁？", names=names))
        return Prompt(say("记下了：{names}。还有谁？没有就按一下。", names=names), ((DONE,),))

    def take(self, given: Given, draft: Json) -> Taken:
        kept = _kept(draft)
        if given == Picked("~done") or typed(given).strip() in ENOUGH:
            return _settled(kept)
        found = [_party(part) for part in SEPARATORS.split(typed(given)) if part.strip()]
        if not found or any(p is None for p in found):
            return Problem(
                say("请写名字，后面可以写电话，比如：样例·张三、样例·李四 13800000000。")
            )
        phones = dict(kept)
        for name, phone in (p for p in found if p):
            phones[name] = phone or phones.get(name, "")
        if len(phones) > MOST:
            return Problem(say("太多了，最多{n}位。", n=MOST))
        return Drafted(cast("Json", [[n, p] for n, p in phones.items()]), in_place=False)

    def unpack(self, stored: Json) -> tuple[Party, ...]:
        kept = _kept(stored)
        if len(kept) < 2:
            raise ValueError(stored)
        return tuple(Party(name, phone) for name, phone in kept)

    def show(self, stored: Json) -> Words:
        return verbatim("、".join(p.name for p in self.unpack(stored)))


def _settled(kept: list[tuple[str, str]]) -> Taken:
    if len(kept) < 2:
        return Problem(say("纠纷要有两方。请把两边的名字都写上。"))
    return Answered(cast("Json", [list(p) for p in kept]))


def _party(text: str) -> tuple[str, str] | None:
    found = PHONE.search(text)
    phone = normal_phone(found[0]) if found else ""
    name = clean_name(text.replace(found[0], "") if found else text)
    if isinstance(name, NameProblem) or (found and not phone) or re.search(r"[0-9]", name):
        return None
    return name, phone or ""


def _kept(draft: Json) -> list[tuple[str, str]]:
    if not isinstance(draft, list):
        return []
    pairs = (cast("list[Json]", pair) for pair in draft)
    return [(str(name), str(phone)) for name, phone in pairs]
