"""The tests' Telegram in a process of its own: `python -m tests.telegram --port N --token T`."""

import argparse
import asyncio
import signal
import sys

from tests.telegram.control import Control
from tests.telegram.server import TOKEN, BotApi


async def serve(port: int, token: str) -> None:
    """Until it is told to stop; prints its base URL once it listens."""
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    api = BotApi(port=port, token=token)
    Control(api)
    async with api:
        sys.stdout.write(f"{api.url}\n")
        sys.stdout.flush()
        await stop.wait()


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--port", type=int, default=0)
    words.add_argument("--token", default=TOKEN)
    given = words.parse_args()
    asyncio.run(serve(given.port, given.token))
