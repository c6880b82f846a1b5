"""Questions on the spot: the code, or where the phone says one is."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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
from conversations.words import Words, say
from domain.activities.activity import Activity
from domain.activities.arriving import Here, Verdict, judged
from domain.activities.codes import DIGITS, is_now, moments_of
from domain.activities.kinds import ActivityRules

WRONG = say("这个码不对。请再看一眼，或者问组织的人现在的码。")
OLD = say("这个位置是早先的。请打开手机定位，等一下，再发一次。")
COARSE = say("手机定位还不准。请到空旷的地方等一下再发，或者写签到码。")
NOT_MARKED = say("这个活动没有标位置，请写签到码，或者找组织的人点名。")
TOO_MANY = say("码错得太多了，先歇一个小时。请找组织的人点名。")


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that somebody is there."""

    code: str = ""
    here: bool = False
    """By a location that was judged."""


def here_from(located: Located, now: datetime) -> Here:
    return Here(located.latitude, located.longitude, located.accuracy, located.age(now))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving(Question[Proof]):
    """The code as it was said, or a location; who has neither asks the organiser."""

    activity: Activity
    rules: ActivityRules
    now: datetime
    wrong: int
    """Wrong codes of this hour."""
    skip: Words | None = None

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        wish = Wish.PLACE if self.activity.latitude is not None else Wish.NOTHING
        return Prompt(self.text, ((Key(self.skip, "~skip"),),) if self.skip else (), wish)

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked("~skip") if self.skip:
                return Answered({})
            case Said(text):
                return self._code(text, draft)
            case Located():
                return self._place(here_from(given, self.now))
            case _:
                return Problem(say("请写签到码，6个数字；或者发位置。"))

    def _code(self, text: str, draft: Json) -> Taken:
        code = digits_in(text)
        if len(code) != DIGITS:
            return Problem(say("签到码是6个数字。请再看一眼。"))
        tries = draft if isinstance(draft, int) else 0
        if max(self.wrong, tries) >= self.rules.wrong_codes:
            return Problem(TOO_MANY)
        if fits(self.activity, code, self.now, self.rules):
            return Answered({"code": code})
        return Drafted(max(self.wrong, tries) + 1, WRONG, in_place=False, kept=True)

    def _place(self, here: Here) -> Taken:
        problem = place_problem(self.activity, here, self.rules)
        return Problem(problem) if problem else Answered({"here": True})

    def unpack(self, stored: Json) -> Proof:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        return Proof(str(stored.get("code", "")), bool(stored.get("here")))


def digits_in(text: str) -> str:
    """471 123, ４７１１２３: however it was typed."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(c for c in plain if c.isdecimal() and c.isascii())


def fits(activity: Activity, code: str, now: datetime, rules: ActivityRules) -> bool:
    return is_now(activity, code, now, rules) or bool(moments_of(activity, code, now, rules))


def place_problem(activity: Activity, here: Here, rules: ActivityRules) -> Words | None:
    """What to do where a location is not the place; None where it is."""
    found = judged(activity, here, rules)
    match found.verdict:
        case Verdict.HERE:
            return None
        case Verdict.OLD:
            return OLD
        case Verdict.COARSE:
            return COARSE
        case Verdict.NO_PLACE:
            return NOT_MARKED
        case Verdict.FAR:
            return _far(found.metres)


def _far(metres: int) -> Words:
    kilometres = f"{metres / 1000:.1f}".rstrip("0").rstrip(".")
    away = say("{n}米", n=metres) if metres < 1000 else say("{n}公里", n=kilometres)
    return say("您离活动的地方还有{away}。到了再签；已经到了的，写签到码。", away=away)


@dataclass(frozen=True, slots=True, kw_only=True)
class AtPlace(Question[bool]):
    """Asked where many use one code: a location is an offer, without it the organiser looks again."""

    activity: Activity
    rules: ActivityRules
    now: datetime

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        """Without a large key of its own: in a crowd every message more delays the others."""
        del draft, lines
        return Prompt(self.text, ((Key(say("不发位置，也要签到"), "~no"),),))

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked("~no"):
                return Answered(value=False)
            case Said(text) if text.strip() in {"不发", "不", "不发位置", "1"}:
                return Answered(value=False)
            case Located():
                here = here_from(given, self.now)
                problem = place_problem(self.activity, here, self.rules)
                return Problem(problem) if problem else Answered(value=True)
            case _:
                return Problem(say("请发位置，或者按“不发位置，也要签到”。"))

    def unpack(self, stored: Json) -> bool:
        if not isinstance(stored, bool):
            raise TypeError(stored)
        return stored
