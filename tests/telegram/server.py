"""The HTTP side of the tests' Telegram: `/bot<token>/<method>`, file downloads, bad days."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.telegram.bell import Bell
from tests.telegram.chats import Change
from tests.telegram.faults import Fault, Faults
from tests.telegram.limits import Limits
from tests.telegram.methods import METHODS
from tests.telegram.refusal import Refused
from tests.telegram.schema import Json, call_problems, decoded
from tests.telegram.sending import Upload, Uploads
from tests.telegram.webhook import Webhook
from tests.telegram.world import World

TOKEN = "42:SAMPLE-TOKEN-OF-NO-REAL-BOT-0123456789"
LARGEST_REQUEST = 64 * 1024 * 1024
LIMITED = ("send", "edit")


@dataclass
class Call:
    """One call of the bot, as it came."""

    at: float
    method: str
    params: Json
    status: int = 0
    """0: never answered."""
    description: str = ""


@dataclass(frozen=True)
class Refusal:
    method: str
    params: Json
    problems: list[str]


class BotApi(World):
    """A Telegram server on loopback, for one bot.

    `async with BotApi() as api:` — then `api.url` is the base URL to give to a bot, `api.token`
    its token, `api.faults` plans bad days, `api.limits` switches Telegram's own limits on.
    """

    def __init__(self, *, token: str = TOKEN, port: int = 0, **world: Any) -> None:
        super().__init__(bot_id=int(token.partition(":")[0]), **world)
        self.token = token
        self.calls: list[Call] = []
        self.refusals: list[Refusal] = []
        """Calls no bot should ever make; a story ends with this list empty."""
        self.faults = Faults()
        self.limits: Limits | None = None
        self.too_many = 0
        """Calls that its limits refused with 429."""
        self.webhook: Webhook | None = None
        self.app = web.Application(client_max_size=LARGEST_REQUEST)
        self.app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self.app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        self._port = port
        self._runner: web.AppRunner | None = None
        self._closing = asyncio.Event()
        self._rang = Bell()
        self._local: dict[str, Callable[[Json], Awaitable[Any]]] = {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": self._webhook_info,
        }

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(
            self.app, access_log=None, handler_cancellation=True, shutdown_timeout=0.1
        )
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _no: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        self._closing.set()
        self.updates.interrupt()
        if self.webhook:
            await self.webhook.stop()
        if self._runner:
            await self._runner.cleanup()

    def sent_to(self, chat_id: int) -> list[Change]:
        """What appeared, changed and vanished on this person's screen, in order."""
        chat = self.chats.known.get(chat_id)
        return list(chat.changes) if chat else []

    def count(self) -> Counter[str]:
        """Calls by method."""
        return Counter(call.method for call in self.calls)

    async def called(self, method: str, n: int = 1, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Wait until the bot has made this call so many times."""
        async with asyncio.timeout(timeout):
            while self.count()[method] < n:
                await self._rang.heard(timeout)

    def _log(self, method: str, params: Json) -> Call:
        call = Call(asyncio.get_running_loop().time(), method, params)
        self.calls.append(call)
        self._rang.ring()
        return call

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        try:
            params, uploads = await _read(method, request)
        except ValueError:
            return _reply(400, "Bad Request: can't parse the request")
        call = self._log(method, params)
        fault = self.faults.take(method)
        if fault and not fault.carried_out:
            return await self._misbehave(request, call, fault)
        answer = await self._respond(request.match_info["token"], call, uploads)
        if fault and fault.kind == "drip":
            return await _drip(request, answer, fault.seconds)
        return await self._misbehave(request, call, fault) if fault else answer

    async def _respond(self, token: str, call: Call, uploads: Uploads) -> web.Response:
        try:
            self._admit(token, call, uploads)
            result = await self.perform(call.method, call.params, uploads)
        except Refused as no:
            call.status, call.description = no.status, no.description
            if no.unfit:
                self.refusals.append(Refusal(call.method, call.params, [no.description]))
            return _reply(no.status, no.description)
        if isinstance(result, web.Response):
            call.status = result.status
            return result
        call.status = 200
        return web.json_response({"ok": True, "result": result})

    async def _answered_by_webhook(self, method: str, params: Json) -> None:
        """A call which the bot gave as its answer to an update."""
        call = self._log(method, params)
        await self._respond(self.token, call, {})

    def _admit(self, token: str, call: Call, uploads: Uploads) -> None:
        if token != self.token:
            raise Refused(401, "Unauthorized")
        problems = call_problems(call.method, call.params, uploads)
        if problems:
            self.refusals.append(Refusal(call.method, call.params, problems))
            raise Refused(400, f"Bad Request: {'; '.join(problems)}")

    async def perform(self, method: str, params: Json, uploads: Uploads | None = None) -> Any:
        """What a call that fits brings about, and its result."""
        if wait := self._wait(method, params):
            self.too_many += 1
            return _too_many(wait)
        if method in self._local:
            return await self._local[method](params)
        if method not in METHODS:
            raise Refused(400, f"Bad Request: this server does not play {method}", unfit=True)
        return METHODS[method](self, params, uploads or {})

    def _wait(self, method: str, params: Json) -> int:
        limited = method.startswith(LIMITED) and method != "sendChatAction"
        if self.limits is None or not limited or not isinstance(params.get("chat_id"), int):
            return 0
        return self.limits.wait(params["chat_id"], asyncio.get_running_loop().time())

    async def _misbehave(
        self, request: web.Request, call: Call, fault: Fault
    ) -> web.StreamResponse:
        if fault.kind == "retry_after":
            call.status = 429
            return _too_many(fault.seconds)
        if fault.kind == "answer":
            call.status = fault.status
            return web.Response(status=fault.status, body=fault.body)
        call.status = 0
        if fault.kind == "reset" and request.transport:
            request.transport.abort()
        await self._closing.wait()
        return web.Response(status=503)

    async def _get_updates(self, params: Json) -> list[Json]:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        if "allowed_updates" in params:
            self.updates.allowed = params["allowed_updates"]
        limit = min(max(params.get("limit", 100), 1), 100)
        return await self.updates.poll(params.get("offset", 0), limit, params.get("timeout", 0))

    async def _set_webhook(self, params: Json) -> bool:
        await self._delete_webhook(params)
        self.updates.interrupt()
        if params["url"]:
            self.updates.allowed = params.get("allowed_updates", self.updates.allowed)
            self.webhook = Webhook(self.updates, params, self._answered_by_webhook)
        return True

    async def _delete_webhook(self, params: Json) -> bool:
        if self.webhook:
            await self.webhook.stop()
            self.webhook = None
        if params.get("drop_pending_updates"):
            self.updates.pending.clear()
        return True

    async def _webhook_info(self, _params: Json) -> Json:
        info: Json = {
            "url": self.webhook.url if self.webhook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.pending),
        }
        error = self.webhook.last_error if self.webhook else ""
        return {**info, **({"last_error_message": error} if error else {})}

    async def _download(self, request: web.Request) -> web.StreamResponse:
        call = self._log("download", {"path": request.match_info["path"]})
        call.status = 200
        if fault := self.faults.take("download"):
            return await self._misbehave(request, call, fault)
        file = self.files.at(request.match_info["path"])
        if file is None or request.match_info["token"] != self.token:
            call.status = 404
            return _reply(404, "Not Found")
        return web.Response(body=file.read(), content_type="application/octet-stream")


def _reply(status: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": status, "description": description}
    return web.json_response(body, status=status)


def _too_many(seconds: int) -> web.Response:
    body = {
        "ok": False,
        "error_code": 429,
        "description": f"Too Many Requests: retry after {seconds}",
        "parameters": {"retry_after": seconds},
    }
    return web.json_response(body, status=429)


async def _drip(request: web.Request, answer: web.Response, seconds: float) -> web.StreamResponse:
    body = answer.body if isinstance(answer.body, bytes) else b""
    slow = web.StreamResponse(status=answer.status, headers={"Content-Type": "application/json"})
    await slow.prepare(request)
    for at in range(0, len(body), len(body) // 5 + 1):
        await slow.write(body[at : at + len(body) // 5 + 1])
        await asyncio.sleep(seconds / 5)
    return slow


async def _read(method: str, request: web.Request) -> tuple[Json, Uploads]:
    """Parameters and uploads, however the call brings them: query, JSON, form or multipart."""
    given: Json = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        given.update(body if isinstance(body, dict) else {})
        return decoded(method, given), uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
            value.file.close()
        else:
            given[name] = value
    for name in uploads:
        if not any(f"attach://{name}" in value for value in given.values()):
            given.setdefault(name, f"attach://{name}")
    return decoded(method, given), uploads
