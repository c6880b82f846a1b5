"""The door to Telegram: open in every process, sent through by the one that leads."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.courier import Courier
from bot.duty.groups import tell_group_lost
from bot.file_room import FileRoom, Gone
from bot.house import House
from bot.polling import LONGEST, SHORTEST
from bot.polling import run as poll
from bot.quick_loop import leave_in_peace
from conversations.messages import Hear
from handlers.incoming import FileGone
from handlers.outgoing import SendLater
from handlers.webhook import Webhook

if TYPE_CHECKING:
    from handlers.telegram import TelegramDoor

log = structlog.get_logger()
T = TypeVar("T")
LOOK_AGAIN = 300.0
"""Seconds between two looks whether Telegram still brings its updates here."""
COMMANDS = (
    ("start", "开始 · Start"),
    ("menu", "菜单 · Menu"),
    ("duty", "今天谁值班 · Who is on duty"),
    ("me", "我的资料 · What is kept of me"),
    ("language", "换文字 · Language"),
    ("help", "找人工 · Talk to a person"),
)
DESCRIPTION = "村帮：帮您找人跑腿、问事、办事，不收钱。从不问您要钱、要密码、要验证码。"


class TelegramRoom:
    def __init__(
        self, house: House, files: FileRoom, hear: Hear, leads: Callable[[], bool]
    ) -> None:
        self._house, self._files, self._hear, self._leads = house, files, hear, leads
        settings = house.settings
        self.webhook = Webhook(settings.webhook_secret, hear) if settings.webhook_url else None
        self.courier: Courier | None = None
        self._door: TelegramDoor | None = None
        self._opened = asyncio.Event()

    async def run(self) -> None:
        """Its library is read only now."""
        telegram = await asyncio.to_thread(import_module, "handlers.telegram")
        settings = self._house.settings
        assert settings.telegram_token
        door: TelegramDoor = telegram.TelegramDoor(
            settings.telegram_token.get_secret_value(), settings.telegram_api
        )
        self._files.sources["telegram"] = lambda name: _fetched(door, name)
        # One for as long as the process lives: it knows what it sent and could not mark yet.
        house = self._house
        courier = Courier("telegram", door, house.records, house.now, self._files.outgoing)
        courier.group_lost = partial(tell_group_lost, world=house.world)
        courier.leads = self._leads
        self.courier = courier
        if self.webhook:
            self.webhook.read = door.came
        self._door = door
        leave_in_peace()
        self._opened.set()
        try:
            await asyncio.Event().wait()
        finally:
            await door.close()

    async def lead(self, stop: asyncio.Event) -> None:
        """Send letters and see that updates come, until told to stop; raises TokenRefused."""
        await self._opened.wait()
        door, courier = self._door, self.courier
        assert door
        assert courier
        outlasting = self._house.records.through_outages
        sending = asyncio.create_task(outlasting(courier.run), name="courier")
        introducing = asyncio.create_task(introduce(door), name="introduction")
        bringing = asyncio.create_task(
            self._brought(door) if self.webhook else poll(door, self._hear, stop), name="updates"
        )
        try:
            done, _ = await asyncio.wait({sending, bringing}, return_when=asyncio.FIRST_COMPLETED)
            for ended in done:
                ended.result()
        finally:
            tasks = (sending, introducing, bringing)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _brought(self, door: "TelegramDoor") -> None:
        """Telegram is told where to bring updates, and again should it have forgotten."""
        settings = self._house.settings
        wanted = partial(door.set_webhook, settings.webhook_url, settings.webhook_secret)
        await patiently(wanted)
        while True:
            await asyncio.sleep(LOOK_AGAIN)
            if await patiently(door.webhook_url) != settings.webhook_url:
                await patiently(wanted)


async def patiently(ask: Callable[[], Awaitable[T]]) -> T:
    """Asked again while Telegram does not answer; raises TokenRefused."""
    pause = SHORTEST
    while True:
        try:
            return await ask()
        except SendLater as later:
            log.warning("channel_silent", why=str(later))
            await asyncio.sleep(later.seconds or pause)
            pause = min(LONGEST, 2 * pause)


async def introduce(door: "TelegramDoor") -> None:
    """What Telegram shows of the bot before anybody speaks to it."""
    await door.introduce(COMMANDS, DESCRIPTION, "村帮：找人代办，不收钱。")


async def _fetched(door: "TelegramDoor", name: str) -> AsyncIterator[bytes]:
    try:
        async for chunk in door.fetch(name):
            yield chunk
    except FileGone as error:
        raise Gone(name) from error
