"""Questions after a place and a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast

from conversations.entries import typed
from conversations.messages import Located, Said, Wish
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
from domain.entry import WordsProblem, clean_words, in_city


@dataclass(frozen=True, slots=True)
class Where:
    text: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Question[Where]):
    """A shared location, or words; a location outside the city is asked about once."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        if isinstance(draft, dict):
            sure = say("您发的位置不在本市，是这里吗？")
            return Prompt(sure, ((Key(say("就是这里"), "~sure"),),), Wish.PLACE)
        return Prompt(self.text, (), Wish.PLACE)

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked("~sure") if isinstance(draft, dict):
                return Answered(draft)
            case Located(latitude, longitude):
                here: Json = {"lat": round(latitude, 6), "lon": round(longitude, 6)}
                inside = in_city(latitude, longitude)
                return Answered(here) if inside else Drafted(here, in_place=False)
            case Said(text):
                cleaned = clean_words(text, 200)
                if not isinstance(cleaned, WordsProblem):
                    return Answered({"text": cleaned})
        return Problem(say("请发位置，或者写几个字，比如：三组黄桷树旁边。"))

    def unpack(self, stored: Json) -> Where:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        lat, lon = stored.get("lat"), stored.get("lon")
        return Where(
            str(stored.get("text", "")),
            float(cast("float", lat)) if lat is not None else None,
            float(cast("float", lon)) if lon is not None else None,
        )

    def show(self, stored: Json) -> Words:
        where = self.unpack(stored)
        return verbatim(where.text) if where.text else say("发了位置")


FAR_OFF = {0: "今天", 1: "明天", 2: "后天", 3: "大后天"}
HALVES = {"am": say("上午"), "pm": say("下午")}


@dataclass(frozen=True, slots=True)
class Visit:
    day: date
    half: str
    """`am` or `pm`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Question[Visit]):
    """A day among the next ones and the half of the day."""

    days: tuple[date, ...]
    today: date | None = None

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        if isinstance(draft, str):
            text = say("{day}，上午还是下午？", day=date.fromisoformat(draft))
            return Prompt(text, tuple((Key(label, half),) for half, label in HALVES.items()))
        return Prompt(
            self.text,
            tuple((Key(say("{n} {day}", n=n, day=d), d.isoformat()),) for n, d in self._numbered()),
        )

    def _numbered(self) -> list[tuple[int, date]]:
        return list(enumerate(self.days, 1))

    def take(self, given: Given, draft: Json) -> Taken:
        value = given.value if isinstance(given, Picked) else typed(given).strip()
        if isinstance(draft, str):
            half = {"上午": "am", "下午": "pm", "1": "am", "2": "pm"}.get(value, value)
            if half in HALVES:
                return Answered({"day": draft, "half": half})
        elif day := self._named(value):
            return Drafted(day.isoformat())
        return Problem(say("请按一个按钮选时间。"))

    def _named(self, value: str) -> date | None:
        return next((d for n, d in self._numbered() if value in self._names(n, d)), None)

    def _names(self, n: int, day: date) -> set[str]:
        """How a day can be said: its number, its date, its weekday, or how far off it is."""
        weekday = "一二三四五六日"[day.weekday()]
        said = {f"{week}{weekday}" for week in ("周", "星期", "礼拜")}
        said |= {"星期天", "礼拜天", "周天"} if day.weekday() == 6 else set()
        far = FAR_OFF.get((day - self.today).days) if self.today else None
        date_said = {f"{day.month}月{day.day}日", f"{day.month}月{day.day}号", f"{day.day}号"}
        return {str(n), day.isoformat(), *said, *date_said, *([far] if far else [])}

    def unpack(self, stored: Json) -> Visit:
        if not isinstance(stored, dict) or stored.get("half") not in HALVES:
            raise TypeError(stored)
        return Visit(date.fromisoformat(str(stored["day"])), str(stored["half"]))

    def show(self, stored: Json) -> Words:
        visit = self.unpack(stored)
        return say("{day}{half}", day=visit.day, half=HALVES[visit.half])


def next_days(today: date, count: int = 5) -> tuple[date, ...]:
    return tuple(today + timedelta(days=n) for n in range(1, count + 1))
