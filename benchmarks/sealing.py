"""What it costs to seal a letter, to open it, and to mark a phone.

Run it from the top folder: uv run python -m benchmarks.sealing
"""

import json
from timeit import repeat

from tests.keys import ring

TIMES, RUNS = 20_000, 5
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


if __name__ == "__main__":
    main()
