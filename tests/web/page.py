"""A person on the real house's web page, without a browser: says, presses, sends, sees."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession

from tests.web.visitor import Line, on_the_line, visiting

Letter = dict[str, Any]


class Page:
    def __init__(self, visitor: ClientSession, line: Line, window: str) -> None:
        self.visitor, self.line, self.window = visitor, line, window
        self.letters: list[Letter] = []
        self._acted = 0
        self._ids = itertools.count(1)

    async def says(self, words: str) -> None:
        await self._acts(say=words)

    async def opens(self, payload: str) -> None:
        await self._acts(open=payload)

    async def presses(self, label: str) -> None:
        """The newest button with these words on it."""
        for letter in reversed(self.letters):
            for row in letter["rows"]:
                for text, token in row:
                    if label in text:
                        await self._acts(tap=token, message=letter["id"])
                        return
        raise AssertionError(f"no button {label!r}; newest: {self.letters[-1:]}")

    async def sends_photo(self, content: bytes) -> None:
        url = f"/upload?kind=photo&name=photo.jpg{self.window.replace('?', '&')}"
        kind = {"Content-Type": "image/jpeg"}
        async with self.visitor.post(url, data=content, headers=kind) as answer:
            told = await answer.json()
            assert answer.status == 200, told
        await self._acts(file=told["file"])

    async def shares_place(self, latitude: float, longitude: float) -> None:
        await self._acts(place=[latitude, longitude])

    async def sees(self, words: str, timeout: float = 10) -> dict[str, Any]:  # noqa: ASYNC109
        """The newest message since the last act that has these words."""
        async with asyncio.timeout(timeout):
            while True:
                for letter in reversed(self.letters[self._acted :]):
                    if words in letter["text"]:
                        return letter
                self._takes(await self.line.told())

    async def shown_file(self, letter: Letter) -> tuple[int, bytes]:
        number = letter["files"][0][0]
        async with self.visitor.get(f"/files/{number}{self.window}") as answer:
            return answer.status, await answer.read()

    def _takes(self, told: dict[str, Any]) -> None:
        assert "refused" not in told, told
        self.letters += told.get("letters", [])

    async def _acts(self, **message: object) -> None:
        self._acted = len(self.letters)
        await self.line.send(id=f"22222222-{next(self._ids):04d}", **message)


@asynccontextmanager
async def at_the_page(door: str, key: str = "") -> AsyncIterator[Page]:
    """Somebody of the sample in their window; without a key, a visitor with a browser of their own."""
    async with visiting(door) as visitor:
        window = ""
        if key:
            async with visitor.get(f"/as/{key}", allow_redirects=False) as answer:
                window = answer.headers["Location"].removeprefix("/")
        async with on_the_line(visitor, door, window) as line:
            page = Page(visitor, line, window)
            page._takes(await line.greet())
            yield page
