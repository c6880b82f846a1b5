"""Pushes: kept, posted in portions, counted. The outbox itself knows how far each letter is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update
from sqlalchemy.orm import Session

from conversations.broadcasts.facts import CountReceivers, MyPushes, PushNumbered, SendPush
from conversations.facts import Facts
from conversations.questions import Lookup
from domain.broadcasts.push import PEOPLE, Progress, Push
from storage import history, outbox
from storage.broadcasts.tables import Broadcasts
from storage.records_asked import UNANSWERED
from storage.tables import Chats, Letters, People, Posts, Unreached

NAMED = 20
"""Names of people whom nothing reaches, shown in the message; all are on the village's list."""
LOST = ("unreachable", "failed", "stale")


def key_of(number: str, person: int) -> str:
    return f"push:{number}:{person}"


def keep_push(session: Session, effect: SendPush, who: int) -> None:
    push = effect.push
    values = {
        "number": push.number,
        "place": push.place,
        "to": push.to,
        "words": push.words,
        "signed": push.signed,
        "sender_id": who,
        "at": push.at,
    }
    session.execute(insert(Broadcasts).values(**values))
    history.note(session, f"push:{push.number}", who, "send", push.at)


def under_way(session: Session) -> tuple[Push, ...]:
    rows = session.execute(
        select(Broadcasts).where(Broadcasts.ended_at.is_(None)).order_by(Broadcasts.id)
    ).scalars()
    return tuple(map(_push, rows))


def _push(row: Broadcasts) -> Push:
    return Push(
        row.number, row.place, row.to, row.words, row.signed, row.sender_id, row.at,
        row.last_id, row.posted, row.posted_all_at is not None, row.shown,
        row.ended_at is not None,
    )  # fmt: skip


def push_numbered(session: Session, number: str) -> Push | None:
    row = session.execute(select(Broadcasts).where(Broadcasts.number == number)).scalar()
    return _push(row) if row else None


def next_receivers(session: Session, push: Push, limit: int) -> tuple[int, ...]:
    """The next people in the order of their ids."""
    query = select(People.id).where(People.id > push.last_id, receives(push.place, push.to))
    return tuple(session.execute(query.order_by(People.id).limit(limit)).scalars())


def receives(place: str, to: str) -> ColumnElement[bool]:
    """Villagers who agreed to be written to; of staff whoever has the post."""
    if to == PEOPLE:
        return and_(People.village.startswith(place), People.consented_at.is_not(None))
    posts = select(Posts.person_id).where(
        Posts.role == to,
        Posts.place >= place,
        Posts.place < f"{place}~",
        Posts.ended_at.is_(None),
    )
    return People.id.in_(posts)


def mark_posted(session: Session, number: str, last: int, count: int, now: datetime) -> None:
    """`last` 0: there was nobody left."""
    values: dict[str, Any] = {"posted_all_at": now}
    if last:
        values = {"last_id": last, "posted": Broadcasts.posted + count}
    session.execute(update(Broadcasts).where(Broadcasts.number == number).values(**values))


def mark_shown(session: Session, number: str, shown: str, ended_at: datetime | None) -> None:
    values = {"shown": shown, "ended_at": ended_at}
    session.execute(update(Broadcasts).where(Broadcasts.number == number).values(**values))


def progress_of(session: Session, push: Push) -> Progress:
    """Counted in the outbox by the keys of the letters."""
    outbox.write(session)
    first, last = key_of(push.number, 0)[:-1], f"push:{push.number};"
    web = Letters.channel == "web"
    rows = session.execute(
        select(Letters.state, web, func.count())
        .where(Letters.key >= first, Letters.key < last)
        .group_by(Letters.state, web)
    )
    counted = {(state, bool(on_web)): n for state, on_web, n in rows}
    never = and_(Unreached.key >= first, Unreached.key < last)
    out_of_reach = session.execute(select(func.count()).where(never)).scalar_one()
    lost = sum(n for (state, _), n in counted.items() if state in LOST)
    on_page = counted.get(("waiting", True), 0)
    left = 0 if push.posted_all else _left(session, push)
    return Progress(
        delivered=sum(n for (state, _), n in counted.items() if state == "sent"),
        waiting=on_page + counted.get(("waiting", False), 0) + left,
        on_the_page=on_page,
        unreachable=out_of_reach + lost,
        names=_names(session, first, last) if out_of_reach + lost else (),
    )


def _left(session: Session, push: Push) -> int:
    query = select(func.count()).where(People.id > push.last_id, receives(push.place, push.to))
    return session.execute(query.select_from(People)).scalar_one()


def _names(session: Session, first: str, last: str) -> tuple[str, ...]:
    never = select(Unreached.person_id).where(Unreached.key >= first, Unreached.key < last)
    lost = select(Chats.person_id).where(
        Chats.address.in_(
            select(Letters.address).where(
                Letters.key >= first, Letters.key < last, Letters.state.in_(LOST)
            )
        )
    )
    query = select(People.name).where(People.id.in_(never.union(lost)))
    return tuple(session.execute(query.order_by(People.id).limit(NAMED)).scalars())


def count_receivers(session: Session, place: str, to: str) -> tuple[int, int]:
    """All, and those of them whom no channel reaches."""
    # The range goes by an index; where the next of all are read, the order of ids does.
    there = People.village >= place, People.village < f"{place}:"
    where = (*there, receives(place, to)) if to == PEOPLE else (receives(place, to),)
    everybody = select(func.count()).select_from(People).where(*where)
    chat = select(Chats.person_id).where(
        Chats.person_id == People.id, Chats.unreachable_at.is_(None)
    )
    total = session.execute(everybody).scalar_one()
    known = session.execute(everybody.where(chat.exists())).scalar_one()
    return total, total - known


def look_at_pushes(session: Session, facts: Facts, lookup: Lookup[Any]) -> Any:
    match lookup:
        case CountReceivers(place, to):
            return count_receivers(session, place, to)
        case PushNumbered(number):
            push = push_numbered(session, number)
            return (push, progress_of(session, push)) if push else None
        case MyPushes(limit):
            rows = session.execute(
                select(Broadcasts)
                .where(Broadcasts.sender_id == facts.me.id)
                .order_by(Broadcasts.id.desc())
                .limit(limit)
            ).scalars()
            return tuple(map(_push, rows))
        case _:
            return UNANSWERED
