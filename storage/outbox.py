"""The outbox: letters with keys, in order per address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam, event, func, literal_column, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from storage.tables import WAITS, Letters
from storage.tables import Table as Base

LETTERS = Base.metadata.tables["letters"]
NO_WORDS: ColumnElement[str] = literal_column("''")
"""Written out, as the indexes of letters that have a name or are about something are."""
UNWRITTEN = "unwritten"
"""Where a session keeps letters until it writes them."""
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
    """One of very many, or in no hurry: everything else goes before it."""
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
    send_after: datetime | None = None

    @property
    def beside(self) -> bool:
        """No answer need wait for it: one of very many, or it only takes buttons off."""
        return self.push and self.bulk

    def redrawn(
        self,
        key: str,
        body: dict[str, Any],
        now: datetime,
        *,
        push: bool = False,
        bulk: bool = False,
    ) -> Letter:
        """A letter that takes the place of this one, and not before it has gone out."""
        waits = self.send_after if self.state == "waiting" else None
        after = max(now, waits) if waits else now
        return Letter(key, self.address, body, edits=self.id, push=push, bulk=bulk, after=after)


@dataclass(slots=True)
class Place:
    """A letter's place in the outbox: its number is known once it is written."""

    key: str
    number: int | None = None
    """None: not written yet, or its key was posted before."""


def put(session: Session, letter: Letter, now: datetime) -> Place:
    """Put a letter in, written with the others of its transaction: before the next read, or its end.

    A key that was posted before changes nothing.
    """
    place = Place(letter.key)
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
        "send_after": letter.after or now,
        "posted_at": now,
    }
    session.info.setdefault(UNWRITTEN, []).append((place, values))
    return place


def post(session: Session, letter: Letter, now: datetime) -> int | None:
    """Put a letter in at once; None where its key was posted before."""
    return number_of(session, put(session, letter, now))


def number_of(session: Session, place: Place) -> int | None:
    write(session)
    return place.number


WRITTEN = {
    dialect: insert(LETTERS)
    .on_conflict_do_nothing(index_elements=["key"])
    .returning(LETTERS.c.id, LETTERS.c.key, LETTERS.c.address)
    for dialect, insert in (("sqlite", sqlite_insert), ("postgresql", pg_insert))
}


def write(session: Session) -> None:
    """What was put in and is not written yet, all at once."""
    unwritten = session.info.pop(UNWRITTEN, None)
    if not unwritten:
        return
    once: dict[str, tuple[Place, dict[str, Any]]] = {}
    for place, values in unwritten:
        once.setdefault(place.key, (place, values))
    rows = [values for _, values in once.values()]
    written = session.connection().execute(WRITTEN[session.get_bind().dialect.name], rows)
    for number, key, address in written:
        once[key][0].number = number
        session.info.setdefault(POSTED_TO, set()).add(address)


@event.listens_for(Session, "before_commit")
def _write_the_rest(session: Session) -> None:
    write(session)


def channel_of(address: str) -> str:
    return address.partition(":")[0]


NUMBERED = select(LETTERS).where(LETTERS.c.id.in_(bindparam("numbers", expanding=True)))
CALLED = (
    select(LETTERS)
    .where(
        LETTERS.c.address == bindparam("address"),
        LETTERS.c.ref == bindparam("ref"),
        LETTERS.c.ref != NO_WORDS,
        LETTERS.c.edits.is_(None),
    )
    .order_by(LETTERS.c.id.desc())
    .limit(1)
)


def letter(session: Session, number: int) -> Posted | None:
    return letters_numbered(session, [number]).get(number)


def letters_numbered(session: Session, numbers: Collection[int]) -> dict[int, Posted]:
    """Those of these letters that there are, with one query."""
    if not numbers:
        return {}
    write(session)
    rows = session.connection().execute(NUMBERED, {"numbers": [*numbers]})
    return {row.id: posted_as(row) for row in rows}


def letters_at(session: Session, address: str, after: int, limit: int = 100) -> tuple[Posted, ...]:
    write(session)
    rows = session.execute(
        select(Letters)
        .where(Letters.address == address, Letters.id > after)
        .order_by(Letters.id)
        .limit(limit)
    ).scalars()
    return tuple(posted_as(row) for row in rows)


def newest_at(session: Session, address: str, count: int = 50) -> tuple[Posted, ...]:
    write(session)
    rows = session.execute(
        select(Letters).where(Letters.address == address).order_by(Letters.id.desc()).limit(count)
    ).scalars()
    return tuple(posted_as(row) for row in reversed(list(rows)))


def letter_with_ref(session: Session, address: str, ref: str) -> Posted | None:
    """The letter that a channel knows under this name; on the web that is its own number."""
    if not ref:
        return None
    if address.startswith("telegram:"):
        asked = {"address": address, "ref": ref}
        row = session.connection().execute(CALLED, asked).first()
        return posted_as(row) if row else None
    if not ref.isdecimal() or len(ref) >= 18:
        return None
    found = letter(session, int(ref))
    return found if found and found.address == address else None


def letters_about(session: Session, about: str) -> tuple[Posted, ...]:
    """The newest letter of every address that shows a thing, where it can still be redrawn."""
    write(session)
    newest = (
        select(func.max(Letters.id))
        .where(Letters.about == about, Letters.about != NO_WORDS, Letters.edits.is_(None))
        .group_by(Letters.address)
    )
    rows = session.execute(select(Letters).where(Letters.id.in_(newest))).scalars()
    return tuple(posted_as(row) for row in rows)


def was_enclosed(session: Session, address: str, file: int, newest: int = 300) -> bool:
    """Whether one of the newest letters to an address carries this file."""
    write(session)
    bodies = session.execute(
        select(Letters.body)
        .where(Letters.address == address)
        .order_by(Letters.id.desc())
        .limit(newest)
    ).scalars()
    return any(enclosed[0] == file for body in bodies for enclosed in body["files"])


def posted_as(row: Any) -> Posted:
    """A row of the outbox."""
    return Posted(
        row.id, row.address, row.state, row.push, row.body, row.about, row.edits, row.ref,
        row.tries, row.posted_at, row.bulk, row.good_until, row.send_after,
    )  # fmt: skip


def mark_delivered(session: Session, address: str, upto: int, now: datetime) -> None:
    """The page has shown everything up to this letter."""
    write(session)
    session.execute(
        update(Letters)
        .where(Letters.address == address, Letters.id <= upto, WAITS)
        .values(state="sent", sent_at=now)
    )


def readdress(session: Session, address: str, to: str | None) -> tuple[Posted, ...]:
    """Waiting news of an address that cannot be reached goes to another; answers are given up.

    Gives the news for which there is no other address.
    """
    write(session)
    news = (
        Letters.address == address,
        WAITS,
        Letters.push,
        Letters.edits.is_(None),
    )
    left: tuple[Posted, ...] = ()
    if to:
        session.execute(update(Letters).where(*news).values(address=to, channel=channel_of(to)))
        session.info.setdefault(POSTED_TO, set()).add(to)
    else:
        rows = session.execute(select(Letters).where(*news).order_by(Letters.id)).scalars()
        left = tuple(posted_as(row) for row in rows)
    rest = Letters.address == address, WAITS
    session.execute(update(Letters).where(*rest).values(state="unreachable"))
    return left
