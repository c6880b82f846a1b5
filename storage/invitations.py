"""Invitations: one code, one role, one use. Only a hash of the code is kept."""

import hashlib
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from conversations.facts import Invitation
from domain.roles import Post, Role
from storage import history
from storage.activities.signups import take_over as take_over_at_activities
from storage.meetings.keeping import take_over as take_over_at_meetings
from storage.people import give_post, note_changed, people_known, refs
from storage.tables import Chats, Invitations, People, Posts, Requests, Unreached


class NotOpen(Exception):  # noqa: N818
    """Used in the meantime, or revoked."""


def hashed(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()


def invite(
    session: Session,
    code: str,
    post: Post,
    now: datetime,
    expires: datetime,
    meant_for: int | None = None,
) -> int:
    values = {
        "code_hash": hashed(code),
        "role": post.role.value,
        "place": post.place,
        "meant_for": meant_for,
        "created_at": now,
        "expires_at": expires,
    }
    return session.execute(
        insert(Invitations).values(**values).returning(Invitations.id)
    ).scalar_one()


def invitation_coded(session: Session, code: str, now: datetime) -> Invitation | None:
    query = select(Invitations).where(Invitations.code_hash == hashed(code))
    row = session.execute(query).scalar()
    if row is None:
        return None
    meant = refs(session, [row.meant_for]).get(row.meant_for) if row.meant_for else None
    name, phone = (meant.name, meant.phone) if meant else ("", "")
    return Invitation(Role(row.role), row.place, _state(row, now), name, phone)


def _state(row: Invitations, now: datetime) -> str:
    if row.revoked_at:
        return "revoked"
    if row.used_at:
        return "used"
    return "expired" if row.expires_at <= now else "open"


def take_post(session: Session, code: str, person: int, now: datetime) -> None:
    """Use an invitation up and give its role; raises NotOpen where somebody was quicker."""
    row = session.execute(
        select(Invitations).where(Invitations.code_hash == hashed(code)).with_for_update()
    ).scalar_one()
    if _state(row, now) != "open":
        raise NotOpen(row.id)
    used = {"used_at": now, "used_by": person}
    session.execute(update(Invitations).where(Invitations.id == row.id).values(**used))
    listed = row.meant_for or _listed_as(session, person)
    if listed is not None and listed != person:
        _take_over(session, listed, person, now)
    give_post(session, person, Post(Role(row.role), row.place), now)
    history.note(session, f"person:{person}", person, "take_post", now, f"{row.role} {row.place}")


def _take_over(session: Session, listed: int, person: int, now: datetime) -> None:
    """Somebody known from a staff list came: their posts and matters are theirs from now on."""
    for post in people_known(session, [listed])[listed].posts:
        give_post(session, person, post, now)
    ends = update(Posts).where(Posts.person_id == listed, Posts.ended_at.is_(None))
    session.execute(ends.values(ended_at=now))
    note_changed(session, listed)
    matters = update(Requests).where(Requests.agent_id == listed)
    session.execute(matters.values(agent_id=person))
    take_over_at_meetings(session, listed, person)
    take_over_at_activities(session, listed, person)
    told = update(Unreached).where(Unreached.person_id == listed, Unreached.settled_at.is_(None))
    session.execute(told.values(settled_at=now))


def _listed_as(session: Session, person: int) -> int | None:
    """The same name and phone on a staff list, never seen in a chat: the code vouches for it."""
    me = session.get_one(People, person)
    chat = select(Chats.person_id).where(Chats.person_id == People.id)
    post = select(Posts.id).where(Posts.person_id == People.id, Posts.ended_at.is_(None))
    query = select(People.id).where(
        People.name == me.name,
        People.phone_mark == me.phone_mark,
        People.phone_mark != "",
        People.id != person,
        ~chat.exists(),
        post.exists(),
    )
    return session.execute(query.order_by(People.id)).scalar()


def revoke(session: Session, code: str, now: datetime) -> bool:
    open_one = Invitations.code_hash == hashed(code), Invitations.used_at.is_(None)
    changed = session.execute(update(Invitations).where(*open_one).values(revoked_at=now))
    return bool(changed.rowcount)  # type: ignore[attr-defined]
