"""The outbox: letters with keys, in order per address."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import Letters

POSTED_TO = "posted_to"
"""Where a session remembers the addresses it posted to, so that they are woken after the commit."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it is written: rendered already, in its reader's language."""

    key: str
    address: str
    body: dict[str, Any]
    about: str = ""
    edits: int | None = None
    push: bool = False
    bulk: bool = False
    """One of very many: everything else goes before it."""
    after: datetime | None = None
    """Not before that: its reader is not to be disturbed."""
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Posted:
    """A letter as it lies in the outbox."""

    id: int
    address: str
    state: str
    push: bool
    body: dict[str, Any]
    about: str
    edits: int | None
    ref: str
    tries: int
    posted_at: datetime
    bulk: bool = False
    good_until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a letter that was waiting."""

    number: int
    state: str
    ref: str = ""
    tries: int = 0
    at: datetime | None = None
    """When it was sent."""


MARKED = (
    update(Letters.__table__)  # type: ignore[arg-type]  # of the mapper it is a table
    .where(Letters.id == bindparam("number"), Letters.state == "waiting")
    .values(
        state=bindparam("state"),
        ref=bindparam("ref"),
        tries=bindparam("tries"),
        sent_at=bindparam("at"),
    )
)


def post(session: Session, letter: Letter, now: datetime) -> int | None:
    """Put a letter in; a key that was posted before changes nothing and gives None."""
    insert = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {
        "key": letter.key,
        "address": letter.address,
        "channel": channel_of(letter.address),
        "body": letter.body,
        "about": letter.about,
        "edits": letter.edits,
        "push": letter.push,
        "bulk": letter.bulk,
        "good_until": letter.good_until,
        "state": "waiting",
        "ref": "",
        "tries": 0,
        "send_after": letter.after or _not_before(session, letter, now),
        "posted_at": now,
    }
    statement = insert(Letters).values(**values).on_conflict_do_nothing(index_elements=["key"])
    number = session.execute(statement.returning(Letters.id)).scalar()
    if number is not None:
        session.info.setdefault(POSTED_TO, set()).add(letter.address)
    return number


def channel_of(address: str) -> str:
    return address.partition(":")[0]


def _not_before(session: Session, letter: Letter, now: datetime) -> datetime:
    """A letter is not redrawn before it has gone out."""
    if letter.edits is None:
        return now
    held = select(Letters.send_after).where(Letters.id == letter.edits, Letters.state == "waiting")
    return max(now, session.execute(held).scalar() or now)


def waiting(
    session: Session, channel: str, now: datetime, not_to: Collection[str] = (), limit: int = 200
) -> tuple[Posted, ...]:
    """The oldest unsent letters of one channel that may go now: answers, news, then pushes to many."""
    rows = session.execute(
        select(Letters)
        .where(
            Letters.state == "waiting",
            # What may go at once is not held back by a clock that was set back, or runs behind.
            or_(Letters.send_after <= now, Letters.send_after <= Letters.posted_at),
            Letters.channel == channel,
            Letters.address.not_in(not_to),
        )
        .order_by(Letters.push, Letters.bulk, Letters.id)
        .limit(limit)
    ).scalars()
    return tuple(_posted(row) for row in rows)


def letter(session: Session, number: int) -> Posted | None:
    row = session.get(Letters, number)
    return _posted(row) if row else None


def letters_numbered(session: Session, numbers: Collection[int]) -> dict[int, Posted]:
    """Those of these letters that there are, with one query."""
    if not numbers:
        return {}
    rows = session.execute(select(Letters).where(Letters.id.in_(numbers))).scalars()
    return {row.id: _posted(row) for row in rows}


def letters_at(session: Session, address: str, after: int, limit: int = 100) -> tuple[Posted, ...]:
    rows = session.execute(
        select(Letters)
        .where(Letters.address == address, Letters.id > after)
        .order_by(Letters.id)
        .limit(limit)
    ).scalars()
    return tuple(_posted(row) for row in rows)


def newest_at(session: Session, address: str, count: int = 50) -> tuple[Posted, ...]:
    rows = session.execute(
        select(Letters).where(Letters.address == address).order_by(Letters.id.desc()).limit(count)
    ).scalars()
    return tuple(_posted(row) for row in reversed(list(rows)))


def letter_with_ref(session: Session, address: str, ref: str) -> Posted | None:
    """The letter that a channel knows under this name; on the web that is its own number."""
    if not ref:
        return None
    query = select(Letters).where(Letters.address == address)
    if address.startswith("telegram:"):
        query = query.where(Letters.ref == ref, Letters.edits.is_(None))
    elif ref.isdecimal() and len(ref) < 18:
        query = query.where(Letters.id == int(ref))
    else:
        return None
    row = session.execute(query.order_by(Letters.id.desc()).limit(1)).scalar()
    return _posted(row) if row else None


def letters_about(session: Session, about: str) -> tuple[Posted, ...]:
    """The newest letter of every address that shows a thing, where it can still be redrawn."""
    newest = (
        select(func.max(Letters.id))
        .where(Letters.about == about, Letters.edits.is_(None))
        .group_by(Letters.address)
    )
    rows = session.execute(select(Letters).where(Letters.id.in_(newest))).scalars()
    return tuple(_posted(row) for row in rows)


def was_enclosed(session: Session, address: str, file: int, newest: int = 300) -> bool:
    """Whether one of the newest letters to an address carries this file."""
    bodies = session.execute(
        select(Letters.body)
        .where(Letters.address == address)
        .order_by(Letters.id.desc())
        .limit(newest)
    ).scalars()
    return any(enclosed[0] == file for body in bodies for enclosed in body["files"])


def _posted(row: Letters) -> Posted:
    return Posted(
        row.id, row.address, row.state, row.push, row.body, row.about, row.edits, row.ref,
        row.tries, row.posted_at, row.bulk, row.good_until,
    )  # fmt: skip


def mark(session: Session, marks: Iterable[Mark]) -> None:
    """Many at once; a letter that waits no more (its reader had it blanked) stays as it is."""
    if rows := [asdict(each) for each in marks]:
        session.connection().execute(MARKED, rows)


def mark_delivered(session: Session, address: str, upto: int, now: datetime) -> None:
    """The page has shown everything up to this letter."""
    session.execute(
        update(Letters)
        .where(Letters.address == address, Letters.id <= upto, Letters.state == "waiting")
        .values(state="sent", sent_at=now)
    )


def readdress(session: Session, address: str, to: str | None) -> tuple[Posted, ...]:
    """Waiting news of an address that cannot be reached goes to another; answers are given up.

    Gives the news for which there is no other address.
    """
    news = (
        Letters.address == address,
        Letters.state == "waiting",
        Letters.push,
        Letters.edits.is_(None),
    )
    left: tuple[Posted, ...] = ()
    if to:
        session.execute(update(Letters).where(*news).values(address=to, channel=channel_of(to)))
        session.info.setdefault(POSTED_TO, set()).add(to)
    else:
        rows = session.execute(select(Letters).where(*news).order_by(Letters.id)).scalars()
        left = tuple(_posted(row) for row in rows)
    rest = Letters.address == address, Letters.state == "waiting"
    session.execute(update(Letters).where(*rest).values(state="unreachable"))
    return left


def oldest_waiting(session: Session, channel: str) -> datetime | None:
    waiting_there = Letters.state == "waiting", Letters.channel == channel
    return session.execute(select(func.min(Letters.posted_at)).where(*waiting_there)).scalar()
