"""What it costs to seal a letter and a photo, to open them, and to mark a phone.

Run it from the top folder: uv run python -m benchmarks.sealing
"""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory
from timeit import repeat

from bot.file_store import FileStore
from bot.sealed_file import Content
from tests.keys import ring

TIMES, RUNS = 20_000, 5
PHOTO = 1 << 20
TEXT = "您想说什么事？写字、发语音都行。会上会念出来，大家一起商量。" * 4
BODY = {"text": TEXT, "rows": [[["✖ 退出", "x:1"]]], "menu": [], "wish": "", "files": []}


def main() -> None:
    keys, body = ring(), json.dumps(BODY, ensure_ascii=False)
    sealed = keys.seal(body, "letters.body")
    print(f"{len(body.encode())} bytes become {len(sealed)}")
    ways = {
        "seal": lambda: keys.seal(body, "letters.body"),
        "open": lambda: keys.open(sealed, "letters.body"),
        "mark": lambda: keys.mark("13800000003"),
    }
    for name, way in ways.items():
        print(f"{name}: {min(repeat(way, number=TIMES, repeat=RUNS)) / TIMES * 1e6:.1f} µs")

    with TemporaryDirectory() as folder:
        path = Path(folder) / "photo"
        path.write_bytes(os.urandom(PHOTO))
        plain, store = Content(path, keys), FileStore(Path(folder) / "files", keys)
        digest, _ = asyncio.run(store.keep(_whole(path.read_bytes())))
        sealed_one = store.content(digest)
        assert sealed_one
        for name, content in (("as it is", plain), ("sealed", sealed_one)):
            took = min(repeat(content.read, number=50, repeat=RUNS)) / 50 * 1e3
            print(f"a photo of {PHOTO >> 20} MB is read {name}: {took:.2f} ms")


async def _whole(data: bytes) -> AsyncIterator[bytes]:
    yield data


if __name__ == "__main__":
    main()
