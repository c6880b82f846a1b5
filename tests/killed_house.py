"""Cunbang in a process of its own, which dies where the test wishes: a file named for the moment appears.

The process is forked from one that has imported everything and done nothing else; it opens its own
records and its own loop, and chance is seeded anew.
"""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from bot import intake
from bot.app import App
from bot.house import open_house
from bot.letters import World
from bot.settings import Settings
from bot.turns import take_batch
from conversations.messages import Event
from handlers.outgoing import Outgoing
from handlers.telegram import TelegramDoor

send = TelegramDoor.send


def dies_at(moment: str, said: str = "") -> None:
    """If a file of that name is there; what stands in it must be part of what is said."""
    wish = Path(os.environ["CUNBANG_DATA"]) / moment
    if wish.exists() and wish.read_text() in said:
        os.kill(os.getpid(), signal.SIGKILL)


async def send_or_die(door: TelegramDoor, letter: Outgoing) -> str:
    dies_at("die-before-send", letter.text)
    ref = await send(door, letter)
    dies_at("die-after-send", letter.text)
    return ref


def take_or_die(session: Session, came: Sequence[Event], world: World, now: datetime) -> None:
    take_batch(session, came, world, now)
    dies_at("die-before-commit")


def run(environment: Mapping[str, str]) -> None:
    """As `uv run bot.py` runs with these variables set."""
    os.environ.update(environment)
    setattr(TelegramDoor, "send", send_or_die)  # noqa: B010  # on purpose, for the test
    vars(intake)["take_batch"] = take_or_die
    asyncio.run(App(open_house(Settings())).run())
