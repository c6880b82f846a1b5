"""The first question of a report: is anyone in danger, and if not, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from conversations.entries import Spoken, file_problem, pack_file, unpack_file
from conversations.facts import Facts
from conversations.messages import Attached, FileKind, Said, Wish
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
from domain.entry import WordsProblem, clean_words
from domain.guess import guess_kinds
from domain.issues.danger import danger_in
from domain.issues.kinds import Danger, IssueRules, Kind, KindGroup
from domain.issues.misconduct import accuses, is_complaint
from domain.masking import hide_numbers

SOS = "~sos"
SOS_WORDS = frozenset({"有危险", "危险", "救命", "救命啊", "sos", "出事了", "快来人", "help me"})
"""A cry for help that does not say what it is."""
PAGE = 4
"""Groups on a screen, beside the red button and the one that turns the page (domain.md)."""
SURE = 90
"""A guess this good is taken without asking; anything less is offered."""


@dataclass(frozen=True, slots=True)
class Wrong:
    danger: bool = False
    """Somebody said that life is in danger."""
    kind: str = ""
    spoken: Spoken = field(default_factory=Spoken)


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIsWrong(Question[Wrong]):
    rules: IssueRules

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del lines
        match draft:
            case {"shelf": str(group)}:
                return self._kinds(self._keys_of(group), say("是哪一样？"))
            case {"found": list(found)}:
                return self._kinds([str(key) for key in found], say("您说的是哪一样？"))
            case {"page": int(page)}:
                return self._groups(page)
            case _:
                return self._groups(0)

    def _keys_of(self, group: str) -> list[str]:
        return [kind.key for kind in self.rules.kinds_of(group)]

    def _groups(self, page: int) -> Prompt:
        pages = -(-len(self.rules.groups) // PAGE)
        shown = list(enumerate(self.rules.groups, 1))[page * PAGE : (page + 1) * PAGE]
        sos = [(Key(say("🆘 有危险，马上报"), SOS),)]
        rows = [(Key(_group_label(n, group), f"~g{group.key}"),) for n, group in shown]
        turning = []
        if page > 0:
            turning.append(Key(say("◀ 上一页"), f"~{page - 1}"))
        if page < pages - 1:
            turning.append(Key(say("别的 ▶"), f"~{page + 1}"))
        return Prompt(self.text, (*sos, *rows, tuple(turning)), Wish.VOICE)

    def _kinds(self, keys: Sequence[str], text: Words) -> Prompt:
        kinds = [self.rules.kinds[key] for key in keys if key in self.rules.kinds]
        rows = [
            (Key(say("{n} {name}", n=n, name=kind.name), kind.key),)
            for n, kind in enumerate(kinds, 1)
        ]
        complaints = bool(kinds) and all(is_complaint(kind) for kind in kinds)
        other = self.rules.misconduct if complaints else self.rules.unknown
        unsure = (Key(say("▲ 看别的"), "~all"), Key(say("说不清"), other))
        return Prompt(text, (*rows, unsure))

    def take(self, given: Given, draft: Json) -> Taken:
        match given:
            case Picked(value):
                return self._picked(value, draft)
            case Said(text):
                return self._said(text, draft)
            case Attached(file) if file.kind is FileKind.VOICE:
                if problem := file_problem(file):
                    return Problem(problem)
                heard = say("语音留着给人听。")
                return Answered({"kind": self.rules.unknown, "voice": pack_file(file)}, heard)
            case _:
                return Problem(say("请按一个按钮，或者写几个字，比如“路灯不亮”。"))

    def _picked(self, value: str, draft: Json) -> Taken:
        if value == SOS:
            return Answered({"danger": True})
        if value == "~all":
            return Drafted(None)
        if value.startswith("~g") and any(g.key == value[2:] for g in self.rules.groups):
            return Drafted({"shelf": value[2:]})
        if value.startswith("~") and value[1:].isdecimal() and len(value) < 4:
            last = -(-len(self.rules.groups) // PAGE) - 1
            return Drafted({"page": min(int(value[1:]), last)})
        if value not in self.rules.kinds:
            return Problem(say("请按一个按钮，或者写几个字，比如“路灯不亮”。"))
        return Answered({"kind": value, "text": _said_before(draft)})

    def _said(self, text: str, draft: Json) -> Taken:
        text = text.strip()
        if text.isdecimal() and len(text) < 3:
            return self._numbered(int(text), draft)
        said = clean_words(hide_numbers(text), 1000)
        if isinstance(said, WordsProblem):
            return Problem(say("太长了或者看不清，请短一点，说不完的可以发语音。"))
        if accuses(said, self.rules):
            alone = say("投诉干部、单位的只送给监督员，村里、乡镇都看不到。有人动手就先打110。")
            return Answered({"kind": self._complaint(said), "text": said}, alone)
        if danger_in(said, self.rules) or said.lower() in SOS_WORDS:
            return Answered({"danger": True, "text": said})
        named = [k for k in self.rules.kinds.values() if said == k.name.zh or said in k.synonyms]
        if named:
            return Answered({"kind": named[0].key, "text": said})
        return self._guessed(said)

    def _complaint(self, said: str) -> str:
        """The kind of complaint that the words name, or the general one."""
        hits = (self.rules.kinds[hit.key] for hit in guess_kinds(said, self.rules)[:3])
        return next((kind.key for kind in hits if is_complaint(kind)), self.rules.misconduct)

    def _guessed(self, said: str) -> Taken:
        hits = guess_kinds(said, self.rules)[:4]
        if hits and (len(hits) == 1 or hits[0].score >= SURE > hits[1].score):
            return Answered({"kind": hits[0].key, "text": said})
        if hits:
            found: list[Json] = [hit.key for hit in hits]
            return Drafted({"found": found, "text": said}, in_place=False)
        note = say("记下了。归哪一类，由人来分。")
        return Answered({"kind": self.rules.unknown, "text": said}, note)

    def _numbered(self, number: int, draft: Json) -> Taken:
        match draft:
            case {"shelf": str(group)}:
                keys = self._keys_of(group)
            case {"found": list(found)}:
                keys = [str(key) for key in found]
            case _:
                groups = self.rules.groups
                if 1 <= number <= len(groups):
                    return Drafted({"shelf": groups[number - 1].key}, in_place=False)
                keys = []
        if 1 <= number <= len(keys):
            return Answered({"kind": keys[number - 1], "text": _said_before(draft)})
        return Problem(say("没有第{n}样。", n=number))

    def unpack(self, stored: Json) -> Wrong:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        kind, voice = str(stored.get("kind", "")), stored.get("voice")
        if kind and kind not in self.rules.kinds:
            raise KeyError(kind)
        spoken = Spoken(str(stored.get("text") or ""), unpack_file(voice) if voice else None)
        return Wrong(bool(stored.get("danger")), kind, spoken)

    def show(self, stored: Json) -> Words:
        wrong = self.unpack(stored)
        what = say("🆘 有危险") if wrong.danger else NOTHING
        kind = say("{name}", name=self.rules.kind(wrong.kind).name) if wrong.kind else NOTHING
        named = wrong.kind and wrong.spoken.text == self.rules.kind(wrong.kind).name.zh
        words = NOTHING if named else verbatim(wrong.spoken.text)
        return lines(what, kind, say("（语音）") if wrong.spoken.voice else words, by=LIST)


def _group_label(n: int, group: KindGroup) -> Words:
    return say("{n} {icon} {name}", n=n, icon=group.icon, name=group.name)


def _said_before(draft: Json) -> str:
    return str(draft.get("text", "")) if isinstance(draft, dict) else ""


def what_is_wrong(facts: Facts) -> WhatIsWrong:
    return WhatIsWrong(
        key="wrong",
        title=say("什么事"),
        text=say(
            "现在有没有人有危险？有就按🆘。\n没有：是哪样事？按一个，或者写、说，比如“路灯不亮”。"
        ),
        help=say("不晓得归哪一类也不要紧：写几个字或者说一段话，有人会来分。"),
        rules=facts.catalogue.issues,
    )


def call_first(danger: Danger) -> Words:
    """What to do at once, and whom to call."""
    calls = lines(*(verbatim(number) for number in danger.calls), by=LIST)
    return lines(
        say("🆘 {name}：先打 {calls}！", name=danger.name, calls=calls),
        say("{advice}", advice=danger.advice),
    )


CALL_SOMEBODY = lines(
    say("🆘 人要紧：先离开危险的地方。"),
    say("着火、漏气打 119，有人受伤打 120，打架、有坏人打 110。"),
)
"""Where it is not known yet what the danger is."""


def kind_of_danger(danger: Danger | None, laid_down: IssueRules) -> Kind:
    """The kind of issue a danger is filed under; unsorted where none is named for it."""
    named = (k for k in laid_down.kinds.values() if danger and k.danger == danger.key)
    return next(named, laid_down.kind(laid_down.unknown))
