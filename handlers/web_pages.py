"""The page itself, who one is on it, and the choice of a sample person."""

from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)

from handlers.web_passes import Passes
from handlers.web_ports import SampleSeat, Seats

PAGE = Path(__file__).with_name("page")


async def health(_: Request) -> Response:
    return PlainTextResponse("ok")


@dataclass(frozen=True, slots=True)
class Reception:
    passes: Passes
    seats: Seats | None

    async def page(self, request: Request) -> Response:
        """The talk; the page itself reads an invitation or a poster's code from its URL."""
        if self.seats and "w" in request.query_params and not self.passes.address(request):
            return RedirectResponse("/sample", 303)
        answer = FileResponse(PAGE / "index.html", headers={"Cache-Control": "no-store"})
        self.passes.remember(self.passes.session(request), request, answer)
        return answer

    async def me(self, request: Request) -> Response:
        """Whose window this is; also gives a lost cookie back."""
        session = self.passes.session(request)
        seat = await self._seat(self.passes.seat(request))
        card = {
            "address": self.passes.address(request) or f"web:{session}",
            "name": seat.name if seat else "",
            "title": seat.title if seat else "",
            "sample": self.seats is not None,
        }
        answer = JSONResponse(card, headers={"Cache-Control": "no-store"})
        self.passes.remember(session, request, answer)
        return answer

    async def choose(self, _: Request) -> Response:
        return FileResponse(PAGE / "sample.html", headers={"Cache-Control": "no-store"})

    async def people(self, _: Request) -> Response:
        people = await self.seats.people() if self.seats else ()
        return JSONResponse([asdict(seat) for seat in people])

    async def sit(self, request: Request) -> Response:
        """A window of one's own for a sample person: several fit into one browser."""
        key = request.path_params["key"]
        try:
            address = await self.seats.sit(key) if self.seats else ""
        except KeyError:
            return RedirectResponse("/sample", 303)
        return RedirectResponse(f"/?w={quote(self.passes.window(address, key))}", 303)

    async def _seat(self, key: str) -> SampleSeat | None:
        people = await self.seats.people() if self.seats and key else ()
        return next((seat for seat in people if seat.key == key), None)
