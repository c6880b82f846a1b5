"""Counts of a vote as questions: none larger than who is there, all of them together exactly that."""

from collections.abc import Sequence
from dataclasses import dataclass

from conversations.entries import typed
from conversations.questions import (
    Answered,
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
from domain.meetings.votes import check


@dataclass(frozen=True, slots=True, kw_only=True)
class Ayes(Question[int]):
    present: int

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        everybody = Key(say("全部{n}人赞成", n=self.present), str(self.present))
        return Prompt(self.text, ((everybody,), (Key(say("没有人赞成"), "0"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        number = _number(given)
        if number is None:
            return Problem(say("请写一个数字。"))
        if number > self.present:
            return Problem(_more_than_there(say("赞成"), number, self.present))
        return Answered(number)

    def unpack(self, stored: Json) -> int:
        if not isinstance(stored, int) or stored > self.present:
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Noes(Question[int]):
    present: int
    ayes: int

    @property
    def left(self) -> int:
        return self.present - self.ayes

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        keys = {0: say("没有人反对"), self.left: say("剩下{n}人都反对", n=self.left)}
        return Prompt(self.text, tuple((Key(label, str(n)),) for n, label in keys.items()))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        number = _number(given)
        if number is None:
            return Problem(say("请写一个数字。"))
        if number > self.left:
            return Problem(
                say(
                    "反对{noes}加赞成{ayes}是{sum}，到会能投票的只有{present}人，多了{over}。请核对。",
                    noes=number,
                    ayes=self.ayes,
                    sum=number + self.ayes,
                    present=self.present,
                    over=number - self.left,
                )
            )
        return Answered(number)

    def unpack(self, stored: Json) -> int:
        if not isinstance(stored, int) or stored > self.left:
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstained(Question[int]):
    """Asked even though it can be computed: a count that does not fit shows a slip before it is law.

    Who came or left since the first count makes it asked again.
    """

    present: int
    ayes: int
    noes: int

    @property
    def rest(self) -> int:
        return self.present - self.ayes - self.noes

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        return Prompt(self.text, ((Key(say("弃权{n}", n=self.rest), str(self.rest)),),))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        number = _number(given)
        if number is None:
            return Problem(say("请写一个数字。"))
        if check(self.ayes, self.noes, number, self.present):
            return Problem(self._slip(number))
        return Answered(number)

    def _slip(self, number: int) -> Words:
        total = self.ayes + self.noes + number
        apart = total - self.present
        differs = say("多了{n}", n=apart) if apart > 0 else say("少了{n}", n=-apart)
        return say(
            "赞成{ayes}＋反对{noes}＋弃权{abstained}＝{sum}，到会能投票的是{present}人，{differs}。"
            "没投的算弃权；数错了按“返回”重写。",
            ayes=self.ayes,
            noes=self.noes,
            abstained=number,
            sum=total,
            present=self.present,
            differs=differs,
        )

    def unpack(self, stored: Json) -> int:
        if not isinstance(stored, int) or check(self.ayes, self.noes, stored, self.present):
            raise TypeError(stored)
        return stored


def _number(given: Given) -> int | None:
    said = given.value if isinstance(given, Picked) else typed(given).strip()
    said = said.removesuffix("票").removesuffix("人")
    return int(said) if said.isdecimal() and len(said) < 6 else None


def _more_than_there(what: Words, number: int, present: int) -> Words:
    return say(
        "{what}{n}？到会能投票的只有{present}人。请核对，有人来了先点名。",
        what=what,
        n=number,
        present=present,
    )
