"""What stands before several replicas: each request goes to the next one that answers."""

from itertools import count
from types import TracebackType
from typing import Self

import aiohttp
from aiohttp import web

HOP = frozenset({"host", "transfer-encoding", "content-length", "connection", "date", "server"})


class Balancer:
    """Takes turns; whoever cannot be reached is passed over, as a web server with TLS does."""

    def __init__(self, ports: list[int]) -> None:
        self.ports = ports
        self.taken: list[int] = []
        """Which port took each request, in order."""
        self._turns = count()
        app = web.Application(client_max_size=32 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._pass_on)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        self._line: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        self._line = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(30))
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(
        self,
        _kind: type[BaseException] | None,
        _no: BaseException | None,
        _at: TracebackType | None,
    ) -> None:
        await self._runner.cleanup()
        assert self._line
        await self._line.close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _pass_on(self, asked: web.Request) -> web.Response:
        body = await asked.read()
        first = next(self._turns)
        for step in range(len(self.ports)):
            port = self.ports[(first + step) % len(self.ports)]
            try:
                return await self._ask(port, asked, body)
            except (aiohttp.ClientConnectionError, TimeoutError):
                continue
        return web.Response(status=502)

    async def _ask(self, port: int, asked: web.Request, body: bytes) -> web.Response:
        assert self._line
        headers = {k: v for k, v in asked.headers.items() if k.lower() not in HOP}
        url = f"http://127.0.0.1:{port}{asked.rel_url}"
        async with self._line.request(asked.method, url, data=body, headers=headers) as answer:
            self.taken.append(port)
            kept = {k: v for k, v in answer.headers.items() if k.lower() not in HOP}
            return web.Response(status=answer.status, body=await answer.read(), headers=kept)
