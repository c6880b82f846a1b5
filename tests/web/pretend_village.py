"""A village in memory that answers the web door: its letters, files, sample people and ear."""

import asyncio
import hashlib
import tempfile
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from conversations.messages import Attached, Event, FileKind, FileRef, Opened, Said, Tapped
from handlers.outgoing import Content
from handlers.web import FileRefused, SampleSeat, WebLetter
from handlers.web_words import Sentence
from tests.keys import content_at

NOON = "2026-11-23T12:00:00+08:00"
MENU = (
    ("1 找人代办", "2 反映问题"),
    ("3 开会说事", "4 志愿服务"),
    ("5 今天谁值班", "6 我的事"),
    ("0 找人工",),
)
KINDS = (
    (("🛣 路坏了", "kind:road"),),
    (("💧 水、电", "kind:water"), ("🗑 卫生", "kind:waste")),
    (("别的事", "kind:other"),),
    (("返回", "back"), ("重来", "again")),
)


@dataclass
class PretendVillage:
    """Mailbox, Files, Seats and Hear in one, so that a test can look at all of it."""

    heard: list[Event] = field(default_factory=list)
    post: dict[str, list[WebLetter]] = field(default_factory=lambda: defaultdict(list))
    upto: dict[str, int] = field(default_factory=dict)
    ears: dict[str, set[asyncio.Event]] = field(default_factory=lambda: defaultdict(set))
    kept: dict[int, tuple[str, Path, str, str]] = field(default_factory=dict)
    deaf: bool = False
    answers: bool = True
    folder: Path = field(default_factory=lambda: Path(tempfile.gettempdir()))

    async def hear(self, events: Sequence[Event]) -> None:
        if self.deaf:
            raise ConnectionError("the records cannot be reached")
        for event in events:
            if event.id not in {known.id for known in self.heard}:
                self.heard.append(event)
                self._answer(event)

    def _answer(self, event: Event) -> None:
        if not self.answers:
            return
        match event.input:
            case Opened():
                self.write(event.address, "您好，我是村帮。您要办什么事？", menu=MENU)
            case Said(text) if text.startswith("2"):
                self.write(event.address, "是哪一类的事？按一下就行。", rows=KINDS)
            case Tapped(token, message):
                label = {token: label for row in KINDS for label, token in row}.get(token, token)
                self.write(event.address, f"是哪一类的事？\n✓ {label}", edits=int(message))
                self.write(event.address, "拍张照片好吗？照清楚就行，不拍也可以。", wish="photo")
            case Attached(file):
                self.write(event.address, f"照片收到了（{file.size} 字节）。在哪里？", wish="place")
            case _:
                self.write(event.address, "收到了。有事打 0817-0000000。")

    def write(self, address: str, text: str, **more: object) -> WebLetter:
        number = sum(len(letters) for letters in self.post.values()) + 1
        letter = replace(WebLetter(number, text, at=NOON), **more)  # type: ignore[arg-type]
        self.post[address].append(letter)
        for ear in self.ears[address]:
            ear.set()
        return letter

    async def letters(self, address: str, after: int) -> tuple[WebLetter, ...]:
        letters = [letter for letter in self.post[address] if letter.id > after]
        return tuple(letters[:100] if after else letters[-50:])

    async def delivered(self, address: str, upto: int) -> None:
        self.upto[address] = upto

    def listening(self, address: str) -> AbstractAsyncContextManager[asyncio.Event]:
        return self._listening(address)

    @asynccontextmanager
    async def _listening(self, address: str) -> AsyncIterator[asyncio.Event]:
        ear = asyncio.Event()
        self.ears[address].add(ear)
        yield ear
        self.ears[address].discard(ear)

    async def keep(
        self, address: str, kind: str, name: str, mime: str, stream: AsyncIterator[bytes]
    ) -> FileRef:
        content = b"".join([chunk async for chunk in stream])
        if mime == "application/x-msdownload":
            raise FileRefused(Sentence("程序不能发，请发照片。", "No programs, please."))
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / digest
        path.write_bytes(content)
        self.kept[len(self.kept) + 1] = (address, path, mime, name)
        return FileRef(f"web:{digest}", FileKind(kind), len(content), name, mime)

    async def open(self, address: str, file: int) -> tuple[Content, str, str] | None:
        owner, path, mime, name = self.kept.get(file, ("", Path(), "", ""))
        return (content_at(path), mime, name) if owner == address else None


@dataclass(frozen=True)
class SamplePeople:
    async def people(self) -> tuple[SampleSeat, ...]:
        return (
            SampleSeat("wang", "样例·王秀英", "村民，样例村三组", "村民"),
            SampleSeat("li", "样例·李大山", "村民，样例村一组", "村民"),
            SampleSeat("chen", "样例·陈会兰", "代办员，样例村", "代办员"),
            SampleSeat("zhao", "样例·赵国民", "支书，样例村", "村干部"),
        )

    async def sit(self, key: str) -> str:
        if key not in {seat.key for seat in await self.people()}:
            raise KeyError(key)
        return f"web:sample-{key}"
