"""Somebody's part played in a terminal, on the same records as every other channel."""

import asyncio
import io
import secrets
import sys
import wave
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import segno
from sqlalchemy.orm import Session

from bot.broadcasts.room import BroadcastRoom
from bot.duty.room import RosterRoom
from bot.house import House
from bot.mailbox import WebMailbox
from bot.seats import NEWCOMER
from bot.turns import apologise, take_batch
from bot.web_files import WebFiles
from conversations.messages import Attached, Event, FileKind, Input
from handlers.console import HELP, Console
from handlers.web_ports import FileRefused
from storage import chats
from storage.sample import sample_person


class NobodyCalled(Exception):  # noqa: N818
    """No sample person has this key; says who there is."""


FILES = {"/photo": FileKind.PHOTO, "/voice": FileKind.VOICE, "/document": FileKind.DOCUMENT}
CALLED = {FileKind.PHOTO: "照片", FileKind.VOICE: "语音", FileKind.DOCUMENT: "文件"}


class Chat:
    """One seat at the terminal; `show` prints what its person reads."""

    def __init__(self, house: House, key: str, show: Callable[[str], object] = print) -> None:
        self._house, self._key = house, key
        self.address = f"console:{key if key != NEWCOMER else 'new-' + secrets.token_hex(4)}"
        self.console = Console(show)
        self._show, self._seen = show, 0
        self._mailbox = WebMailbox(house.records, house.now)
        store = house.store()
        self._files = WebFiles(house.records, store, house.world.catalogue, house.now)
        self._rosters = RosterRoom(house.records, house.world, store.content, house.now)
        self._pushes = BroadcastRoom(house.records, house.world, house.now)
        house.records.run_here(partial(_sit, key=key, address=self.address, now=house.now()))

    def news(self) -> None:
        """Show what came since the last look."""
        letters = asyncio.run(self._mailbox.letters(self.address, self._seen))
        for letter in letters:
            self.console.receives(letter)
        if letters:
            self._seen = letters[-1].id
            asyncio.run(self._mailbox.delivered(self.address, self._seen))

    def hears(self, line: str) -> bool:
        """One typed line; False when the person goes."""
        command, _, rest = line.strip().partition(" ")
        if command == "/quit":
            return False
        if command == "/transcript":
            self._transcript(rest.strip())
        elif command in {"/help", "/?"}:
            self._show(HELP)
        elif command in FILES:
            self._sends(FILES[command], rest.strip())
        elif line.strip():
            came = self.console.says(line)
            if came is None:
                self._show("写法：/place 31.58 105.97")
            else:
                self._turn(came)
        self.news()
        return True

    def leaves(self) -> None:
        """News goes to the person's other channels from now on."""
        leave = partial(chats.mark_unreachable, address=self.address, now=self._house.now())
        self._house.records.run_here(leave)

    def _turn(self, came: Input) -> None:
        event = Event(f"{self.address}:{secrets.token_hex(8)}", self.address, came)
        run, world, now = self._house.records.run_here, self._house.world, self._house.now()
        try:
            run(partial(take_batch, came=[event], world=world, now=now))
        except Exception as error:  # noqa: BLE001  # told as every channel tells it
            run(partial(apologise, event=event, error=error, world=world, now=now))
        asyncio.run(self._rooms_work())

    async def _rooms_work(self) -> None:
        """What a turn asked for and is done beside it: here nobody else does it."""
        await self._rosters.work()
        await self._pushes.work()

    def _sends(self, kind: FileKind, file: str) -> None:
        try:
            content = Path(file).expanduser().read_bytes() if file else SAMPLES[kind]()
        except (OSError, KeyError):
            self._show(f"没有这个文件：{file}" if file else "写法：/document 文件")
            return
        name = Path(file).name or f"样例.{ENDINGS[kind]}"
        keep = self._files.keep(self.address, kind.value, name, "", _whole(content))
        try:
            ref = asyncio.run(keep)
        except FileRefused as refused:
            self._show(str(refused))
            return
        self.console.sent(f"文件 {name}" if kind is FileKind.DOCUMENT else CALLED[kind])
        self._turn(Attached(ref))

    def _transcript(self, file: str) -> None:
        """What was said, in the form of the transcripts in tests/talks."""
        who = self._key if self._key != NEWCOMER else "new"
        text = "\n".join([f"= {who}", *self.console.log]) + "\n"
        if file:
            Path(file).expanduser().write_text(text)
            self._show(f"写到 {file} 了")
        else:
            self._show(text)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def _picture() -> bytes:
    """Stands in for a photo; plainly a sample."""
    drawn = io.BytesIO()
    segno.make("样例照片").save(drawn, kind="png", scale=8)
    return drawn.getvalue()


def _silence() -> bytes:
    """Stands in for something spoken: one second of nothing."""
    recorded = io.BytesIO()
    with wave.open(recorded, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(16000))
    return recorded.getvalue()


SAMPLES = {FileKind.PHOTO: _picture, FileKind.VOICE: _silence}
ENDINGS = {FileKind.PHOTO: "png", FileKind.VOICE: "wav"}


def _sit(session: Session, key: str, address: str, now: datetime) -> None:
    if key == NEWCOMER:
        return
    person = sample_person(session, key)
    if person is None:
        raise NobodyCalled(key)
    if not chats.chats_at(session, [address]):
        chats.seat(session, address, person, "", "", now)


def chat(house: House, key: str) -> None:
    """Talk until the person goes; lines come from the keyboard or from a pipe."""
    talk = Chat(house, key)
    typed = sys.stdin.isatty()
    print(HELP)  # noqa: T201  # the terminal is the channel
    talk.hears("/start")
    try:
        while True:
            line = input("> " if typed else "")
            if not typed:
                print(f"> {line}")  # noqa: T201
            if not talk.hears(line):
                return
    except (EOFError, KeyboardInterrupt):
        return
    finally:
        talk.leaves()


def who_there_is(house: House) -> str:
    people = (f"{person.key} {person.name}" for person in house.loaded.sample_people)
    return "、".join([f"{NEWCOMER} 第一次来的人", *people])
