"""A bot that does nothing but answer: what the test server and this machine take of an answer's time.

`python -m benchmarks.echo <url> <token>`
"""

import asyncio
import sys
from typing import Any

from aiohttp import ClientSession


async def main(url: str, token: str) -> None:
    async with ClientSession() as session:

        async def ask(method: str, **what: object) -> Any:
            async with session.post(f"{url}/bot{token}/{method}", json=what) as answer:
                return (await answer.json())["result"]

        after = 0
        while True:
            for update in await ask("getUpdates", offset=after, timeout=20):
                after = update["update_id"] + 1
                if message := update.get("message"):
                    chat, words = message["chat"]["id"], message["text"]
                    await ask("sendMessage", chat_id=chat, text=words)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:3]))
