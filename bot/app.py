"""Builds everything, runs it, stops it."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import structlog
import uvicorn

from bot.activities.pages import volunteering
from bot.broadcasts.room import BroadcastRoom
from bot.clock import Clock
from bot.courier import Courier
from bot.duty.board import calendar_feeds
from bot.duty.groups import tell_group_lost
from bot.duty.room import RosterRoom
from bot.file_room import FileRoom, Gone
from bot.file_store import FileStore
from bot.house import House, web_secret
from bot.intake import Intake
from bot.issues.open311_desk import Open311Desk
from bot.issues.open311_keys import Keyring
from bot.issues.photo_places import offer_photo_place
from bot.mailbox import WebMailbox
from bot.notices.board import notice_board
from bot.papers import PaperMill
from bot.polling import run as poll
from bot.seats import SampleSeats
from bot.web_files import WebFiles
from handlers.duty_pages import duty_routes
from handlers.incoming import FileGone, TokenRefused
from handlers.notice_board import board_routes
from handlers.open311 import open311_routes
from handlers.open311_ports import About
from handlers.volunteer_pages import volunteer_routes
from handlers.web import web_door

if TYPE_CHECKING:
    from handlers.telegram import TelegramDoor

log = structlog.get_logger()


class QuietServer(uvicorn.Server):
    """Leaves signals to the house, which stops its other rooms too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def open311_desk(house: House) -> Open311Desk:
    """For other city systems; opened only where the operator gave out keys."""
    settings, city = house.settings, house.world.city
    changed = house.world.catalogue.issues.version
    about = About(settings.url, city.hotline, changed, live=not settings.with_sample)
    return Open311Desk(house.records, house.world, Keyring(settings.open311), about, house.now)


class App:
    """One process: the web page always, Telegram where a token is set."""

    def __init__(self, house: House) -> None:
        self.house = house
        settings, records, now = house.settings, house.records, house.now
        self.store = FileStore(settings.data / "files")
        self.intake = Intake(records, house.world, now)
        self.mailbox = WebMailbox(records, now)
        self.files = FileRoom(records, self.store, now)
        templates = settings.catalogue / "templates"
        self.files.sources["made"] = PaperMill(records, house.world, templates, self.store, now)
        self.files.told_by_photo = self._told_by_photo
        self.rosters = RosterRoom(records, house.world, self.store.path, now)
        self.broadcasts = BroadcastRoom(records, house.world, now)
        self.clock = Clock(records, house.world, self.intake, now)
        self.couriers: dict[str, Courier] = {}
        self.stop = asyncio.Event()
        self.server = self._web_server()
        records.woken = self._woken

    async def _told_by_photo(self, file: int) -> None:
        house = self.house
        asked = partial(offer_photo_place, world=house.world, number=file, now=house.now())
        await house.records.run(asked)

    def _woken(self, addresses: frozenset[str]) -> None:
        self.mailbox.ring(addresses)
        self.files.wake()
        self.rosters.wake()
        self.broadcasts.wake()
        for courier in self.couriers.values():
            courier.wake()

    def _web_server(self) -> QuietServer:
        house = self.house
        settings, sample = house.settings, house.loaded.sample_people
        seats = SampleSeats(house.records, house.world, sample, house.now) if sample else None
        files = WebFiles(house.records, self.store, house.world.catalogue)
        secret = web_secret(settings.data)
        boards = (
            *board_routes(notice_board(house.records, house.world, house.now)),
            *volunteer_routes(volunteering(house.records, house.world, house.now)),
            *duty_routes(calendar_feeds(house.records, house.world, house.now)),
        )
        others = open311_routes(open311_desk(house)) if settings.open311 else ()
        page = web_door(self.intake.hear, self.mailbox, files, seats, secret, (*boards, *others))
        config = uvicorn.Config(
            page,
            host=settings.host,
            port=settings.port,
            log_level="error",
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
            lifespan="off",
        )
        return QuietServer(config)

    async def run(self) -> str:
        """Open the doors until told to stop; the sentence for the operator if a room failed."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self.stop.set)
        rooms = [
            asyncio.create_task(self.intake.run(), name="intake"),
            asyncio.create_task(self.files.run(), name="files"),
            asyncio.create_task(self.rosters.run(), name="rosters"),
            asyncio.create_task(self.broadcasts.run(), name="broadcasts"),
        ]
        self.clock.start()
        serving = asyncio.create_task(self.server.serve(), name="web")
        if self.house.settings.telegram_token:
            rooms.append(asyncio.create_task(self._telegram(), name="telegram"))
        failed = await self._until_stopped([serving, *rooms])
        self.server.should_exit = True
        self.clock.stop()
        await _put_away(serving, rooms)
        self.house.records.close()
        return failed

    async def _until_stopped(self, rooms: list[asyncio.Task[None]]) -> str:
        stopping = asyncio.create_task(self.stop.wait())
        done, _ = await asyncio.wait([stopping, *rooms], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        for task in done - {stopping}:
            error = task.exception()
            if isinstance(error, TokenRefused):
                return str(error)
            if error:
                log.critical("room_fails", room=task.get_name(), error=repr(error))
                return f"停下了：{task.get_name()} 出了毛病：{type(error).__name__}"
        return ""

    async def _telegram(self) -> None:
        """Opens the Telegram door; its library is read only now, after the page answers."""
        telegram = await asyncio.to_thread(import_module, "handlers.telegram")
        settings = self.house.settings
        assert settings.telegram_token
        door: TelegramDoor = telegram.TelegramDoor(
            settings.telegram_token.get_secret_value(), settings.telegram_api
        )
        courier = Courier("telegram", door, self.house.records, self.house.now, self.files.outgoing)
        courier.group_lost = partial(tell_group_lost, world=self.house.world)
        self.couriers["telegram"] = courier
        self.files.sources["telegram"] = lambda name: _fetched(door, name)
        sending = asyncio.create_task(courier.run(), name="courier")
        introducing = asyncio.create_task(introduce(door), name="introduction")
        try:
            await poll(door, self.intake.hear, self.stop)
        finally:
            sending.cancel()
            introducing.cancel()
            await asyncio.gather(sending, introducing, return_exceptions=True)
            await door.close()


COMMANDS = (
    ("start", "开始 · Start"),
    ("menu", "菜单 · Menu"),
    ("duty", "今天谁值班 · Who is on duty"),
    ("me", "我的资料 · What is kept of me"),
    ("language", "换文字 · Language"),
    ("help", "找人工 · Talk to a person"),
)
DESCRIPTION = "村帮：帮您找人跑腿、问事、办事，不收钱。从不问您要钱、要密码、要验证码。"


async def introduce(door: "TelegramDoor") -> None:
    """What Telegram shows of the bot before anybody speaks to it."""
    await door.introduce(COMMANDS, DESCRIPTION, "村帮：找人代办，不收钱。")


async def _fetched(door: "TelegramDoor", name: str) -> AsyncIterator[bytes]:
    try:
        async for chunk in door.fetch(name):
            yield chunk
    except FileGone as error:
        raise Gone(name) from error


async def _put_away(serving: asyncio.Task[None], rooms: list[asyncio.Task[None]]) -> None:
    """The page gets a moment to say goodbye; everything else can stop where it is."""
    await asyncio.wait([serving], timeout=2)
    for task in [serving, *rooms]:
        task.cancel()
    await asyncio.gather(serving, *rooms, return_exceptions=True)
