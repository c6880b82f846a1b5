"""Telegram in a process of its own, driven from outside."""

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

LIN = 7_000_001


async def test_it_runs_in_a_process_of_its_own() -> None:
    command = (sys.executable, "-m", "tests.telegram", "--token", "42:OWN")
    house = Path(__file__).parents[2]
    own = await asyncio.create_subprocess_exec(*command, cwd=house, stdout=asyncio.subprocess.PIPE)
    assert own.stdout
    url = (await own.stdout.readline()).decode().strip()
    async with aiohttp.ClientSession(url) as line:

        async def post(path: str, **body: object) -> str:
            async with line.post(path, json=body) as answer:
                return await answer.text()

        await post("/control/says", user_id=LIN, text="早")
        await post("/bot42:OWN/sendMessage", chat_id=LIN, text="您早")
        shown = json.loads(await post("/control/messages", chat_id=LIN))["changes"]
        state = json.loads(await post("/control/state"))
    own.terminate()
    assert await own.wait() == 0
    assert [change["message"]["text"] for change in shown] == ["您早"]
    assert state == {"pending": 1, "calls": {"sendMessage": 1}, "refusals": []}
