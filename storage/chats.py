"""Chats: one address each, its person, and where their talk stands. A batch is read with one query."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import String, bindparam, cast, insert, or_, select, update
from sqlalchemy.orm import Session

from conversations.engine import Talk
from conversations.standing import Standing
from storage.outbox import Place, write
from storage.packing import pack_talk, unpack_talk
from storage.people import REACHED_HERE
from storage.tables import Chats, People, Posts, Table

CHATS = Table.metadata.tables["chats"]


@dataclass(frozen=True, slots=True)
class Chat:
    address: str
    person_id: int
    language: str
    channel_name: str
    standing: Standing
    asked_letter: int | Place | None
    reachable: bool


AT = select(CHATS).where(CHATS.c.address.in_(bindparam("addresses", expanding=True)))


def chats_at(session: Session, addresses: Iterable[str]) -> dict[str, Chat]:
    asked = {"addresses": list(set(addresses))}
    rows = session.connection().execute(AT, asked)
    return {row.address: _chat(row) for row in rows}


def _chat(row: Any) -> Chat:
    talk = readable(row.talk) if row.talk else None
    parked = tuple(filter(None, map(readable, row.parked)))
    return Chat(
        row.address,
        row.person_id,
        row.language,
        row.channel_name,
        Standing(talk, parked, row.revision),
        row.asked_letter,
        row.unreachable_at is None,
    )


def readable(packed: dict[str, Any]) -> Talk | None:
    """A talk that cannot be read any more is dropped: nobody is shut out by a bad record."""
    try:
        return unpack_talk(packed)
    except (KeyError, TypeError, IndexError):
        return None


def open_chat(session: Session, address: str, name: str, language: str, now: datetime) -> Chat:
    """A new chat and somebody of whom nothing is known yet."""
    person = session.execute(
        insert(People).values(created_at=now).returning(People.id)
    ).scalar_one()
    return seat(session, address, person, name, language, now)


def seat(
    session: Session, address: str, person: int, name: str, language: str, now: datetime
) -> Chat:
    """A new chat of a known person."""
    session.info.pop(REACHED_HERE, None)
    session.execute(
        insert(Chats).values(
            address=address,
            person_id=person,
            language=language,
            channel_name=name,
            revision=0,
            parked=[],
            talked_at=now,
        )
    )
    return Chat(address, person, language, name, Standing(), None, reachable=True)


STANDING = (
    update(CHATS)
    .where(CHATS.c.address == bindparam("at"))
    .values(
        talk=bindparam("talk"),
        parked=bindparam("parked"),
        revision=bindparam("revision"),
        asked_letter=bindparam("asked_letter"),
        talked_at=bindparam("now"),
        nudged_at=None,
        unreachable_at=None,
    )
)


def save_standings(session: Session, chats: Iterable[Chat], now: datetime) -> None:
    """Where the talks of many stand, all at once."""
    write(session)
    session.info.pop(REACHED_HERE, None)
    if rows := [_standing(chat, now) for chat in chats]:
        session.connection().execute(STANDING, rows)


def _standing(chat: Chat, now: datetime) -> dict[str, Any]:
    standing, asked = chat.standing, chat.asked_letter
    return {
        "at": chat.address,
        "talk": pack_talk(standing.talk) if standing.talk else None,
        "parked": [pack_talk(talk) for talk in standing.parked],
        "revision": standing.revision,
        "asked_letter": asked.number if isinstance(asked, Place) else asked,
        "now": now,
    }


def mark_unreachable(session: Session, address: str, now: datetime) -> None:
    session.info.pop(REACHED_HERE, None)
    session.execute(update(Chats).where(Chats.address == address).values(unreachable_at=now))


WHERE_TO_REACH = (
    select(Chats.address, People.channel)
    .join(People, People.id == Chats.person_id)
    .where(Chats.person_id == bindparam("person"), Chats.unreachable_at.is_(None))
    .order_by(Chats.talked_at.desc())
)


def addresses_of(session: Session, person: int) -> tuple[str, ...]:
    """Where a person can be reached: the channel they chose, then the place they spoke last."""
    found: dict[int, tuple[str, ...]] = session.info.setdefault(REACHED_HERE, {})
    if person not in found:
        rows = session.execute(WHERE_TO_REACH, {"person": person}).all()
        chosen = sorted(rows, key=lambda row: not row.address.startswith(f"{row.channel}:"))
        found[person] = tuple(row.address for row in chosen)
    return found[person]


def reachable_at(session: Session, people: Iterable[int]) -> dict[int, str]:
    """Where each of many people reads first; whoever is nowhere is left out."""
    rows = session.execute(
        select(Chats.person_id, Chats.address, People.channel)
        .join(People, People.id == Chats.person_id)
        .where(Chats.person_id.in_(set(people)), Chats.unreachable_at.is_(None))
        .order_by(Chats.talked_at.desc())
    ).all()
    found: dict[int, str] = {}
    for row in sorted(rows, key=lambda r: not r.address.startswith(f"{r.channel}:")):
        found.setdefault(row.person_id, row.address)
    return found


ASK_AFTER, DROP_AFTER = timedelta(days=1), timedelta(days=7)


def idle_chats(session: Session, now: datetime, limit: int = 200) -> tuple[Chat, ...]:
    """Talks untouched for a day that were not asked about yet."""
    rows = session.execute(
        select(Chats)
        .where(
            Chats.talk.is_not(None),
            Chats.talked_at < now - ASK_AFTER,
            Chats.nudged_at.is_(None),
            Chats.unreachable_at.is_(None),
        )
        .order_by(Chats.talked_at)
        .limit(limit)
    ).scalars()
    return tuple(_chat(row) for row in rows)


def mark_nudged(session: Session, address: str, now: datetime) -> None:
    session.execute(update(Chats).where(Chats.address == address).values(nudged_at=now))


def drop_stale_talks(session: Session, now: datetime) -> int:
    """Talks untouched for a week are forgotten, with those put aside."""
    unfinished = or_(Chats.talk.is_not(None), cast(Chats.parked, String) != "[]")
    stale = update(Chats).where(Chats.talked_at < now - DROP_AFTER, unfinished)
    result = session.execute(stale.values(talk=None, parked=[]))
    return result.rowcount  # type: ignore[attr-defined,no-any-return]


def with_standing(chat: Chat, standing: Standing) -> Chat:
    return replace(chat, standing=standing)


def staff_addresses(session: Session) -> frozenset[str]:
    """Where everybody who serves somewhere talks."""
    serving = select(Posts.person_id).where(Posts.ended_at.is_(None))
    found = select(Chats.address).where(Chats.person_id.in_(serving))
    return frozenset(session.execute(found).scalars())
