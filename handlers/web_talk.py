"""One open window of the page: a WebSocket that hears one person and shows their letters."""

import asyncio
import json
from collections import deque
from dataclasses import asdict, dataclass, field
from typing import Any

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect

from conversations.messages import Event, Hear
from handlers.web_passes import Passes, same_house
from handlers.web_ports import Mailbox
from handlers.web_words import TOO_FAST, UNCLEAR, Refused, client_id, heard, opened_up

log = structlog.get_logger(__name__)

MOST_AT_ONCE = 20
WITHIN = 5.0
"""Seconds: more than MOST_AT_ONCE messages in this time are asked to wait."""


@dataclass(frozen=True, slots=True)
class TalkDoor:
    """Lets windows in: only from our own page, only with a pass."""

    hear: Hear
    mailbox: Mailbox
    passes: Passes

    async def open(self, socket: WebSocket) -> None:
        address = self.passes.address(socket)
        if address is None or not same_house(socket):
            await socket.close()  # before accepting: the browser sees 403
            return
        await socket.accept()
        async with self.mailbox.listening(address) as news:
            window = Window(self, socket, address, news)
            await asyncio.gather(window.listen(), window.show())


@dataclass(slots=True)
class Window:
    door: TalkDoor
    socket: WebSocket
    address: str
    news: asyncio.Event
    language: str = ""
    shown: int | None = None
    """The newest letter this window has; None until it said hello."""
    gone: bool = False
    pace: deque[float] = field(default_factory=deque)

    async def listen(self) -> None:
        """Hears the page until it leaves."""
        try:
            while (message := await self.socket.receive())["type"] == "websocket.receive":
                await self._take(opened_up(message.get("text") or ""))
        except WebSocketDisconnect:
            pass
        finally:
            self.gone = True
            self.news.set()

    async def show(self) -> None:
        """Sends letters as they come, until the page leaves."""
        try:
            while not self.gone:
                await self.news.wait()
                self.news.clear()
                await self._show_new()
        except WebSocketDisconnect:
            pass
        except Exception:
            log.exception("letters could not be shown", address=self.address)
            if not self.gone:
                await self.socket.close(1011)

    async def _take(self, message: dict[str, Any]) -> None:
        match message:
            case {"hello": int(newest)}:
                await self._hello(newest, str(message.get("language", ""))[:35])
            case {"seen": int(letter)}:
                await self._seen(letter)
            case _ if self._too_fast():
                await self._refuse(message, TOO_FAST.to(self.language), again=True)
            case _:
                await self._take_words(message)

    async def _take_words(self, message: dict[str, Any]) -> None:
        try:
            event = self._event(message)
        except Refused as refusal:
            await self._refuse(message, refusal.sentence.to(self.language))
            return
        await self._pass_on(event)

    def _event(self, message: dict[str, Any]) -> Event:
        name = client_id(message)
        if not name:
            raise Refused(UNCLEAR)
        said = heard(message, lambda token: self.door.passes.uploaded(self.address, token))
        return Event(f"{self.address}:{name}", self.address, said, self.language)

    async def _pass_on(self, event: Event) -> None:
        """Accepts only what is on record; otherwise says nothing and the page sends it again."""
        try:
            await self.door.hear([event])
        except Exception:
            log.exception("not heard, the page will send it again", event_id=event.id)
            return
        await self._send({"accepted": event.id.rpartition(":")[2]})

    async def _hello(self, newest: int, language: str) -> None:
        self.language = language
        letters = await self.door.mailbox.letters(self.address, max(newest, 0))
        if newest > 0 and not letters:
            # A page may remember more than the records hold, after the records began anew.
            letters = await self.door.mailbox.letters(self.address, 0)
            if not letters or letters[-1].id < newest:
                newest = 0
                await self._send({"forget": True})
            else:
                letters = ()
        await self._send({"letters": [asdict(letter) for letter in letters]})
        self.shown = letters[-1].id if letters else max(newest, 0)
        self.news.set()

    async def _seen(self, letter: int) -> None:
        if self.shown is not None and 0 < letter <= self.shown:
            await self.door.mailbox.delivered(self.address, letter)

    async def _show_new(self) -> None:
        while self.shown is not None and not self.gone:
            letters = await self.door.mailbox.letters(self.address, self.shown)
            fresh = [letter for letter in letters if letter.id > self.shown]
            if not fresh:
                return
            self.shown = fresh[-1].id
            await self._send({"letters": [asdict(letter) for letter in fresh]})

    def _too_fast(self) -> bool:
        now = asyncio.get_running_loop().time()
        while self.pace and now - self.pace[0] > WITHIN:
            self.pace.popleft()
        if len(self.pace) >= MOST_AT_ONCE:
            return True
        self.pace.append(now)
        return False

    async def _refuse(self, message: dict[str, Any], why: str, *, again: bool = False) -> None:
        refusal = {"refused": client_id(message), "why": why}
        await self._send(refusal | {"again": True} if again else refusal)

    async def _send(self, message: dict[str, Any]) -> None:
        await self.socket.send_text(json.dumps(message, ensure_ascii=False))
