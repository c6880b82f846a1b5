"""The web door: the phone page, its line and its files, without a build step or foreign server."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles

from conversations.messages import Hear
from handlers.web_files import FileCounter
from handlers.web_headers import CarefulHeaders
from handlers.web_pages import PAGE, Reception, health
from handlers.web_passes import Passes
from handlers.web_ports import FileRefused, Files, Mailbox, SampleSeat, Seats, WebLetter
from handlers.web_talk import TalkDoor

__all__ = [
    "FileRefused",
    "Files",
    "Mailbox",
    "SampleSeat",
    "Seats",
    "WebLetter",
    "web_door",
]


def web_door(
    hear: Hear,
    mailbox: Mailbox,
    files: Files,
    seats: Seats | None,
    secret: str,
    extra: Sequence[BaseRoute] = (),
) -> Starlette:
    """The door as an application; `secret` signs what visitors carry.

    `extra` are further routes (calendars, lists, pictures) that other rooms bring along.
    """
    passes = Passes(secret, windows=seats is not None)
    talk = TalkDoor(hear, mailbox, passes)
    counter = FileCounter(files, passes)
    reception = Reception(passes, seats)
    routes: list[BaseRoute] = [
        Route("/", reception.page),
        Route("/i/{code}", reception.page),
        Route("/v/{code}", reception.page),
        Route("/m/{code}", reception.page),
        Route("/me", reception.me),
        Route("/health", health),
        Route("/upload", counter.take, methods=["POST"]),
        Route("/files/{number:int}", counter.give),
        WebSocketRoute("/ws", talk.open),
        *(sample_routes(reception) if seats else ()),
        *extra,
        Mount("/page", StaticFiles(directory=PAGE)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(CarefulHeaders)])


def sample_routes(reception: Reception) -> tuple[BaseRoute, ...]:
    return (
        Route("/sample", reception.choose),
        Route("/sample/people", reception.people),
        Route("/as/{key}", reception.sit),
    )
