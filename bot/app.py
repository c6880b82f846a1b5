"""Builds everything, runs it, stops it."""

import asyncio
import contextlib
import signal
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib import import_module

import structlog
import uvicorn
from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.routing import Route

from bot.activities.pages import volunteering
from bot.broadcasts.room import BroadcastRoom
from bot.clock import Clock
from bot.duty.board import calendar_feeds
from bot.duty.room import RosterRoom
from bot.figures import figures_page
from bot.file_room import FileRoom
from bot.house import House, web_secret
from bot.intake import Intake
from bot.issues.open311_desk import Open311Desk
from bot.issues.open311_keys import Keyring
from bot.issues.photo_places import offer_photo_place
from bot.lead import Alone, Lead
from bot.mailbox import WebMailbox
from bot.notices.board import notice_board
from bot.papers import PaperMill
from bot.plainly import IN_CATALOGUE
from bot.seats import SampleSeats
from bot.telegram_room import TelegramRoom
from bot.templates import check_templates
from bot.web_files import WebFiles
from handlers.duty_pages import duty_routes
from handlers.incoming import TokenRefused
from handlers.notice_board import board_routes
from handlers.open311 import open311_routes
from handlers.open311_ports import About
from handlers.readiness import readiness_route
from handlers.volunteer_pages import volunteer_routes
from handlers.web import web_door
from storage.catalogue import CatalogueError
from storage.chats import staff_addresses
from storage.database import newest_revision
from storage.snapshots import revision_of

log = structlog.get_logger()
DRAIN = 3.0
"""Seconds for which a process that shares its work says it is not ready, before its page closes."""
KNOWN_FOR = 60.0
"""Seconds for which the list of staff is good."""
A_MOMENT = 0.05
"""Seconds between two looks whether the page is open."""
LOOK_AFTER = 0.2
"""Seconds after which rooms with work of their own look, however many letters were posted meanwhile."""
FIRST_ANSWERS = 1.0
"""Seconds in which those who waited for the page have the machine to themselves."""
Room = Callable[[], Awaitable[None]]


class QuietServer(uvicorn.Server):
    """Leaves signals to the house, which stops its other rooms too."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def quiet_server(page: Starlette, host: str, port: int) -> QuietServer:
    config = uvicorn.Config(
        page,
        host=host,
        port=port,
        log_config=None,
        log_level="error",
        ws="websockets-sansio",
        timeout_graceful_shutdown=1,
        lifespan="off",
    )
    return QuietServer(config)


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
        self.store = house.store()
        self.intake = Intake(records, house.world, now)
        self.mailbox = WebMailbox(records, now)
        self.files = FileRoom(records, self.store, now)
        templates = settings.catalogue / "templates"
        self.files.sources["made"] = PaperMill(records, house.world, templates, self.store, now)
        self.files.told_by_photo = self._told_by_photo
        self.files.settled = self._wake_courier
        self.rosters = RosterRoom(records, house.world, self.store.content, now)
        self.broadcasts = BroadcastRoom(records, house.world, now)
        self.clock = Clock(records, house.world, self.intake, now, settings.keep)
        self.lead = self._lead()
        self.telegram = (
            TelegramRoom(house, self.files, self.intake.hear, lambda: self.lead.held)
            if settings.telegram_token
            else None
        )
        self.stop = asyncio.Event()
        self._rooms_woken = False
        self.server = self._web_server()
        records.woken = self._ring

    def _lead(self) -> Lead:
        database = self.house.settings.database
        if database is None:
            return Alone()
        from bot.replicas import Replicas  # noqa: PLC0415  # slow to read

        return Replicas(database.get_secret_value(), self.house.records.name, self._ring)

    async def _told_by_photo(self, file: int) -> None:
        house = self.house
        asked = partial(offer_photo_place, world=house.world, number=file, now=house.now())
        await house.records.run(asked)

    def _ring(self, addresses: frozenset[str] | None) -> None:
        """There are new letters for these; None: perhaps for anybody."""
        self.mailbox.ring(addresses)
        self._wake_courier()
        if not self._rooms_woken:
            self._rooms_woken = True
            asyncio.get_running_loop().call_later(LOOK_AFTER, self._wake_rooms)

    def _wake_courier(self) -> None:
        if self.telegram and self.telegram.courier:
            self.telegram.courier.wake()

    def _wake_rooms(self) -> None:
        """Those that look for work of their own: each look is a transaction, so not after each answer."""
        self._rooms_woken = False
        self.files.wake()
        self.rosters.wake()
        self.broadcasts.wake()

    def _web_server(self) -> QuietServer:
        house = self.house
        settings, sample = house.settings, house.loaded.sample_people
        seats = SampleSeats(house.records, house.world, sample, house.now) if sample else None
        files = WebFiles(house.records, self.store, house.world.catalogue, house.now)
        secret = web_secret(settings.data)
        boards = (
            *board_routes(notice_board(house.records, house.world, house.now)),
            *volunteer_routes(volunteering(house.records, house.world, house.now)),
            *duty_routes(calendar_feeds(house.records, house.world, house.now)),
        )
        others: list[Route] = [readiness_route(self._ready)]
        others += [*(open311_routes(open311_desk(house)) if settings.open311 else ())]
        if self.telegram and self.telegram.webhook:
            others.append(self.telegram.webhook.route(settings.webhook_path))
        page = web_door(self.intake.hear, self.mailbox, files, seats, secret, (*boards, *others))
        return quiet_server(page, settings.host, settings.port)

    async def run(self) -> str:
        """Open the doors until told to stop; the sentence for the operator if a room failed."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self.stop.set)
        serving = asyncio.create_task(self.server.serve(), name="web")
        rooms = [
            asyncio.create_task(self.intake.run(), name="intake"),
            asyncio.create_task(self.lead.run(), name="line between replicas"),
            asyncio.create_task(self._leading(), name="leading"),
            asyncio.create_task(self._know_staff(), name="staff"),
            asyncio.create_task(self._read_ahead(), name="reading ahead"),
        ]
        if self.telegram:
            rooms.append(asyncio.create_task(self._open_telegram(self.telegram), name="telegram"))
        if self.house.settings.metrics:
            rooms.append(asyncio.create_task(self._show_figures(), name="figures"))
        failed = await self._until_stopped([serving, *rooms])
        if self.house.settings.database and not failed:
            await asyncio.sleep(DRAIN)
        self.server.should_exit = True
        await _put_away(serving, rooms)
        self.house.records.close()
        return failed

    async def _page_open(self) -> None:
        while not self.server.started:  # noqa: ASYNC110  # the server rings no bell
            await asyncio.sleep(A_MOMENT)

    async def _read_ahead(self) -> None:
        """What takes long and no page waits for; raises CatalogueError for a template with faults."""
        await self._page_open()
        await asyncio.sleep(FIRST_ANSWERS)
        await asyncio.to_thread(import_module, "pypinyin")
        await asyncio.to_thread(check_templates, self.house.settings.catalogue)
        await self.stop.wait()

    async def _open_telegram(self, room: TelegramRoom) -> None:
        """Its library takes longer to read than all else together."""
        await self._page_open()
        await room.run()

    async def _know_staff(self) -> None:
        """Whose words go first when thousands come at once; about right is enough."""
        while True:
            with contextlib.suppress(OperationalError):
                self.intake.first = await self.house.records.beside(staff_addresses)
            await asyncio.sleep(KNOWN_FOR)

    async def _ready(self) -> bool:
        revision = await self.house.records.beside(lambda s: revision_of(s.connection()))
        return revision == newest_revision() and not self.stop.is_set()

    async def _show_figures(self) -> None:
        """On an address of their own."""
        house, settings = self.house, self.house.settings
        page = figures_page(house.records, house.now, lambda: self.lead.held)
        host, _, port = settings.metrics.rpartition(":")
        server = quiet_server(page, host or "127.0.0.1", int(port))
        try:
            await server.serve()
        finally:
            if server.started:
                await server.shutdown()

    async def _leading(self) -> None:
        """Of several processes the one that leads runs these rooms; whoever takes over begins anew."""
        while not self.stop.is_set():
            await self.lead.taken()
            rooms = [
                asyncio.create_task(self.house.records.through_outages(room), name=name)
                for name, room in self._rooms_of_the_lead().items()
            ]
            lost = asyncio.create_task(self.lead.lost())
            try:
                done, _ = await asyncio.wait([lost, *rooms], return_when=asyncio.FIRST_COMPLETED)
                for room in done - {lost}:
                    room.result()
            finally:
                await _cancelled([lost, *rooms])

    def _rooms_of_the_lead(self) -> dict[str, Room]:
        rooms: dict[str, Room] = {
            "files": self.files.run,
            "rosters": self.rosters.run,
            "broadcasts": self.broadcasts.run,
            "clock": self.clock.run,
        }
        if self.telegram:
            rooms["telegram"] = partial(self.telegram.lead, self.stop)
        return rooms

    async def _until_stopped(self, rooms: list[asyncio.Task[None]]) -> str:
        stopping = asyncio.create_task(self.stop.wait())
        done, _ = await asyncio.wait([stopping, *rooms], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        for task in done - {stopping}:
            error = task.exception()
            if isinstance(error, TokenRefused):
                return str(error)
            if isinstance(error, CatalogueError):
                return "\n".join((IN_CATALOGUE, *error.problems))
            if error:
                log.critical("room_fails", room=task.get_name(), error=repr(error))
                return f"停下了：{task.get_name()} 出了毛病：{type(error).__name__}"
        return ""


async def _put_away(serving: asyncio.Task[None], rooms: list[asyncio.Task[None]]) -> None:
    """The page gets a moment to say goodbye; everything else can stop where it is."""
    await asyncio.wait([serving], timeout=2)
    await _cancelled([serving, *rooms])


async def _cancelled(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
