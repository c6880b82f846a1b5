"""Who is on an activity's list: joins, withdraws, comes, leaves; what is counted and what is said of it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from conversations.activities.effects import (
    ComeIn,
    FixHours,
    GoOut,
    JoinIn,
    Newcomer,
    ObjectToHours,
    RateActivity,
    SayLeft,
    Withdraw,
)
from domain.activities.activity import Flag, How, SignUp, Stay
from storage import history
from storage.activities.keeping import activity_id
from storage.activities.reading import about, pack_stays, signup
from storage.activities.tables import RecordSheets, SignUps
from storage.tables import People

BY_CODE = frozenset({How.CODE, How.ANOTHER})


def join_in(session: Session, asked: JoinIn, who: int, now: datetime) -> None:
    """Once each; whoever withdrew and comes back stands at the end of the list."""
    here = activity_id(session, asked.number)
    for newcomer in asked.who:
        known = _known(session, here, newcomer, who)
        if known is not None and not known.withdrawn:
            continue
        if known is not None:
            _make_way(session, known)
        values = {
            "activity_id": here,
            "name": newcomer.name,
            "person_id": newcomer.person,
            "signed_by_id": who,
            "relation": newcomer.relation,
            "at": now,
        }
        session.execute(insert(SignUps).values(**values))
    history.note(session, about(asked.number), who, "join", now, str(len(asked.who)))


def _known(session: Session, here: int, newcomer: Newcomer, who: int) -> SignUp | None:
    if newcomer.person:
        return _first(session, here, SignUps.person_id == newcomer.person)
    same = SignUps.person_id.is_(None), SignUps.name == newcomer.name
    return _first(session, here, *same, SignUps.signed_by_id == who, SignUps.withdrawn.is_(False))


def _make_way(session: Session, old: SignUp) -> None:
    """Nobody has two lines; that they had withdrawn stands in the history."""
    session.execute(delete(SignUps).where(SignUps.id == old.id))


def _first(session: Session, here: int, *where: ColumnElement[bool]) -> SignUp | None:
    query = (
        select(*SignUps.__table__.columns, People.phone)
        .outerjoin(People, People.id == SignUps.person_id)
        .where(SignUps.activity_id == here, *where)
        .order_by(SignUps.id)
    )
    row = session.execute(query.limit(1)).first()
    return signup(row) if row else None


def withdraw(session: Session, asked: Withdraw, who: int, now: datetime) -> None:
    here = activity_id(session, asked.number)
    those = SignUps.activity_id == here, SignUps.id.in_(asked.lines)
    session.execute(update(SignUps).where(*those).values(withdrawn=True))
    history.note(session, about(asked.number), who, "withdraw", now, str(len(asked.lines)))


def come_in(session: Session, came: ComeIn, who: int, now: datetime) -> None:
    """Who is there already comes once only; a stay that was told before is not told again."""
    here = activity_id(session, came.number)
    line = _line(session, here, came)
    if line is None:
        line = _walks_in(session, here, came, who, now)
    if line.there or any(s.left and s.came <= came.at < s.left for s in line.stays):
        return
    stays = sorted((*line.stays, Stay(came.at, None, came.how)), key=lambda s: s.came)
    coded = {"coded_at": now} if came.how in BY_CODE else {}
    flags = {*line.flags, *came.flags}
    _write(
        session, line.id, stays=pack_stays(stays), flags=_values(flags), withdrawn=False, **coded
    )
    history.note(session, about(came.number), who, "come", now, came.how.value)


def _line(session: Session, here: int, came: ComeIn) -> SignUp | None:
    if came.line:
        return _first(session, here, SignUps.id == came.line)
    if came.person:
        return _first(session, here, SignUps.person_id == came.person)
    free = SignUps.person_id.is_(None), SignUps.withdrawn.is_(False)
    return _first(session, here, *free, SignUps.name == came.name) if came.name else None


def _walks_in(session: Session, here: int, came: ComeIn, who: int, now: datetime) -> SignUp:
    values = {
        "activity_id": here,
        "name": came.name,
        "person_id": came.person,
        "signed_by_id": who,
        "at": now,
        "walk_in": True,
    }
    added = session.execute(insert(SignUps).values(**values).returning(SignUps.id)).scalar_one()
    line = _first(session, here, SignUps.id == added)
    assert line is not None
    return line


def go_out(session: Session, went: GoOut, who: int, now: datetime) -> None:
    """Whoever left before they came was not there at all: such a stay has no length."""
    here = activity_id(session, went.number)
    line = _first(session, here, SignUps.id == went.line)
    if line is None or not line.there:
        return
    last = line.stays[-1]
    closed = Stay(last.came, max(last.came, went.at), last.how)
    flags = {f for f in line.flags if f is not Flag.NOT_OUT}
    if went.how is How.LATE_CODE:
        flags.add(Flag.LATE_CODE)
    stays = pack_stays((*line.stays[:-1], closed))
    _write(session, line.id, stays=stays, flags=_values(flags), said_left=None)
    history.note(session, about(went.number), who, "leave", now, went.how.value)


def say_left(session: Session, said: SayLeft, who: int, now: datetime) -> None:
    here = activity_id(session, said.number)
    line = _first(session, here, SignUps.id == said.line)
    if line is None or not line.there:
        return
    _write(session, line.id, said_left=said.at, flags=_values({*line.flags, Flag.NOT_OUT}))
    history.note(session, about(said.number), who, "say_left", now)


def fix_hours(session: Session, fixed: FixHours, who: int, now: datetime) -> None:
    here = activity_id(session, fixed.number)
    line = _first(session, here, SignUps.id == fixed.line)
    if line is None:
        return
    values = {"minutes": fixed.minutes, "why": fixed.why, "objection": ""}
    flags = {f for f in line.flags if f is not Flag.OBJECTED}
    _write(session, line.id, **values, flags=_values(flags))
    why = f"{line.id}: {line.minutes} → {fixed.minutes}: {fixed.why}"
    history.note(session, about(fixed.number), who, "fix", now, why)


def object_to(session: Session, said: ObjectToHours, who: int, now: datetime) -> None:
    here = activity_id(session, said.number)
    line = _first(session, here, SignUps.id == said.line)
    if line is None:
        return
    flags = _values({*line.flags, Flag.OBJECTED})
    _write(session, line.id, objection=said.words, flags=flags)
    history.note(session, about(said.number), who, "object", now)


def rate(session: Session, said: RateActivity, who: int, now: datetime) -> None:
    here = activity_id(session, said.number)
    mine = SignUps.id == said.line, SignUps.activity_id == here
    values = {"rating": said.stars, "rating_word": said.word}
    session.execute(update(SignUps).where(*mine).values(**values))
    history.note(session, about(said.number), who, "rate", now, str(said.stars))


def wrong_code(session: Session, who: int, now: datetime) -> None:
    history.note(session, f"codes:{who}", who, "wrong_code", now)


def forget(session: Session, person: int, now: datetime) -> None:
    """The name goes, also of family they put on lists; hours stay where they were given."""
    family = SignUps.signed_by_id == person, SignUps.person_id.is_(None), SignUps.relation != ""
    blank = {"name": "", "relation": "", "rating_word": "", "objection": "", "signed_by_id": None}
    session.execute(update(SignUps).where(*family).values(**blank))
    mine = update(SignUps).where(SignUps.person_id == person)
    session.execute(mine.values(**blank, person_id=None))
    sheets = update(RecordSheets).where(RecordSheets.person_id == person)
    session.execute(sheets.values(name="", person_id=None, sheet={}))
    history.note(session, f"person:{person}", person, "forget_volunteer", now)


def take_over(session: Session, listed: int, person: int) -> None:
    """Somebody known from a list came: their place on lists is theirs."""
    there = select(SignUps.activity_id).where(SignUps.person_id == person)
    theirs = update(SignUps).where(SignUps.person_id == listed, SignUps.activity_id.not_in(there))
    session.execute(theirs.values(person_id=person))


def _values(flags: Iterable[Flag]) -> list[str]:
    return sorted(flag.value for flag in flags)


def _write(session: Session, line: int, **values: Any) -> None:
    session.execute(update(SignUps).where(SignUps.id == line).values(**values))
