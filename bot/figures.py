"""The page for a monitoring system: how much, how fast, what waits. Never whose."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.meters import LATE, LEADS, OLDEST, PILES, REGISTRY, WAITING
from bot.records import Records
from storage.checks import Pile, piles_by_channel

LATELY = timedelta(days=7)


def figures_page(
    records: Records, now: Callable[[], datetime], leads: Callable[[], bool]
) -> Starlette:
    """For an address of its own, which nobody from outside reaches."""

    async def show(_request: Request) -> Response:
        LEADS.set(leads())
        moment = now()
        read = partial(piles_by_channel, now=moment, since=moment - LATELY)
        _fill(await records.beside(read), moment)
        return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)

    return Starlette(routes=[Route("/metrics", show)])


def _fill(pile: Pile, now: datetime) -> None:
    WAITING.clear()
    OLDEST.clear()
    for channel, (count, oldest) in pile.letters.items():
        WAITING.labels(channel).set(count)
        OLDEST.labels(channel).set(max(0, (now - oldest).total_seconds()))
    for matter, count in pile.late.items():
        LATE.labels(matter).set(count)
    for name, count in pile.others.items():
        PILES.labels(name).set(count)
