"""The door for other city systems: Open311 GeoReport v2, in JSON and XML (docs/open311.md)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from handlers.open311_ports import About, Desk, Question, Refused, Service, ServiceRequest
from handlers.open311_questions import Fields, body_of, form_in, question, report
from handlers.open311_shapes import SHAPES, Shape, Tree
from handlers.open311_words import NO_REQUEST

AT = "/open311"
V2 = f"{AT}/v2"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"

Answer = tuple[str, Tree]
"""The name of the root, and what lies in it."""


def open311_routes(desk: Desk) -> list[BaseRoute]:
    """For the web door's `extra`."""
    return [route for shape in SHAPES for route in Counter(desk, shape).routes()]


@dataclass(frozen=True, slots=True)
class Counter:
    """Where questions in one of the two forms are answered."""

    desk: Desk
    shape: Shape

    def routes(self) -> tuple[BaseRoute, ...]:
        end = f".{self.shape.ending}"
        return (
            Route(f"{AT}/discovery{end}", self._answering(self.discovery)),
            Route(f"{V2}/services{end}", self._answering(self.services)),
            Route(f"{V2}/services/{{code}}{end}", self._answering(self.definition)),
            Route(f"{V2}/requests{end}", self._answering(self.requests)),
            Route(f"{V2}/requests{end}", self._answering(self.file), methods=["POST"]),
            Route(f"{V2}/requests/{{number}}{end}", self._answering(self.request)),
        )

    def _answering(
        self, answer: Callable[[Request], Awaitable[Answer]]
    ) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                return self.shape.response(*await answer(request))
            except Refused as refusal:
                return self._sorry(request, refusal)

        return endpoint

    def _sorry(self, request: Request, refusal: Refused) -> Response:
        language = request.headers.get("accept-language", "")
        status, sentence = refusal.fault.status, refusal.fault.sentence
        error: Tree = {"code": status, "description": sentence.to(language)}
        answer = self.shape.response("errors", [error], status)
        if refusal.wait:
            answer.headers["Retry-After"] = str(refusal.wait)
        return answer

    def _admit(self, request: Request, form: Fields | None = None) -> str:
        """Who asks. A key in a header stays out of the logs of the machines between."""
        sent = {**request.query_params, **(form or {})}
        key = request.headers.get("x-api-key") or sent.get("api_key", "")
        return self.desk.admit(key, sent.get("jurisdiction_id", "").strip())

    async def discovery(self, _: Request) -> Answer:
        return "discovery", discovery(self.desk.about())

    async def services(self, request: Request) -> Answer:
        self._admit(request)
        return "services", [service(each) for each in self.desk.services()]

    async def definition(self, request: Request) -> Answer:
        """No service has further fields."""
        self._admit(request)
        known = self.desk.service(request.path_params["code"])
        return "service_definition", {"service_code": known.code, "attributes": []}

    async def requests(self, request: Request) -> Answer:
        self._admit(request)
        found = await self.desk.requests(question(request.query_params))
        return "service_requests", [service_request(each) for each in found]

    async def request(self, request: Request) -> Answer:
        self._admit(request)
        found = await self.desk.requests(Question((request.path_params["number"],)))
        if not found:
            raise Refused(NO_REQUEST)
        return "service_requests", [service_request(each) for each in found]

    async def file(self, request: Request) -> Answer:
        body = await body_of(request)
        form = form_in(body)
        system = self._admit(request, form)
        filed = await self.desk.file(system, report(body, form))
        request_filed: Tree = {
            "service_request_id": filed.number,
            "service_notice": filed.notice,
            "account_id": None,
        }
        return "service_requests", [request_filed]


def discovery(about: About) -> Tree:
    return {
        "changeset": about.changed,
        "contact": about.contact,
        "key_service": about.contact,
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": f"{about.url}{V2}",
                "changeset": about.changed,
                "type": "production" if about.live else "test",
                "formats": [shape.mime for shape in SHAPES],
            }
        ],
    }


def service(known: Service) -> Tree:
    return {
        "service_code": known.code,
        "service_name": known.name,
        "description": known.description,
        "metadata": False,
        "type": "realtime",
        "keywords": ",".join(known.keywords),
        "group": known.group,
    }


def service_request(found: ServiceRequest) -> Tree:
    """All fields of the specification; those that are never told stay empty."""
    return {
        "service_request_id": found.number,
        "status": "open" if found.open else "closed",
        "status_notes": found.notes,
        "service_name": found.service_name,
        "service_code": found.service_code,
        "description": found.description or None,
        "agency_responsible": found.agency,
        "service_notice": None,
        "requested_datetime": _w3(found.requested_at),
        "updated_datetime": _w3(found.updated_at),
        "expected_datetime": _w3(found.expected_at) if found.expected_at else None,
        "address": found.address,
        "address_id": found.address_id,
        "zipcode": None,
        "lat": found.latitude,
        "long": found.longitude,
        "media_url": None,
    }


def _w3(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
