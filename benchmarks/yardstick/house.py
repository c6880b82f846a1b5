"""Cunbang as one of those compared: opened as `uv run bot.py` opens it, its crowd on record.

`python -m benchmarks.yardstick.house <url> <token> <folder> <chats to seat> <port>`; the records lie in
the folder, or where CUNBANG_DATABASE says.
"""

import os
import sys
from functools import partial

from sqlalchemy.orm import Session

from benchmarks.yardstick.crowd import FIRST_CHAT
from bot import courier, telegram_room
from bot.app import App
from bot.house import House, open_house
from bot.plainly import settings
from bot.quick_loop import run_quickly
from storage import chats, people

VILLAGE = "511381116901"
UNPACED = 1_000_000
"""The house keeps to Telegram's limits by itself; its peers do not, so here it does not either."""


def seat(house: House, many: int) -> None:
    """Villagers who have talked with the bot before, as the peers' people have after their first word."""

    def sit(session: Session) -> None:
        now = house.now()
        for number in range(FIRST_CHAT, FIRST_CHAT + many):
            person = people.add_person(session, f"样例·人{number}", "", VILLAGE, now)
            people.change_person(session, person, consented_at=now)
            chats.seat(session, f"telegram:{number}", person, "", "", now)

    house.records.run_here(sit)


def main(url: str, token: str, folder: str, many: int, port: str) -> None:
    os.environ |= {
        "CUNBANG_TELEGRAM_TOKEN": token,
        "CUNBANG_TELEGRAM_API": url,
        "CUNBANG_SAMPLE": "1",
        "CUNBANG_DATA": folder,
        "CUNBANG_LISTEN": f"127.0.0.1:{port}",
        "CUNBANG_LOG": "error",
    }
    vars(telegram_room)["Courier"] = partial(courier.Courier, per_second=UNPACED)
    vars(courier).update(BURST=UNPACED, AT_REST=UNPACED, MANY_AT_ONCE=UNPACED)
    house = open_house(settings())
    seat(house, many)
    run_quickly(App(house).run())


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
