"""The sample village in memory: people talk, time passes, and what they read can be seen."""

import itertools
from collections.abc import Sequence
from dataclasses import InitVar, dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.letters import World
from bot.records import Records
from bot.tongues import tongues
from bot.turns import take_batch
from conversations.messages import (
    Attached,
    Event,
    FileKind,
    FileRef,
    Input,
    Located,
    Opened,
    Said,
    SharedContact,
    Tapped,
    Unusable,
)
from storage import chats, outbox
from storage.activities.sample import load_groups
from storage.catalogue import Loaded, load_catalogue
from storage.meetings.sample import load_bodies
from storage.outbox import Posted
from storage.sample import load_sample, sample_person, window
from storage.tables import Table
from tests.copies import empty_engine, records_like

HOUSE = Path(__file__).parent.parent
ZONE = ZoneInfo("Asia/Shanghai")
KEYS = itertools.count(1)
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


@lru_cache
def sample() -> Loaded:
    return load_catalogue(HOUSE / "catalogue", sample=True)


@lru_cache
def world() -> World:
    loaded = sample()
    spoken = tongues(HOUSE / "locales", ZONE)
    return World(
        loaded.catalogue,
        loaded.city,
        spoken,
        new_code=lambda: "471123",
        new_key=lambda: f"key-{next(KEYS)}",
    )


@lru_cache
def first_day(now: datetime) -> Records:
    """The sample city as it begins: loaded once, and copied for every village."""
    records = Records(empty_engine())
    records.run_here(lambda s: Table.metadata.create_all(s.connection()))
    records.run_here(lambda s: load_sample(s, sample().sample_people, now))
    records.run_here(lambda s: load_bodies(s, sample().city))
    records.run_here(lambda s: load_groups(s, sample().city))
    return records


@dataclass
class Village:
    """Everything in one process: the records are real, the channels are not."""

    now: datetime = MONDAY
    like: InitVar[Records | None] = None
    """The records to begin with, if it is not the first day."""
    records: Records = field(init=False)
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self, like: Records | None) -> None:
        self.records = records_like(like or first_day(self.now))

    def seat(self, key: str) -> "Seat":
        """A person of the sample, at a telephone of their own."""
        address = window(key)

        def sit(session: Session) -> None:
            person = sample_person(session, key)
            assert person is not None, f"nobody of the sample is called {key}"
            if not chats.chats_at(session, [address]):
                chats.seat(session, address, person, "", "", self.now)

        self.records.run_here(sit)
        return Seat(self, address)

    def newcomer(self, name: str = "新来的", language: str = "zh") -> "Seat":
        return Seat(self, f"web:new-{next(self._ids)}", name, language)

    def hear(self, events: Sequence[Event]) -> None:
        self.records.run_here(lambda s: take_batch(s, events, world(), self.now))

    def passes(self, **time: float) -> None:
        self.now += timedelta(**time)

    def letters(self, address: str, after: int = 0) -> tuple[Posted, ...]:
        return self.records.run_here(lambda s: outbox.letters_at(s, address, after, limit=100_000))


@dataclass
class Shown:
    """A message as its reader sees it now, with later redrawings applied."""

    id: int
    text: str
    buttons: list[tuple[str, str]]
    menu: list[str]
    wish: str
    files: int

    def line(self) -> str:
        labels = " ".join(f"[{label}]" for label, _ in self.buttons)
        return " ".join(part for part in (self.text.replace("\n", " / "), labels) if part)


@dataclass
class Seat:
    """A person at a channel: does something, and reads what came of it."""

    village: Village
    address: str
    name: str = ""
    language: str = ""
    seen: int = 0
    log: list[str] = field(default_factory=list)

    def does(self, came: Input, shown: str) -> str:
        """Everything new that this person reads because of it."""
        self.log.append(f"> {shown}")
        event_id = f"{self.address}:{next(self.village._ids)}"
        event = Event(event_id, self.address, came, self.language, self.name)
        self.village.hear([event])
        return self.reads()

    def reads(self) -> str:
        """What came since one last looked."""
        news = self.village.letters(self.address, self.seen)
        self.seen = max([self.seen, *(letter.id for letter in news)])
        lines = [_shown(letter).line() for letter in news if letter.edits is None]
        for letter in news:
            redrawn = letter.edits is not None
            if not redrawn or letter.body["rows"]:
                self.log.append(f"{'<~' if redrawn else '<'} {_shown(letter).line()}")
        return "\n".join(lines)

    def screen(self) -> list[Shown]:
        """All messages as they stand now."""
        shown: dict[int, Shown] = {}
        for letter in self.village.letters(self.address):
            if letter.edits is None:
                shown[letter.id] = _shown(letter)
            elif letter.edits in shown:
                redrawn = _shown(letter)
                shown[letter.edits].text = redrawn.text
                shown[letter.edits].buttons = redrawn.buttons
        return list(shown.values())

    def opens(self, payload: str = "") -> str:
        return self.does(Opened(payload), f"/start {payload}".strip())

    def says(self, text: str) -> str:
        return self.does(Said(text), text)

    def presses(self, label: str) -> str:
        """Press the newest button of this label, or failing that one that contains it."""
        for fits in (lambda text: text.lstrip("0123456789 ") == label, lambda text: label in text):
            for message in reversed(self.screen()):
                for text, token in message.buttons:
                    if fits(text):
                        return self.does(Tapped(token, str(message.id)), f"[{text}]")
        seen = "\n".join(m.line() for m in self.screen()[-4:])
        raise AssertionError(f"no button {label!r} among:\n{seen}")

    def forges(self, token: str) -> str:
        return self.does(Tapped(token, "1"), f"[{token}]")

    def sends_photo(
        self, name: str = "", album: str = "", size: int = 2000, caption: str = "", **told: Any
    ) -> str:
        """`told` is what the picture says of itself: when and where it was taken."""
        source = name or f"web:{next(self.village._ids):064d}:x"
        file = FileRef(source, FileKind.PHOTO, size, "photo.jpg", "image/jpeg", **told)
        return self.does(Attached(file, caption, album), f"（照片）{caption}")

    def sends_video(self, megabytes: int = 3) -> str:
        size = megabytes * 1024 * 1024
        file = FileRef(f"web:{next(self.village._ids):064d}:x", FileKind.VIDEO, size, "v.mp4", "")
        return self.does(Attached(file), f"（视频{megabytes}兆）")

    def sends_document(self, name: str, mime: str = "application/pdf", size: int = 2000) -> str:
        file = FileRef(f"web:{next(self.village._ids):064d}:x", FileKind.DOCUMENT, size, name, mime)
        return self.does(Attached(file), f"（文件 {name}）")

    def sends_voice(self) -> str:
        file = FileRef(f"web:{next(self.village._ids):064d}:x", FileKind.VOICE, 900, "v.ogg", "")
        return self.does(Attached(file), "（语音）")

    def sends_sticker(self) -> str:
        return self.does(Unusable("sticker"), "（表情）")

    def shares_place(
        self,
        latitude: float,
        longitude: float,
        accuracy: float | None = None,
        seconds: float | None = None,
    ) -> str:
        here = Located(latitude, longitude, accuracy, seconds=seconds)
        return self.does(here, "（位置）")

    def shares_contact(self, phone: str) -> str:
        return self.does(SharedContact(phone, "", own=True), "（名片）")

    def transcript(self) -> str:
        return "\n".join(self.log)


def _shown(letter: Posted) -> Shown:
    body = letter.body
    buttons = [(label, token) for row in body["rows"] for label, token in row]
    menu = [label for row in body["menu"] for label in row]
    return Shown(letter.id, body["text"], buttons, menu, body["wish"], len(body["files"]))
