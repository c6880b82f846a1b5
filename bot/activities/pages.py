"""Volunteering as the web door shows it: read from the records, nothing in it that is not for everybody."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import segno

from bot.activities.rows import poster_of
from bot.issues.papers import day
from bot.letters import World
from bot.records import Records
from domain.activities.activity import Activity
from domain.activities.arriving import shows_codes
from domain.activities.codes import code_at, seconds_left
from domain.activities.record import RecordSheet, hours_words
from domain.activities.seats import Closed, closed, seats
from domain.masking import mask_name
from handlers.volunteer_pages import CallShown, CodeShown, SheetShown, Volunteering
from storage.activities.lists import activity_displayed, activity_numbered
from storage.activities.sheets import sheet_numbered

IDLE = 60
"""Seconds between two looks of a page that has no code to show."""
STATES = {
    Closed.CALLED_OFF: "取消了",
    Closed.OVER: "结束了",
    Closed.BEGUN: "正在进行",
    Closed.TOO_LATE: "报名截止了",
}


def volunteering(records: Records, world: World, now: Callable[[], datetime]) -> Volunteering:
    async def call(number: str) -> CallShown | None:
        found = await records.beside(partial(activity_numbered, number=number))
        return _call(world, found, now()) if found else None

    async def code(key: str) -> CodeShown | None:
        found = await records.beside(partial(activity_displayed, key=key))
        return _code(world, found, now()) if found else None

    async def sheet(number: str, check: str) -> SheetShown | None:
        found = await records.beside(partial(sheet_numbered, number=number, check=check))
        return _sheet(found) if found else None

    return Volunteering(call, code, sheet)


def _call(world: World, activity: Activity, now: datetime) -> CallShown:
    shown = poster_of(world, activity)
    why = closed(activity, now)
    return CallShown(
        number=activity.number,
        title=activity.title,
        kind=f"{activity.unit} · {shown.kind}",
        rows=shown.rows,
        warning=activity.risk,
        contact=shown.contact,
        state=STATES[why] if why else _room(activity),
        open=why is None,
    )


def _room(activity: Activity) -> str:
    found = seats(activity)
    if found.free is None:
        return f"报了{len(found.seated)}人，人数不限"
    free = f"还有{found.free}个名额" if found.free else "满了，报了要排队"
    return f"要{activity.places}人，报了{len(activity.wanted)}人，{free}"


def _code(world: World, activity: Activity, now: datetime) -> CodeShown:
    """Shown as long as a check-in or check-out can be made; the secret stays here."""
    rules = world.catalogue.activities
    code = code_at(activity, now, rules) if shows_codes(activity, now, rules) else ""
    return CodeShown(
        title=activity.title,
        code=code,
        square=_square(f"{world.url}/i/z_{activity.number}_{code}") if code else "",
        seconds=seconds_left(now, rules) if code else IDLE,
        there=len(activity.present),
        wanted=len(activity.wanted),
    )


def _square(link: str) -> str:
    drawn: str = segno.make(link, error="m").svg_inline(scale=8, border=2)
    return drawn


def _sheet(sheet: RecordSheet) -> SheetShown:
    return SheetShown(
        number=sheet.number,
        name=mask_name(sheet.name),
        span=f"{day(sheet.since)}到{day(sheet.until)}",
        rows=tuple((row.day, row.title, hours_words(row.minutes)) for row in sheet.rows),
        hours=hours_words(sheet.minutes),
        made_on=day(sheet.made_on),
    )
