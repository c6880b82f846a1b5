"""Questions after a day and a time of day, picked or typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

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
from conversations.words import NOTHING, Words, lines, say, verbatim
from domain.dates import day_meant, time_meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Day(Question[date]):
    """A day from `earliest` on; some are offered, any may be typed."""

    today: date
    earliest: date
    offers: tuple[date, ...] = ()
    too_early: Words = NOTHING
    """Why an earlier day will not do."""
    latest: date = date.max

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        keys = [
            (Key(say("{n} {day}", n=n, day=day), day.isoformat()),)
            for n, day in enumerate(self.offers, 1)
        ]
        return Prompt(self.text, tuple(keys))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        day = self._meant(given)
        if day is None:
            return Problem(say("请按一天，或者写日子，比如：明天、下周三、12月10日。"))
        if day < self.earliest:
            past = day < self.today
            return Problem(say("那天已经过了。") if past else lines(self.too_early))
        if day > self.latest:
            return Problem(say("太远了，最晚到{day}。", day=self.latest))
        return Answered(day.isoformat())

    def _meant(self, given: Given) -> date | None:
        if isinstance(given, Picked):
            return next((d for d in self.offers if d.isoformat() == given.value), None)
        said = typed(given).strip()
        if said.isdecimal() and 1 <= int(said[:3]) <= len(self.offers):
            return self.offers[int(said) - 1]
        return day_meant(said, self.today)

    def unpack(self, stored: Json) -> date:
        day = date.fromisoformat(str(stored))
        if not self.earliest <= day <= self.latest:
            raise ValueError(stored)
        return day

    def show(self, stored: Json) -> Words:
        return say("{day}", day=date.fromisoformat(str(stored)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay(Question[time]):
    offers: tuple[time, ...] = (time(9), time(14, 30), time(19, 30))
    after: time | None = None
    """Only later than this will do: of today the morning may be gone."""

    def prompt(self, draft: Json, lines_: Sequence[Line]) -> Prompt:
        del draft, lines_
        left = [t for t in self.offers if self.after is None or t > self.after]
        keys = tuple(Key(verbatim(f"{t:%H:%M}"), f"{t:%H%M}") for t in left)
        return Prompt(self.text, (keys,) if keys else ())

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        meant = self._meant(given)
        if meant is None:
            return Problem(say("请写几点，比如：9点半、下午3点、14:30。"))
        if self.after and meant <= self.after:
            return Problem(say("{clock}已经过了，请写晚一点的。", clock=f"{meant:%H:%M}"))
        return Answered(f"{meant:%H:%M}")

    def _meant(self, given: Given) -> time | None:
        if isinstance(given, Picked):
            return next((t for t in self.offers if f"{t:%H%M}" == given.value), None)
        return time_meant(typed(given))

    def unpack(self, stored: Json) -> time:
        return time.fromisoformat(str(stored))
