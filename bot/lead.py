"""Which process sends, ticks and asks Telegram, where there may be several."""

import asyncio
from typing import Protocol


class Lead(Protocol):
    @property
    def held(self) -> bool: ...
    async def run(self) -> None:
        """Keeps the lead, or tries to get it, until cancelled."""
        ...

    async def taken(self) -> None:
        """Returns once the lead is ours."""
        ...

    async def lost(self) -> None:
        """Returns once it is ours no longer."""
        ...


class Alone:
    """The only process on an embedded database always leads."""

    held = True

    async def run(self) -> None:
        await asyncio.Event().wait()

    async def taken(self) -> None:
        return

    async def lost(self) -> None:
        await asyncio.Event().wait()
