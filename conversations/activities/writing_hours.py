"""Questions after hours and times that somebody writes by hand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from conversations.activities.hours import hours
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
from conversations.words import Words, say, verbatim
from domain.dates import time_meant

_HALF = re.compile(r"(\d{1,2})(?:个)?(?:小时|钟头)?半")
_HOURS = re.compile(r"(\d{1,2}(?:\.\d{1,2})?)(?:个)?(?:小时|钟头|h)?")
_MINUTES = re.compile(r"(\d{1,3})分钟?")


def minutes_meant(text: str) -> int | None:
    """2.5, 2小时半, 两小时, 90分钟; None where no time is meant."""
    said = text.strip().replace("两", "2").replace(" ", "")
    said = said.replace("半小时", "0.5小时") if said.startswith("半") else said
    if found := _HALF.fullmatch(said):
        return int(found[1]) * 60 + 30
    if found := _MINUTES.fullmatch(said):
        return int(found[1])
    if found := _HOURS.fullmatch(said):
        return round(float(found[1]) * 60)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursGiven(Question[int]):
    """Minutes, written as hours; never more than the activity took."""

    most: int
    said: int | None = None
    """What comes of it when they left as they say."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        keys = [Key(say("全程{n}", n=hours(self.most)), str(self.most))]
        if self.said is not None and self.said != self.most:
            keys.insert(0, Key(say("照本人说的，{n}", n=hours(self.said)), str(self.said)))
        return Prompt(self.text, (*((k,) for k in keys), (Key(say("没有来，0小时"), "0"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        if isinstance(given, Picked):
            fits = given.value in {"0", str(self.most), str(self.said)}
            return Answered(int(given.value)) if fits else Problem(say("请按一个按钮。"))
        minutes = minutes_meant(typed(given))
        if minutes is None:
            return Problem(say("请写几小时，比如：2.5、两小时半、90分钟。"))
        if minutes > self.most:
            return Problem(say("这次活动除开歇的，最多{n}。", n=hours(self.most)))
        return Answered(minutes)

    def unpack(self, stored: Json) -> int:
        if isinstance(stored, bool) or not isinstance(stored, int):
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenLeft(Question[datetime]):
    """When somebody left who forgot to check out: after they came, and not after now."""

    came: datetime
    ended: datetime
    latest: datetime

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(
            self.text, ((Key(say("做完才走的，{clock}", clock=f"{self.ended:%H:%M}"), "end"),),)
        )

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        if given == Picked("end"):
            return Answered(self.latest.isoformat())
        clock = time_meant(typed(given))
        if clock is None:
            return Problem(say("请写几点走的，比如：11点半、16:20。"))
        left = datetime.combine(self.came.date(), clock, self.came.tzinfo)
        left = left if left >= self.came else left + timedelta(days=1)
        if left > self.latest:
            first, last = f"{self.came:%H:%M}", f"{self.latest:%H:%M}"
            return Problem(say("应该在{first}到{last}之间。", first=first, last=last))
        return Answered(left.isoformat())

    def unpack(self, stored: Json) -> datetime:
        return datetime.fromisoformat(str(stored))

    def show(self, stored: Json) -> Words:
        return verbatim(f"{self.unpack(stored).astimezone(self.came.tzinfo):%H:%M}")
