"""What a courier asks of the outbox: what waits, what is known of it, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Boolean, bindparam, or_, select, update
from sqlalchemy.orm import Session

from storage.outbox import LETTERS, Posted, posted_as, write
from storage.tables import WAITS


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
    update(LETTERS)
    .where(LETTERS.c.id == bindparam("number"), WAITS)
    .values(
        state=bindparam("state"),
        ref=bindparam("ref"),
        tries=bindparam("tries"),
        sent_at=bindparam("at"),
    )
)


WAITING = (
    select(LETTERS)
    .where(
        WAITS,
        # What may go at once is not held back by a clock that was set back, or runs behind.
        or_(
            LETTERS.c.send_after <= bindparam("now"),
            LETTERS.c.send_after <= LETTERS.c.posted_at,
        ),
        LETTERS.c.channel == bindparam("channel"),
        LETTERS.c.address.not_in(bindparam("not_to", expanding=True)),
        LETTERS.c.id.not_in(bindparam("but", expanding=True)),
        or_(~LETTERS.c.push, ~LETTERS.c.bulk, bindparam("last", type_=Boolean)),
    )
    .order_by(LETTERS.c.push, LETTERS.c.bulk, LETTERS.c.id)
    .limit(bindparam("limit"))
)
SENT_AS = select(LETTERS.c.id, LETTERS.c.state, LETTERS.c.ref).where(
    LETTERS.c.id.in_(bindparam("numbers", expanding=True))
)


def waiting(
    session: Session,
    channel: str,
    now: datetime,
    not_to: Collection[str] = (),
    but: Collection[int] = (),
    *,
    last: bool = True,
    limit: int = 200,
) -> tuple[Posted, ...]:
    """The oldest unsent letters of one channel that may go now: answers, news, then, if asked for, the last.

    Those are pushes to many, and buttons to be taken off.
    """
    write(session)
    asked = {
        "now": now,
        "channel": channel,
        "not_to": [*not_to],
        "but": [*but],
        "last": last,
        "limit": limit,
    }
    return tuple(map(posted_as, session.connection().execute(WAITING, asked)))


def sent_as(session: Session, numbers: Collection[int]) -> dict[int, tuple[str, str]]:
    """The state of each of these letters, and the channel's name of its message; nothing is unsealed."""
    if not numbers:
        return {}
    write(session)
    rows = session.connection().execute(SENT_AS, {"numbers": [*numbers]})
    return {number: (state, ref) for number, state, ref in rows}


def mark(session: Session, marks: Iterable[Mark]) -> None:
    """Many at once; a letter that waits no more (its reader had it blanked) stays as it is."""
    if rows := [asdict(each) for each in marks]:
        session.connection().execute(MARKED, rows)
