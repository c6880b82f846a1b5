"""Time given: what somebody has on record, record sheets given out, groups and wishes."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from conversations.activities.effects import KeepSheet
from conversations.activities.facts import TimeGiven
from conversations.facts import Facts
from domain.activities.activity import Given, Stage
from domain.activities.record import RecordSheet, SheetRow
from storage.activities.tables import Activities, RecordSheets, SignUps
from storage.tables import People

MOST = 2000


def time_given(session: Session, facts: Facts, asked: TimeGiven) -> tuple[Given, ...]:
    """Where hours are confirmed or wait for it; what was called off or nobody came to is left out."""
    rows = session.execute(
        select(Activities, SignUps.minutes, SignUps.rating, SignUps.stays, People.name)
        .join(SignUps, SignUps.activity_id == Activities.id)
        .join(People, People.id == Activities.organiser_id)
        .where(_whose(facts, asked), *_within(facts, asked))
        .where(Activities.stage != Stage.CALLED_OFF.value)
        .order_by(Activities.starts_at.desc(), Activities.id)
        .limit(MOST)
    ).all()
    return tuple(
        _given(row, minutes, rating, name)
        for row, minutes, rating, stays, name in rows
        if stays or minutes
    )


def _whose(facts: Facts, asked: TimeGiven) -> ColumnElement[bool]:
    if not asked.name:
        return SignUps.person_id == facts.me.id
    nameless = SignUps.person_id.is_(None) & (SignUps.name == asked.name)
    if asked.place:
        return nameless & (Activities.place == asked.place)
    return nameless & (SignUps.signed_by_id == facts.me.id) & (SignUps.relation != "")


def _within(facts: Facts, asked: TimeGiven) -> list[ColumnElement[bool]]:
    zone = ZoneInfo(facts.city.time_zone)
    found: list[ColumnElement[bool]] = []
    if asked.since:
        found.append(Activities.starts_at >= datetime.combine(asked.since, time(), zone))
    if asked.until:
        end = datetime.combine(asked.until + timedelta(days=1), time(), zone)
        found.append(Activities.starts_at < end)
    return found


def _given(row: Activities, minutes: int | None, rating: int | None, in_charge: str) -> Given:
    return Given(
        number=row.number,
        kind=row.kind,
        title=row.title,
        place=row.place,
        where=row.where,
        content=row.content,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        unit=row.unit,
        in_charge=in_charge,
        stage=Stage(row.stage),
        excluded=row.excluded,
        minutes=minutes if row.stage != Stage.CALLED.value else None,
        rating=rating,
    )


def keep_sheet(session: Session, wish: KeepSheet, who: int, now: datetime) -> None:
    sheet = wish.sheet
    values = {
        "number": sheet.number,
        "check": sheet.check,
        "person_id": wish.person,
        "asked_by_id": who,
        "name": sheet.name,
        "since": sheet.since,
        "until": sheet.until,
        "sheet": _pack(sheet),
        "made_at": now,
    }
    session.execute(insert(RecordSheets).values(**values))


def _pack(sheet: RecordSheet) -> dict[str, Any]:
    rows = [
        [r.number, r.day, r.title, r.content, r.where, r.time, r.minutes, r.unit, r.in_charge, r.rating]
        for r in sheet.rows
    ]  # fmt: skip
    made_on = sheet.made_on.isoformat()
    return {"village": sheet.village, "waiting": sheet.waiting, "made_on": made_on, "rows": rows}


def sheet_numbered(session: Session, number: str, check: str) -> RecordSheet | None:
    """Both stand on the paper; a sheet whose volunteer had their records deleted is gone."""
    mine = RecordSheets.number == number, RecordSheets.check == check
    row = session.execute(select(RecordSheets).where(*mine)).scalar()
    if row is None or not row.sheet:
        return None
    return RecordSheet(
        number=row.number,
        check=row.check,
        name=row.name,
        village=row.sheet["village"],
        since=row.since,
        until=row.until,
        rows=tuple(SheetRow(*each) for each in row.sheet["rows"]),
        waiting=row.sheet["waiting"],
        made_on=date.fromisoformat(row.sheet["made_on"]),
    )


def sheet_of(session: Session, number: str) -> RecordSheet | None:
    """For the one whose paper is being made; the page asks with the check."""
    check = select(RecordSheets.check).where(RecordSheets.number == number)
    found = session.execute(check).scalar()
    return sheet_numbered(session, number, found) if found else None


def family_named(session: Session, person: int) -> tuple[str, ...]:
    """Names without a chat that somebody put on lists as their family."""
    mine = SignUps.signed_by_id == person
    rows = session.execute(
        select(SignUps.name).distinct()
        .where(mine, SignUps.person_id.is_(None), SignUps.relation != "", SignUps.name != "")
        .order_by(SignUps.name)
    )  # fmt: skip
    return tuple(rows.scalars())
