"""Group chats of villages, and the private addresses of calendars."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as pg_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from conversations.duty.effects import BindGroup, KeepFeed
from storage import history
from storage.duty.tables import DutyFeeds, VillageGroups


def bind_group(session: Session, asked: BindGroup, now: datetime) -> None:
    """A group belongs to one village at a time."""
    end_group(session, asked.address, now)
    values = {
        "address": asked.address,
        "title": asked.title,
        "place": asked.place,
        "bound_by_id": asked.by,
        "bound_at": now,
    }
    session.execute(insert(VillageGroups).values(**values))
    history.note(session, f"group:{asked.address}", asked.by, "bind", now, asked.place)


def end_group(session: Session, address: str, now: datetime) -> tuple[str, str, int] | None:
    """Its village, its title and who bound it, where it was bound."""
    found = session.execute(
        select(VillageGroups).where(
            VillageGroups.address == address, VillageGroups.ended_at.is_(None)
        )
    ).scalar()
    if found is None:
        return None
    found.ended_at = now
    session.flush()
    history.note(session, f"group:{address}", None, "end", now)
    return found.place, found.title, found.bound_by_id


def move_group(session: Session, address: str, to: str) -> None:
    """Telegram gave the group another number."""
    session.execute(
        update(VillageGroups)
        .where(VillageGroups.address == address, VillageGroups.ended_at.is_(None))
        .values(address=to)
    )


def group_at(session: Session, address: str) -> str:
    query = select(VillageGroups.place).where(
        VillageGroups.address == address, VillageGroups.ended_at.is_(None)
    )
    return session.execute(query).scalar() or ""


def bound_groups(session: Session) -> tuple[tuple[str, str], ...]:
    """Address and village of every group that is bound."""
    rows = session.execute(
        select(VillageGroups.address, VillageGroups.place)
        .where(VillageGroups.ended_at.is_(None))
        .order_by(VillageGroups.id)
    )
    return tuple((address, place) for address, place in rows)


def keep_feed(session: Session, asked: KeepFeed, who: int, now: datetime) -> None:
    insert_ = pg_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    values = {"person_id": who, "key": asked.key, "made_at": now}
    session.execute(
        insert_(DutyFeeds)
        .values(**values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def feed_key(session: Session, person: int) -> str:
    query = select(DutyFeeds.key).where(DutyFeeds.person_id == person)
    return session.execute(query).scalar() or ""


def feed_owner(session: Session, key: str) -> int | None:
    return session.execute(select(DutyFeeds.person_id).where(DutyFeeds.key == key)).scalar()
