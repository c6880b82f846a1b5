"""What the page may say, read with distrust and turned into the house's own words."""

import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from conversations.messages import Attached, FileRef, Input, Located, Opened, Said, Tapped

LONGEST = 4000
"""Characters in one message; Telegram's is 4096, and nobody reads more at once."""
CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,64}")
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
TOKEN = re.compile(r"[\x21-\x7e]{1,64}")

FindUpload = Callable[[str], FileRef | None]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The few sentences the door itself says; everything else is said by the talks."""

    chinese: str
    english: str

    def to(self, language: str) -> str:
        other = language and not language.lower().startswith("zh")
        return self.english if other else self.chinese


TOO_LONG = Sentence(
    "这段话太长了，请您分几次说。", "That is a bit long; please send it in several parts."
)
UNCLEAR = Sentence("这一条没有收好，请您再来一次。", "That did not arrive well; please try again.")
TOO_FAST = Sentence(
    "您说得有点快，歇一口气，马上接着收。", "One moment please, the next ones will be taken soon."
)
TOO_BIG = Sentence(
    "这个文件太大了，最多 20 MB，请换一个小一点的。",
    "This file is too big; 20 MB at most, please choose a smaller one.",
)
FILM_TOO_BIG = Sentence(
    "这个视频太大了，最多20兆，大约半分钟。请拍短一点的再发。",
    "This video is too big; 20 MB at most, about half a minute. Please send a shorter one.",
)
FILE_LOST = Sentence(
    "这个文件没有收好，请您再选一次。", "The file did not arrive; please choose it again."
)
STRANGER = Sentence("请您把页面重新打开一次。", "Please open the page once more.")


class Refused(Exception):  # noqa: N818 - the plain name of what happened
    """The page said something that cannot be taken; the sentence tells the person."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence.english)
        self.sentence = sentence


def opened_up(raw: str) -> dict[str, Any]:
    """The message as a mapping; empty when it is none."""
    try:
        message = json.loads(raw)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def client_id(message: dict[str, Any]) -> str:
    """The page's own name for its message; empty when there is no proper one."""
    name = message.get("id")
    return name if isinstance(name, str) and CLIENT_ID.fullmatch(name) else ""


def heard(message: dict[str, Any], find_upload: FindUpload) -> Input:
    """What the person did.

    Raises:
        Refused: it is malformed or too long.
    """
    match message:
        case {"say": str(text)} | {"phone": str(text)}:
            return Said(_short(text, LONGEST))
        case {"tap": str(token)} if TOKEN.fullmatch(token):
            return Tapped(token, _letter_id(message.get("message")))
        case {"file": str(token)}:
            return _attached(message, find_upload(token))
        case {"place": [int() | float() as north, int() | float() as east, *rest]}:
            return _located(float(north), float(east), rest)
        case {"open": str(payload)} if PAYLOAD.fullmatch(payload):
            return Opened(payload)
        case _:
            raise Refused(UNCLEAR)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(TOO_LONG)
    if not text.strip():
        raise Refused(UNCLEAR)
    return text.strip().replace("\0", "")


def _letter_id(letter: object) -> str:
    return str(letter) if isinstance(letter, int) else ""


def _attached(message: dict[str, Any], file: FileRef | None) -> Attached:
    if file is None:
        raise Refused(FILE_LOST)
    caption, album = message.get("caption", ""), message.get("album", "")
    if not isinstance(caption, str) or not isinstance(album, str) or len(album) > 64:
        raise Refused(UNCLEAR)
    return Attached(file, _short(caption, LONGEST) if caption.strip() else "", album)


def _located(north: float, east: float, rest: list[object]) -> Located:
    if len(rest) > 2 or not (abs(north) <= 90 and abs(east) <= 180):
        raise Refused(UNCLEAR)
    accuracy, age = (*(_measure(each) for each in rest), None, None)[:2]
    return Located(north, east, accuracy, seconds=age)


def _measure(told: object) -> float | None:
    """Metres or seconds, where the phone tells."""
    if told is None:
        return None
    if isinstance(told, bool) or not isinstance(told, int | float):
        raise Refused(UNCLEAR)
    if not math.isfinite(told) or told < 0:
        raise Refused(UNCLEAR)
    return float(told)
