"""What a rush costs: 500 people check in within one minute through the test Bot API server.

Each says the code at a moment of their own within the minute; from the twenty-first on they are asked
where they are and would rather not say. Both servers share one process here, so the figures are
higher than those of a bot by itself. Run it from the top folder:
uv run python -m benchmarks.volunteer_rush
"""

import asyncio
import random
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.running import running_house
from tests.telegram.phone import Phone
from tests.telegram.server import BotApi
from tests.test_activities_on_both_channels import Saturday, code_now, laid_down
from tests.test_activity_rush import phones, there

CROWD, MINUTE, WARM = 500, 60.0, 8.0


async def main() -> None:
    chance = random.Random(500)
    async with BotApi() as api:
        with TemporaryDirectory() as folder:
            async with running_house(api, Path(folder), Saturday) as house:
                number = laid_down(house, "cadre-01")
                await asyncio.sleep(WARM)  # Telegram's library is being read
                crowd = phones(api, house, CROWD)
                begun = perf_counter()

                async def arrives(phone: Phone) -> tuple[float, float]:
                    await asyncio.sleep(chance.uniform(0, MINUTE))
                    said = perf_counter()
                    await phone.says(f"签到 {code_now(house, number)}")
                    told = await phone.sees("签到", timeout=90)
                    first = perf_counter() - said
                    if "不发位置" not in str(told.buttons):
                        return first, 0.0
                    said = perf_counter()
                    await phone.says("不发")
                    await phone.sees("签到了", timeout=90)
                    return first, perf_counter() - said

                times = await asyncio.gather(*map(arrives, crowd))
                took = perf_counter() - begun
                found = there(house, number)
    firsts, seconds = [t for t, _ in times], [t for _, t in times if t]
    print(
        f"{len(found.present)} of {CROWD} are there, {len({s.person for s in found.present})} people"
    )
    for name, those in (("answer to the code", firsts), ("answer to the place", seconds)):
        cuts = quantiles(those, n=100)
        print(f"{name}: p50 {cuts[49]:.2f} s, p99 {cuts[98]:.2f} s, of {len(those)}")
    print(f"all of it took {took:.0f} s; Telegram takes 30 messages a second")


if __name__ == "__main__":
    asyncio.run(main())
