"""Questions of a call for volunteers that are of its own kind: breaks, how many, a place on the map."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import cast

from conversations.entries import typed
from conversations.messages import Located, Wish
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
from domain.activities.activity import Span
from domain.dates import time_meant
from domain.entry import in_city

_BETWEEN = re.compile(r"(?<!\s)\s*(?:到|至|—|–|-|~|～)+\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTime(Question[datetime]):
    """When it ends: a time, or how long it takes; before the beginning means the next day."""

    start: datetime
    offers: tuple[int, ...] = (2, 3, 4)
    """Hours after the beginning."""
    longest: timedelta = timedelta(hours=16)

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        keys = tuple(Key(say("{n}小时", n=n), str(n)) for n in self.offers)
        return Prompt(self.text, (keys,))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        end = self._meant(given)
        if end is None:
            return Problem(say("请写几点结束，比如：12点、17:30；或者写几个小时。"))
        if end - self.start > self.longest:
            n = int(self.longest.total_seconds() // 3600)
            return Problem(say("太长了，一次最多{n}小时。分成两次发吧。", n=n))
        return Answered(end.isoformat())

    def _meant(self, given: Given) -> datetime | None:
        if isinstance(given, Picked):
            return self._after(given.value) if given.value.isdecimal() else None
        said = typed(given).strip()
        if found := re.fullmatch(r"(\d{1,2})(?:个?小时|h)", said):
            return self._after(found[1])
        clock = time_meant(said)
        if clock is None:
            return None
        end = datetime.combine(self.start.date(), clock, self.start.tzinfo)
        return end if end > self.start else end + timedelta(days=1)

    def _after(self, hours: str) -> datetime | None:
        return self.start + timedelta(hours=int(hours)) if 0 < int(hours) < 25 else None

    def unpack(self, stored: Json) -> datetime:
        end = datetime.fromisoformat(str(stored))
        if not self.start < end <= self.start + self.longest:
            raise ValueError(stored)
        return end

    def show(self, stored: Json) -> Words:
        end = self.unpack(stored).astimezone(self.start.tzinfo)
        if end.date() == self.start.date():
            return verbatim(f"{end:%H:%M}")
        return say("{day} {clock}", day=end.date(), clock=f"{end:%H:%M}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaks(Question[tuple[Span, ...]]):
    """Stretches without work, within the activity: 12:00到13:30."""

    start: datetime
    end: datetime

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text, ((Key(say("中间不歇"), "~none"),),))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        if given == Picked("~none") or typed(given).strip() in {"不歇", "没有", "中间不歇"}:
            return Answered([])
        parts = [p for p in re.split(r"[,，、;；\n]", typed(given)) if p.strip()]
        spans = [self._span(part) for part in parts]
        if not spans or None in spans:
            return Problem(
                say("请写从几点到几点，要在活动时间里面，比如：12:00到13:30。不歇就按按钮。")
            )
        kept = [s for s in spans if s]
        return Answered(cast("Json", [[s.start.isoformat(), s.end.isoformat()] for s in kept]))

    def _span(self, said: str) -> Span | None:
        parts = _BETWEEN.split(said.strip())
        clocks = [time_meant(p) for p in parts]
        if len(clocks) != 2 or clocks[0] is None or clocks[1] is None:
            return None
        first, last = self._moment(clocks[0]), self._moment(clocks[1])
        return Span(first, last) if self.start <= first < last <= self.end else None

    def _moment(self, clock: time) -> datetime:
        """Over midnight the small hours are of the next day."""
        moment = datetime.combine(self.start.date(), clock, self.start.tzinfo)
        return moment if moment >= self.start else moment + timedelta(days=1)

    def unpack(self, stored: Json) -> tuple[Span, ...]:
        if not isinstance(stored, list):
            raise TypeError(stored)
        spans = tuple(
            Span(*(datetime.fromisoformat(str(m)) for m in cast("list[Json]", each)))
            for each in stored
        )
        if any(s.start < self.start or s.end > self.end for s in spans):
            raise ValueError(stored)
        return spans

    def show(self, stored: Json) -> Words:
        zone = self.start.tzinfo
        shown = [
            f"{s.start.astimezone(zone):%H:%M}—{s.end.astimezone(zone):%H:%M}"
            for s in self.unpack(stored)
        ]
        return verbatim("、".join(shown)) if shown else say("中间不歇")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMany(Question[int]):
    """How many may come; 0 where nobody counts."""

    most: int = 5000

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        some = tuple(Key(say("{n}人", n=n), str(n)) for n in (5, 10, 20))
        return Prompt(self.text, (some, (Key(say("人数不限"), "0"),)))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        said = given.value if isinstance(given, Picked) else typed(given).strip()
        said = said.removesuffix("人").removesuffix("个").strip()
        if said in {"不限", "人数不限"}:
            return Answered(0)
        least = 0 if isinstance(given, Picked) else 1
        if said.isdecimal() and len(said) < 6 and least <= int(said) <= self.most:
            return Answered(int(said))
        return Problem(say("请写要几个人，1到{most}；不限就按按钮。", most=self.most))

    def unpack(self, stored: Json) -> int:
        if isinstance(stored, bool) or not isinstance(stored, int):
            raise TypeError(stored)
        return stored

    def show(self, stored: Json) -> Words:
        return say("{n}人", n=self.unpack(stored)) if stored else say("人数不限")


Spot = tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSpot(Question[Spot]):
    """Where it is on the map, for those who want to check in by location; an offer."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        return Prompt(self.text, ((Key(say("不标位置"), "~none"),),), Wish.PLACE)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked("~none"):
                return Answered([])
            case Located(latitude, longitude) if in_city(latitude, longitude):
                return Answered([round(latitude, 6), round(longitude, 6)])
            case Located():
                return Problem(say("这个位置不在本市。请发活动地点的位置，或者按“不标位置”。"))
            case _ if typed(given).strip() in {"不标", "不标位置", "没有"}:
                return Answered([])
            case _:
                return Problem(say("请发活动地点的位置，或者按“不标位置”。"))

    def unpack(self, stored: Json) -> Spot:
        if not isinstance(stored, list):
            raise TypeError(stored)
        if not stored:
            return None
        latitude, longitude = (float(cast("float", each)) for each in stored)
        return latitude, longitude

    def show(self, stored: Json) -> Words:
        return say("标了位置") if stored else say("不标位置")


def evening_before(day: date, start: datetime) -> datetime:
    return datetime.combine(day - timedelta(days=1), time(20), start.tzinfo)
