"""The notice board as the web door shows it: read from the records, without a name."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from sqlalchemy.orm import Session

from bot.duty.board import duty_today
from bot.issues.papers import day
from bot.letters import World
from bot.records import Records
from conversations.facts import Me
from domain.notices.notice import Notice, State
from handlers.notice_board import Board, Listed, Shown, Village
from storage.notices.lists import notice_numbered, notices_at

STATES = {State.OPEN: "正在公示", State.OVER: "公示完了", State.WITHDRAWN: "撤下来了"}
MOST = 50


def notice_board(records: Records, world: World, now: Callable[[], datetime]) -> Board:
    async def notice(number: str) -> Shown | None:
        found = await records.beside(partial(_numbered, number=number))
        return _shown(world, found) if found else None

    async def village(code: str) -> Village | None:
        known = world.city.villages.get(code)
        if known is None:
            return None
        found = await records.beside(partial(notices_at, village=code, limit=MOST))
        duty = await records.beside(partial(duty_today, world=world, village=code, now=now()))
        listed = tuple(_listed(world, each) for each in found)
        return Village(known.name.zh, known.station_phone, listed, duty)

    return Board(notice, village)


def _numbered(session: Session, number: str) -> Notice | None:
    """What was taken down is shown to nobody any more."""
    found = notice_numbered(session, number)
    return found if found and found.state is not State.WITHDRAWN else None


def _shown(world: World, notice: Notice) -> Shown:
    facts = world.facts(Me(), notice.opened_at)
    village = world.city.villages.get(notice.place)
    return Shown(
        number=notice.number,
        village=village.name.zh if village else "",
        village_code=notice.place,
        title=notice.title,
        text=notice.text,
        first=day(notice.opened_at.astimezone(facts.zone).date()),
        last=day(notice.until.astimezone(facts.zone).date()),
        state=STATES[notice.state],
        open=notice.state is State.OPEN,
        answers=tuple(o.answer for o in notice.objections if o.answer),
        objections=len(notice.objections),
        waiting=len(notice.unanswered),
    )


def _listed(world: World, notice: Notice) -> Listed:
    zone = world.facts(Me(), notice.opened_at).zone
    return Listed(notice.number, notice.title, day(notice.until.astimezone(zone).date()))
