"""Questions answered in one's own words: a telling, a name, a phone, a number."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import cast

from conversations.messages import Attached, FileKind, FileRef, Said, SharedContact, Wish
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
from conversations.words import NOTHING, Words, say, verbatim
from domain.entry import NameProblem, WordsProblem, clean_name, clean_words
from domain.files import acceptable, too_big
from domain.masking import has_id_number, hide_numbers
from domain.phones import normal_phone, phone_problem

SKIP = "~skip"
FROM_A_CARD = say("请从那张卡片上的按钮进来。")


def pack_file(file: FileRef) -> Json:
    return cast("Json", {**asdict(file), "kind": file.kind.value})


def unpack_file(stored: Json) -> FileRef:
    if not isinstance(stored, dict):
        raise TypeError(stored)
    return FileRef(
        source=str(stored["source"]),
        kind=FileKind(str(stored["kind"])),
        size=int(cast("int", stored.get("size", 0))),
        name=str(stored.get("name", "")),
        mime=str(stored.get("mime", "")),
        taken_at=str(stored.get("taken_at", "")),
        latitude=_degrees(stored.get("latitude")),
        longitude=_degrees(stored.get("longitude")),
        seconds=int(cast("int", stored.get("seconds", 0))),
    )


def _degrees(stored: Json) -> float | None:
    return float(stored) if isinstance(stored, int | float) else None


def file_problem(file: FileRef) -> Words | None:
    """Why a file cannot be taken, in a sentence for the one who sent it."""
    if too_big(file.size) and file.kind is FileKind.VIDEO:
        return say("这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。")
    if too_big(file.size):
        return say("这个文件太大了，最多20兆。请发小一点的，照片就可以。")
    if file.kind is FileKind.DOCUMENT and not acceptable(file.name, file.mime):
        return say("这种文件收不了。请拍照发来，或者发 PDF、Word。")
    return None


@dataclass(frozen=True, slots=True)
class Spoken:
    """What somebody told: words, or a voice note that a person will hear."""

    text: str = ""
    voice: FileRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling(Question[Spoken]):
    """Words or voice."""

    limit: int = 1000
    """Characters."""
    skip: Words | None = None
    """The label that leaves it out, where it may be left out."""
    offers: tuple[Key, ...] = ()
    """Ready-made answers; the value is the text taken."""
    to_be_read: bool = False
    """It will stand on a paper or a board: a voice will not do."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        keys = [*self.offers, *([Key(self.skip, SKIP)] if self.skip else [])]
        wish = Wish.NOTHING if self.to_be_read else Wish.VOICE
        return Prompt(self.text, tuple((k,) for k in keys), wish)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked(value) if self.skip and value == SKIP:
                return Answered(value={})
            case Picked(value) if any(k.value == value for k in self.offers):
                offer = next(k for k in self.offers if k.value == value)
                return Answered({"text": offer.label.pattern})
            case Said(text):
                return self._words(text)
            case Attached(file) if file.kind is FileKind.VOICE and not self.to_be_read:
                problem = file_problem(file)
                return Problem(problem) if problem else Answered({"voice": pack_file(file)})
            case _ if self.to_be_read:
                return Problem(say("这句话要写在纸上，请打字；也可以用键盘上的话筒说成字。"))
            case _:
                return Problem(say("这里请打字，或者用话筒说一段话。"))

    def _words(self, text: str) -> Taken:
        match clean_words(hide_numbers(text), self.limit):
            case WordsProblem.LONG:
                return Problem(say("太长了，请在{n}个字以内说，说不完的可以发语音。", n=self.limit))
            case WordsProblem():
                return Problem(say("没看清您写的，请再写一遍。"))
            case cleaned:
                note = say("为了您好，证件号和卡号我遮住了。") if has_id_number(text) else NOTHING
                return Answered({"text": cleaned}, note)

    def unpack(self, stored: Json) -> Spoken:
        if not isinstance(stored, dict):
            raise TypeError(stored)
        voice = stored.get("voice")
        return Spoken(str(stored.get("text", "")), unpack_file(voice) if voice else None)

    def show(self, stored: Json) -> Words:
        spoken = self.unpack(stored)
        if spoken.voice:
            return say("（语音）")
        return verbatim(spoken.text) if spoken.text else say("没有")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName(Question[str]):
    offer: str = ""
    """What the channel calls the person; one tap takes it."""

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        offered = bool(self.offer) and not isinstance(clean_name(self.offer), NameProblem)
        rows = ((Key(say("就叫{name}", name=self.offer), "~offer"),),) if offered else ()
        return Prompt(self.text, rows)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        text = self.offer if given == Picked("~offer") else typed(given)
        name = clean_name(text) if text else NameProblem.EMPTY
        if not isinstance(name, NameProblem):
            return Answered(name)
        return Problem(say("请写名字，几个字就行，比如：王秀英。不要只写表情或数字。"))

    def unpack(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Question[str]):
    """A phone number, shared or typed; "" where it may be left out and was."""

    skip: Words | None = None

    def prompt(self, draft: Json, lines: Sequence[Line]) -> Prompt:
        del draft, lines
        rows = ((Key(self.skip, SKIP),),) if self.skip else ()
        return Prompt(self.text, rows, Wish.PHONE)

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        match given:
            case Picked(value) if self.skip and value == SKIP:
                return Answered("")
            case SharedContact(phone=text) | Said(text):
                return self._number(text)
            case _:
                return Problem(say("请写电话号码，比如 13800000000。"))

    def _number(self, text: str) -> Taken:
        number = normal_phone(text)
        if number:
            return Answered(number)
        digits = sum(c.isdigit() for c in text)
        match phone_problem(text):
            case "short":
                return Problem(say("手机号是11位，您写的只有{n}位。请看一下再写。", n=digits))
            case "long":
                return Problem(say("手机号是11位，您写的有{n}位。请看一下再写。", n=digits))
            case _:
                return Problem(say("这不像电话号码。请只写数字，比如 13800000000。"))

    def unpack(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored

    def show(self, stored: Json) -> Words:
        return verbatim(str(stored)) if stored else say("没有留")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number(Question[int]):
    least: int = 0
    most: int = 1_000_000

    def take(self, given: Given, draft: Json) -> Taken:
        del draft
        text = typed(given).strip()
        if text.isdecimal() and len(text) < 10 and self.least <= int(text) <= self.most:
            return Answered(int(text))
        return Problem(say("请写一个{least}到{most}的数字。", least=self.least, most=self.most))

    def unpack(self, stored: Json) -> int:
        if not isinstance(stored, int):
            raise TypeError(stored)
        return stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Question[str]):
    """Something the button that began the talk already said; never asked."""

    def take(self, given: Given, draft: Json) -> Taken:
        del draft, given
        return Problem(FROM_A_CARD)

    def unpack(self, stored: Json) -> str:
        if not isinstance(stored, str):
            raise TypeError(stored)
        return stored


def typed(given: Given) -> str:
    return given.text if isinstance(given, Said) else ""
