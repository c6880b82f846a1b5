"""Activities as they are looked for: one, those ahead, mine, those that wait for something."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from domain.activities.activity import Activity, Elsewhere, Reach, Stage
from domain.activities.kinds import ActivityRules
from storage import history
from storage.activities.reading import about, read_activities, signups_of, unpack_stays
from storage.activities.tables import Activities, SignUps

CONFIRMED = (Stage.SETTLED.value, Stage.ENTERED.value)
TOWNSHIP = 9
"""Digits of a township's code."""


def activity_numbered(session: Session, number: str) -> Activity | None:
    row = session.execute(select(Activities).where(Activities.number == number)).scalar()
    return read_activities(session, [row], whole=True)[0] if row else None


def activity_for(session: Session, number: str, person: int) -> Activity | None:
    """With the lines of one person and of those they put on the list."""
    row = session.execute(select(Activities).where(Activities.number == number)).scalar()
    if row is None:
        return None
    theirs = or_(SignUps.person_id == person, SignUps.signed_by_id == person)
    lines = signups_of(session, row.id, theirs)
    deeds = history.count_of(session, about(number))
    return replace(read_activities(session, [row])[0], signups=lines, deeds=deeds)


def activity_displayed(session: Session, key: str) -> Activity | None:
    """By the key of the page that shows its code."""
    if not key:
        return None
    row = session.execute(select(Activities).where(Activities.display == key)).scalar()
    return read_activities(session, [row], whole=True)[0] if row else None


def ahead(
    session: Session, villages: Sequence[str], now: datetime, limit: int
) -> tuple[Activity, ...]:
    """Those that people of these villages are invited to and that are not over, soonest first."""
    townships = {v[:TOWNSHIP] for v in villages if v}
    goes_there = or_(
        Activities.reach == Reach.CITY.value,
        Activities.place.in_([v for v in villages if v]),
        and_(
            Activities.reach == Reach.TOWNSHIP.value,
            func.substr(Activities.place, 1, TOWNSHIP).in_(townships),
        ),
    )
    return _read(session, _open(), Activities.ends_at > now, goes_there, limit=limit)


def _open() -> ColumnElement[bool]:
    """As the index of those ahead says it."""
    return Activities.stage == literal(Stage.CALLED.value, literal_execute=True)


def signed_up_for(session: Session, person: int, limit: int) -> tuple[Activity, ...]:
    mine = select(SignUps.activity_id).where(
        or_(SignUps.person_id == person, SignUps.signed_by_id == person),
        SignUps.withdrawn.is_(False),
    )
    return _read(session, Activities.id.in_(mine), _open(), limit=limit, whole=True)


def meant_by_code(
    session: Session, person: int, villages: Sequence[str], now: datetime, rules: ActivityRules
) -> tuple[Activity, ...]:
    """Under way or just over: those somebody signed up for, then others they could be at."""
    first = now + timedelta(minutes=rules.early_minutes)
    last = now - timedelta(hours=rules.late_hours)
    near = Activities.starts_at <= first, Activities.ends_at >= last
    mine = select(SignUps.activity_id).where(SignUps.person_id == person)
    theirs = _read(session, Activities.id.in_(mine), _open(), *near, limit=20)
    known = {a.number for a in theirs}
    running = ahead(session, villages, now, 100)
    others = (a for a in running if a.starts_at <= first and a.number not in known)
    return (*theirs, *others)


def wait_for_hours(
    session: Session, person: int, villages: Sequence[str], now: datetime, limit: int
) -> tuple[Activity, ...]:
    """Over, and nobody has confirmed the hours."""
    led = or_(Activities.organiser_id == person, Activities.place.in_(villages))
    return _read(session, _open(), Activities.ends_at <= now, led, limit=limit)


def not_entered(
    session: Session, person: int, villages: Sequence[str], limit: int
) -> tuple[Activity, ...]:
    led = or_(Activities.organiser_id == person, Activities.place.in_(villages))
    volunteering = Activities.stage == Stage.SETTLED.value, Activities.excluded == ""
    return _read(session, *volunteering, led, limit=limit)


def _read(
    session: Session, *where: ColumnElement[bool], limit: int, whole: bool = False
) -> tuple[Activity, ...]:
    query = select(Activities).where(*where).order_by(Activities.starts_at, Activities.id)
    rows = session.execute(query.limit(limit)).scalars().all()
    return read_activities(session, rows, whole=whole)


def due_activities(session: Session, now: datetime, limit: int = 200) -> list[str]:
    query = select(Activities.number).where(Activities.look_at <= now).order_by(Activities.look_at)
    return list(session.execute(query.limit(limit)).scalars())


def stays_elsewhere(session: Session, number: str) -> dict[int, tuple[Elsewhere, ...]]:
    """Of everybody at an activity: stays at others that touch its time."""
    here = session.execute(select(Activities).where(Activities.number == number)).scalar_one()
    there = select(SignUps.person_id).where(
        SignUps.activity_id == here.id, SignUps.person_id.is_not(None)
    )
    rows = session.execute(
        select(SignUps.person_id, SignUps.stays, Activities.number)
        .join(Activities, Activities.id == SignUps.activity_id)
        .where(SignUps.person_id.in_(there), Activities.id != here.id)
        .where(Activities.starts_at < here.ends_at, Activities.ends_at > here.starts_at)
        .where(Activities.stage != Stage.CALLED_OFF.value)
    )
    found: dict[int, tuple[Elsewhere, ...]] = {}
    for person, stays, other in rows:
        theirs = (Elsewhere(other, s.came, s.left) for s in unpack_stays(stays))
        found[person] = (*found.get(person, ()), *theirs)
    return found


def minutes_elsewhere(
    session: Session, number: str, first: datetime | None = None, last: datetime | None = None
) -> dict[int, int]:
    """Of everybody at an activity: minutes confirmed at others, perhaps of a stretch of time."""
    here = select(Activities.id).where(Activities.number == number).scalar_subquery()
    there = select(SignUps.person_id).where(
        SignUps.activity_id == here, SignUps.person_id.is_not(None)
    )
    within = [Activities.starts_at >= first] if first else []
    within += [Activities.starts_at < last] if last else []
    rows = session.execute(
        select(SignUps.person_id, func.sum(SignUps.minutes).label("minutes"))
        .join(Activities, Activities.id == SignUps.activity_id)
        .where(SignUps.person_id.in_(there), Activities.number != number, *within)
        .where(Activities.stage.in_(CONFIRMED), Activities.excluded == "")
        .group_by(SignUps.person_id)
    )
    return {row.person_id: row.minutes or 0 for row in rows}


def still_elsewhere(session: Session, person: int, number: str) -> tuple[tuple[str, int], ...]:
    """Other activities, not over for long, where somebody is checked in: number and line."""
    rows = session.execute(
        select(Activities.number, SignUps.id, SignUps.stays)
        .join(Activities, Activities.id == SignUps.activity_id)
        .where(SignUps.person_id == person, Activities.number != number, _open())
    )
    return tuple((n, line) for n, line, stays in rows if stays and stays[-1][1] is None)


def coded_since(session: Session, number: str, moment: datetime) -> int:
    here = select(Activities.id).where(Activities.number == number).scalar_subquery()
    query = select(func.count()).where(SignUps.activity_id == here, SignUps.coded_at >= moment)
    return session.execute(query).scalar_one()


def wrong_codes_since(session: Session, person: int, moment: datetime) -> int:
    return history.count_since(session, f"codes:{person}", moment)


def in_series(session: Session, series: str, after: datetime) -> tuple[Activity, ...]:
    """Those of a weekly series that are still ahead."""
    if not series:
        return ()
    return _read(
        session,
        _open(),
        Activities.series == series,
        Activities.starts_at > after,
        limit=60,
        whole=True,
    )
