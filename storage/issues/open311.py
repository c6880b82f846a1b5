"""Issues as other city systems ask for them, and what those systems have filed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy.orm import Session

from domain.issues.issue import Issue
from domain.issues.kinds import Severity
from storage.issues.lists import about, values
from storage.issues.tables import Issues, Open311Posts
from storage.tables import History


@dataclass(frozen=True, slots=True)
class Wanted:
    """A span of time, and which of the issues reported in it."""

    start: datetime
    end: datetime
    kinds: Collection[str]
    still_open: bool | None = None
    """None: both."""
    limit: int = 1000
    skip: int = 0


def issues_wanted(session: Session, wanted: Wanted) -> tuple[Issue, ...]:
    """The newest first."""
    which = and_(
        Issues.reported_at.between(wanted.start, wanted.end),
        _shown(wanted.kinds),
        *_in_state(wanted.still_open),
    )
    newest = select(Issues).where(which).order_by(Issues.reported_at.desc(), Issues.id.desc())
    rows = session.execute(newest.limit(wanted.limit).offset(wanted.skip)).scalars()
    return values(session, rows.all())


def issues_numbered(
    session: Session, numbers: Collection[str], kinds: Collection[str]
) -> tuple[Issue, ...]:
    """Those of these numbers that are of these kinds, the newest first."""
    which = Issues.number.in_(numbers) & _shown(kinds)
    rows = session.execute(select(Issues).where(which).order_by(Issues.id.desc())).scalars()
    return values(session, rows.all())


def _shown(kinds: Collection[str]) -> ColumnElement[bool]:
    """Told by the query, not sifted out afterwards, so that pages stay full."""
    return Issues.kind.in_(kinds) & (Issues.severity != Severity.COMPLAINT.value)


def _in_state(still_open: bool | None) -> Iterable[ColumnElement[bool]]:  # noqa: FBT001  # a filter with three values
    if still_open is None:
        return ()
    return (Issues.closed_at.is_(None) if still_open else Issues.closed_at.is_not(None),)


def changed_at(session: Session, numbers: Iterable[str]) -> dict[str, datetime]:
    """When the newest entry was written into the history of each."""
    names = {about(number): number for number in numbers}
    rows = session.execute(
        select(History.about, func.max(History.at))
        .where(History.about.in_(names))
        .group_by(History.about)
    )
    return {names[record]: at for record, at in rows}


def posted_before(session: Session, digest: str, since: datetime) -> str | None:
    """The number that the very same report got, if it came after this moment."""
    same = Open311Posts.digest == digest, Open311Posts.at > since
    return session.execute(select(Open311Posts.number).where(*same)).scalar()


def note_post(session: Session, key_name: str, digest: str, number: str, now: datetime) -> None:
    """Keep who filed it; an older report in the same words is no longer looked for."""
    session.execute(update(Open311Posts).where(Open311Posts.digest == digest).values(digest=None))
    row = {"key_name": key_name, "digest": digest, "number": number, "at": now}
    session.execute(insert(Open311Posts).values(**row))
